/** Runs a program whose processes end with it: those that it leaves behind are ended and named. So they are where a signal ends us. */
import { spawn } from "node:child_process";
import { watchOver } from "./leftovers.mjs";
import { root } from "./paths.mjs";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const running = new Set();
let leaving = false;

/**
 * @param say takes what it says
 * @returns { code, signal, left }: how it ended, and the processes that had to be ended: { pid, command, locks }
 */
export async function runProgram([program, ...args], { name, environment, say, grace = 10_000 }) {
  const watch = watchOver(name);
  const env = { ...process.env, ...environment, ...watch.environment };
  const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.on("data", say);
  child.stderr.on("data", say);
  // What it said last comes after its end, and when nothing that it has left behind holds its output.
  const closed = new Promise((resolve) => child.once("close", resolve));
  const ended = ending(child, say).then(async (end) => {
    const left = await watch.end(leaving ? 1000 : grace);
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
    return { ...end, left };
  });
  const entry = { child, ended };
  if (running.size === 0) for (const each of signals) process.on(each, leave);
  running.add(entry);
  const end = await ended;
  // Where a signal ends us nothing more is started.
  if (leaving) return new Promise(() => {});
  running.delete(entry);
  if (running.size === 0) for (const each of signals) process.removeListener(each, leave);
  return end;
}

function ending(child, say) {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      say(`${child.spawnfile}: ${error.message}\n`);
      resolve({ code: null, signal: null });
    });
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
}

/** The programs get the signal, and time to clean up; at a second one they are ended at once. */
async function leave(signal) {
  for (const { child } of running) child.kill(leaving ? "SIGKILL" : signal);
  if (leaving) return;
  leaving = true;
  await Promise.all([...running].map(({ ended }) => ended));
  process.exit(1);
}
