/** Writes a run of very many epochs as it would be on the disk, without training it. */
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Event } from "../../src/protocol/events";
import { encodeCheckpoint } from "../../src/runs/checkpoint";
import { formatLine } from "../../src/runs/metricsLine";
import { editManifest } from "../runs/folder";
import { finish, last, type Workspace } from "./workspace";

/** XOR: four examples, two inputs. */
const xor = {
  version: 1,
  data: { format: "csv", path: "xor.csv", label: "y", task: "classification" },
  layers: [
    { units: 2, activation: "tanh" },
    { units: 2, activation: "softmax" },
  ],
  training: { epochs: 2, batchSize: 4, seed: 3, optimizer: { type: "sgd", learningRate: 0.5, momentum: 0.9 } },
  backend: "wasm",
  threads: 1,
};

/**
 * Returns the run folder. The run was killed after `epochs` of twice as many epochs.
 * @param every interval, in epochs, of `layers` and `checkpoint` events
 */
export async function writeLongRun(workspace: Workspace, epochs: number, every: number): Promise<string> {
  writeFileSync(join(workspace.path, "xor.csv"), "a,b,y\n0,0,even\n0,1,odd\n1,0,odd\n1,1,even\n");
  const { run, events } = await finish({ train: workspace.write(xor, "xor.network.json") });
  editManifest(run, ({ config: { training } }) => {
    training.epochs = 2 * epochs;
    training.checkpointEvery = 1000;
    training.keepEvery = 1000;
  });
  const { arrays, state } = await last(run);
  writeFileSync(join(run, "last.npz"), encodeCheckpoint({ arrays, state: { ...state, epoch: epochs, step: epochs } }));
  const file = join(run, "metrics.jsonl");
  writeFileSync(file, "");
  const lines: string[] = [];
  const add = (event: Event) => lines.push(formatLine(event));
  for (const event of events.filter(({ type }) => type === "started")) add(event);
  const ofEpoch = events.filter((event) => "epoch" in event && event.epoch === 1 && event.type !== "progress");
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const event of ofEpoch) {
      if (event.type === "epoch" || epoch % every === 0) add({ ...event, epoch } as Event);
    }
    if (lines.length > 10_000) appendFileSync(file, lines.splice(0).join(""));
  }
  appendFileSync(file, lines.join(""));
  return run;
}
