/** A training of very many epochs: its memory stops growing, and its history is complete. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { residentSize } from "../../src/extension/process/residentSize";
import { LineSplitter } from "../../src/protocol/ndjson";
import { readEvents } from "../../src/runs/events";
import { bundled } from "../bundled";
import { amount, fullOf, recorded } from "../soak";
import { irisConfig, Workspace } from "../trainer/workspace";

const id = "many-epochs";
const epochs = amount(fullOf(id));
const maxBytes = 40e6;
const optimizer = { type: "sgd", learningRate: 0.005, momentum: 0.9 };

describe("a training of very many epochs", function () {
  this.timeout(1_800_000);
  let workspace: Workspace;
  before(() => {
    workspace = new Workspace();
  });
  after(() => workspace.remove());

  it(`has them all in its history, and takes no more memory at its end: ${epochs} epochs`, () =>
    recorded(id, epochs, async (held) => {
      const data = { format: "builtin", name: "iris", limit: 20, validation: { examples: 5 } };
      const config = workspace.write(
        irisConfig({ data, training: { epochs, checkpointEvery: 1000, keepEvery: 5000, optimizer } }),
      );
      const cli = await bundled("src/cli/main.ts");
      const child = spawn(process.execPath, [cli, "train", config, "--json"], { stdio: ["ignore", "pipe", "inherit"] });
      const exit = once(child, "exit");
      /** Resident set size in bytes at 50 epochs. */
      const sizes: Promise<number>[] = [];
      const lines = new LineSplitter((line) => {
        const epoch = /^\{"type":"epoch","epoch":(\d+)/.exec(line);
        if (epoch && Number(epoch[1]) % (epochs / 50) === 0 && Number(epoch[1]) < epochs)
          sizes.push(residentSize(child.pid as number).then((bytes) => bytes ?? Number.NaN));
      });
      child.stdout.setEncoding("utf8").on("data", (text) => lines.push(text));
      assert.deepEqual(await exit, [0, null]);
      const [run] = workspace.runs();
      const written = await readEvents(run, ["epoch"]);
      assert.deepEqual(
        written.map((event) => (event.type === "epoch" ? event.epoch : 0)),
        Array.from({ length: epochs }, (_, i) => i + 1),
      );
      const known = (await Promise.all(sizes)).filter((size) => size > 0);
      assert.ok(known.length > 20, `${known.length} sizes of ${join(run)}`);
      // Between two garbage collections a process is larger than necessary.
      const least = (from: number, to: number) => Math.min(...known.slice(from * known.length, to * known.length));
      const [early, late] = [least(0.2, 0.5), least(0.7, 1)];
      assert.ok(late - early < maxBytes, `${early} bytes, and ${late} at the end`);
      held(epochs);
    }));
});
