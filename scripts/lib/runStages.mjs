/**
 * Runs stages and counts their tests: checks one after the other, then tests in as many lanes as there are processors, two at the
 * most. What they say is told in their order, and what failed once more at the end. A stage that fails does not keep later ones
 * from running.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { inTurn } from "./inTurn.mjs";
import { root } from "./paths.mjs";

/**
 * @param stages { name, command, check, needs }: a check is one test, of the others the counts are read that the stage writes
 *   into the file MATRIX_NETWORK_COUNTS; `needs` gives settings for its environment, or throws what to install
 * @param total of { passed, failed, skipped }, counted up as stages end
 */
export async function runStages(stages, total, { grep, strict, folder, lanes = Math.min(2, availableParallelism()) }) {
  mkdirSync(folder, { recursive: true });
  const turns = inTurn(process.stdout);
  const waiting = stages.map((stage) => ({ stage, say: turns.next(), failures: [] }));
  const all = [...waiting];
  const runNext = async ({ stage, say, failures }) => {
    const started = performance.now();
    say(`\n=== ${stage.name}\n`);
    const { failures: failed = [], ...counts } = await runStage(stage, { grep, folder, say });
    if (strict && counts.skipped > 0) {
      say("With CI=true a skipped test is a failed one.\n");
      counts.failed += counts.skipped;
      counts.skipped = 0;
    }
    for (const kind of Object.keys(total)) total[kind] += counts[kind];
    if (counts.failed > failed.length) failures.push({ stage: stage.name, name: "see above", why: "" });
    failures.push(...failed.map((failure) => ({ stage: stage.name, ...failure })));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(`=== ${stage.name}: ${sentence(counts)} (${seconds} s)\n`);
    say.end();
  };
  while (waiting[0]?.stage.check) await runNext(waiting.shift());
  const lane = async () => {
    while (waiting.length > 0) await runNext(waiting.shift());
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const failed = all.flatMap(({ failures }) => failures);
  if (failed.length > 0) process.stdout.write(recap(failed));
}

/** So that the end of a long log says what to look for. */
function recap(failures) {
  const text = ({ stage, name, why }) => `${stage}: ${name}\n${why.split("\n").slice(0, 12).join("\n")}\n`;
  return `\n=== what failed\n\n${failures.map(text).join("\n")}`;
}

export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

async function runStage({ name, check, command, needs }, { grep, folder, say }) {
  let settings = {};
  try {
    settings = (await needs?.()) ?? {};
  } catch (error) {
    say(`${error.message}\n`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const file = join(folder, `${name}.counts.json`);
  rmSync(file, { force: true });
  const [program, ...args] = [...command, ...(grep && !check ? ["--grep", grep] : [])];
  const colours = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const status = await run(
    program,
    args,
    { ...process.env, ...colours, ...settings, MATRIX_NETWORK_COUNTS: file },
    say,
  );
  if (check) return { passed: Number(status === 0), failed: Number(status !== 0), skipped: 0 };
  return counted(file, status, { grep, say });
}

/** Its exit code. A signal to us ends it first, so that nothing is left behind. */
function run(program, args, env, say) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", say);
    child.stderr.on("data", say);
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
      say(`${program}: ${error.message}\n`);
      ended(null);
    });
    // What it said last comes after its end.
    child.once("close", ended);
  });
}

/** A stage that ran no test, or ended badly without a failed test, has failed; with a grep there may be nothing to run. */
function counted(file, status, { grep, say }) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    say("The stage ended before its tests were counted.\n");
    return { ...counts, failed: 1 };
  }
  const none = counts.passed + counts.failed + counts.skipped === 0;
  if (none && !grep) say("The stage has no tests.\n");
  return ((none && !grep) || status !== 0) && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
