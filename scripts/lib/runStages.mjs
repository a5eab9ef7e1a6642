/** Runs stages one after the other and counts their tests. A stage that fails does not keep later ones from running. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

/**
 * @param stages { name, command, check, needs }: a check is one test, of the others the counts are read that the stage writes
 *   into the file MATRIX_NETWORK_COUNTS; `needs` gives settings for its environment, or throws what to install
 * @param total of { passed, failed, skipped }, counted up as stages end
 */
export async function runStages(stages, total, { grep, strict, folder }) {
  mkdirSync(folder, { recursive: true });
  for (const stage of stages) {
    const started = performance.now();
    console.log(`\n=== ${stage.name}`);
    const counts = await runStage(stage, { grep, folder });
    if (strict && counts.skipped > 0) {
      console.log("With CI=true a skipped test is a failed one.");
      counts.failed += counts.skipped;
      counts.skipped = 0;
    }
    for (const kind of Object.keys(total)) total[kind] += counts[kind];
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`=== ${stage.name}: ${sentence(counts)} (${seconds} s)`);
  }
}

export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

async function runStage({ name, check, command, needs }, { grep, folder }) {
  let settings = {};
  try {
    settings = (await needs?.()) ?? {};
  } catch (error) {
    console.log(error.message);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const file = join(folder, `${name}.counts.json`);
  rmSync(file, { force: true });
  const [program, ...args] = [...command, ...(grep && !check ? ["--grep", grep] : [])];
  const status = await run(program, args, { ...process.env, ...settings, MATRIX_NETWORK_COUNTS: file });
  if (check) return { passed: Number(status === 0), failed: Number(status !== 0), skipped: 0 };
  return counted(file, status, grep);
}

/** Its exit code. A signal to us ends it first, so that nothing is left behind. */
function run(program, args, env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
    const leave = (signal) => {
      child.kill(signal);
      child.once("close", () => process.exit(1));
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, leave);
    const ended = (status) => {
      for (const signal of signals) process.removeListener(signal, leave);
      resolve(status);
    };
    child.once("error", (error) => {
      console.log(`${program}: ${error.message}`);
      ended(null);
    });
    child.once("exit", ended);
  });
}

/** A stage that ran no test, or ended badly without a failed test, has failed; with a grep there may be nothing to run. */
function counted(file, status, grep) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    console.log("The stage ended before its tests were counted.");
    return { ...counts, failed: 1 };
  }
  const none = counts.passed + counts.failed + counts.skipped === 0;
  if (none && !grep) console.log("The stage has no tests.");
  return ((none && !grep) || status !== 0) && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
