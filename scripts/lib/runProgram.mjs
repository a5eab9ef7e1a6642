/** Runs a program; processes that it leaves behind are ended and named, also when a signal ends us. */
import { spawn } from "node:child_process";
import { watchOver } from "./leftovers.mjs";
import { root } from "./paths.mjs";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const running = new Set();
let leaving = false;

/**
 * @param say receives the output
 * @returns { code, signal, left }: how it ended, and the processes that had to be ended: { pid, command, locks }
 */
export async function runProgram([program, ...args], { name, environment, say, grace = 10_000 }) {
  const watch = watchOver(name);
  const env = { ...process.env, ...environment, ...watch.environment };
  const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.on("data", say);
  child.stderr.on("data", say);
  // The last output arrives after the exit, once no remaining process holds the stream.
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
  // While a signal is ending us, nothing more is started.
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

/** Forwards the signal to the programs, with time to clean up; a second signal kills them. */
async function leave(signal) {
  for (const { child } of running) child.kill(leaving ? "SIGKILL" : signal);
  if (leaving) return;
  leaving = true;
  await Promise.all([...running].map(({ ended }) => ended));
  process.exit(1);
}
