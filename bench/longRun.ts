/**
 * The time and memory of a resumed run of 130,000 epochs until it trains: `npx tsx bench/longRun.ts [EPOCHS]`, after
 * `npm run build`. The run is written as if it had been trained; each process resumes a copy.
 */
import { spawn } from "node:child_process";
import { cpSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { eventStep } from "../src/trainer/session/eventStep";
import { writeLongRun } from "../test/trainer/longRun";
import { Workspace } from "../test/trainer/workspace";

const epochs = Number(process.argv[2] ?? 130_000);
const cli = join(__dirname, "..", "dist", "cli.js");

interface Cost {
  /** Seconds until it trains. */
  seconds: number;
  /** Processor time, little affected by other load on the machine. */
  processorSeconds: number;
  /** Largest resident set. */
  megabytes: number;
}

async function resume(run: string, options: string[]): Promise<Cost> {
  const began = performance.now();
  const child = spawn(process.execPath, [cli, "resume", run, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (/"type":"epoch"|^epoch \d/m.test(said)) break;
  }
  const seconds = (performance.now() - began) / 1000;
  // After the command's name, user and system time are the 12th and 13th fields, in hundredths of a second.
  const figures = readFileSync(`/proc/${child.pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  const processorSeconds = (Number(figures[11]) + Number(figures[12])) / 100;
  // VmHWM is the peak resident set on Linux.
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
  return { seconds, processorSeconds, megabytes: Number(peak) / 1024 };
}

async function main(): Promise<void> {
  const workspace = new Workspace();
  try {
    const run = await writeLongRun(workspace, epochs, eventStep(2 * epochs));
    const size = statSync(join(run, "metrics.jsonl")).size / 1e6;
    console.log(`${epochs} epochs, metrics.jsonl of ${size.toFixed(1)} MB`);
    for (const options of [[], [], ["--json"], ["--json"]]) {
      const copy = `${run}-0`;
      cpSync(run, copy, { recursive: true });
      const { seconds, processorSeconds, megabytes } = await resume(copy, options);
      const times = `${seconds.toFixed(2)} s until it trains, ${processorSeconds.toFixed(2)} s of processors`;
      console.log(`resume ${options.join(" ")}: ${times}, ${megabytes.toFixed(0)} MB`);
      rmSync(copy, { recursive: true });
    }
  } finally {
    workspace.remove();
  }
}

void main();
