/** Trains runs by the command line before a window opens the folder, for tests of finished runs. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const program = join(__dirname, "..", "..", "dist", "cli.js");

interface Options {
  seed?: number;
  /** Interrupts the training, as Ctrl-C does, after this many epochs. */
  interruptAfter?: number;
}

/** Trains the config in `folder` and waits until the training ends. */
export async function train(folder: string, config: string, { seed = 1, interruptAfter }: Options = {}): Promise<void> {
  const args = [program, "train", config, "--seed", String(seed), "--json"];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  let epochs = 0;
  createInterface(child.stdout).on("line", (line) => {
    if (JSON.parse(line).type === "epoch" && ++epochs === interruptAfter) child.kill("SIGINT");
  });
  const [code] = await once(child, "close");
  const expected = interruptAfter === undefined ? 0 : 130;
  if (code !== expected) throw new Error(`train ${config} ended with ${code}, not ${expected}: ${said}`);
}
