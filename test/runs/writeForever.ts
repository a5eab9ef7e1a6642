/** A process for killed.test.ts: writes checkpoints and events into a run folder until it is killed. */
import { createRun, reopenRun } from "../../src/runs/writer";
import { checkpoint, epoch, manifest, started } from "./folder";

async function write([how, path, first]: string[]): Promise<never> {
  const writer = how === "resume" ? await reopenRun(path) : await createRun({ configPath: path, manifest });
  await writer.append(started());
  for (let step = Number(first); ; step++) {
    await writer.append(epoch(step, 0.5));
    await writer.checkpoint(checkpoint(step, 300_000), ["last.npz", "best.npz", `epochs/${step % 3}.npz`]);
    process.send?.({ folder: writer.folder, step });
  }
}

void write(process.argv.slice(2));
