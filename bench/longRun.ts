/**
 * How long a resume of a run of 130,000 epochs takes until it trains, and how much memory: `npx tsx bench/longRun.ts [EPOCHS]`, after
 * `npm run build`. The run is written as if it had been trained; each of five processes resumes a copy.
 */
import { spawn } from "node:child_process";
import { cpSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { eventStep } from "../src/trainer/session/eventStep";
import { writeLongRun } from "../test/trainer/longRun";
import { Workspace } from "../test/trainer/workspace";

const epochs = Number(process.argv[2] ?? 130_000);
const cli = join(__dirname, "..", "dist", "cli.js");

/** Milliseconds until the first progress or epoch, and the process's largest resident set in MB. */
async function resume(run: string): Promise<{ milliseconds: number; megabytes: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [cli, "resume", run, "--json"], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const chunk of child.stdout) if (/"type":"(epoch|progress)"/.test(String(chunk))) break;
  const milliseconds = performance.now() - began;
  // Linux says how much a process ever had.
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
  return { milliseconds, megabytes: Number(peak) / 1024 };
}

async function main(): Promise<void> {
  const workspace = new Workspace();
  try {
    const run = await writeLongRun(workspace, epochs, eventStep(2 * epochs));
    const size = statSync(join(run, "metrics.jsonl")).size / 1e6;
    console.log(`${epochs} epochs, metrics.jsonl of ${size.toFixed(1)} MB`);
    for (let time = 1; time <= 5; time++) {
      const copy = `${run}-${time}`;
      cpSync(run, copy, { recursive: true });
      const { milliseconds, megabytes } = await resume(copy);
      console.log(`resume ${time}: ${(milliseconds / 1000).toFixed(2)} s until it trains, ${megabytes.toFixed(0)} MB`);
      rmSync(copy, { recursive: true });
    }
  } finally {
    workspace.remove();
  }
}

void main();
