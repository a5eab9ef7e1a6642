/** Trains examples for the playground's tests; a child process in the role `serve` answers from the run folder. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Event } from "../../src/protocol/events";
import type { QuestionName, RunDescription } from "../../src/protocol/panel";
import { forkTrainer } from "../trainer/childPort";

export interface PlaneRun {
  readonly run: RunDescription;
  readonly events: Event[];
  readonly answer: (name: QuestionName, params: unknown) => Promise<unknown>;
  /** Ends the child process. */
  readonly close: () => void;
}

/** Trains a config of the folder `examples` in `folder`. */
export async function trainPlane(example: string, folder: string): Promise<PlaneRun> {
  const config = join(__dirname, "..", "..", "examples", `${example}.network.json`);
  const training = await forkTrainer<"train">(["train", config, "--runs", folder]);
  await training.exit;
  const { events } = training;
  const [started] = events;
  if (started?.type !== "started") throw new Error(`${config} was not trained: ${JSON.stringify(events)}`);
  const { config: trained } = JSON.parse(readFileSync(join(started.run, "manifest.json"), "utf8"));
  const layers: { units: number; activation: string }[] = trained.layers;
  const serving = await forkTrainer<"serve">(["serve", started.run]);
  return {
    run: {
      folder: started.run,
      id: "20261124T134501Z-3fa9",
      network: example,
      shape: [2, ...layers.map(({ units }) => units)],
      activations: layers.map(({ activation }) => activation),
      epochs: trained.training.epochs,
      batchSize: trained.training.batchSize,
    },
    events: events.filter(({ type }) => type !== "progress"),
    answer: (name, params) => serving.channel.request(name, params as never),
    close: () => serving.process.disconnect(),
  };
}
