/** Runs one stage: ensures its requirements, counts its tests, and names every failure with its reason. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { printedBefore } from "./recap.mjs";
import { runProgram } from "./runProgram.mjs";

/**
 * @param stage { name, command, check, needs }: a check is one test; other stages write their tests to the file
 * MATRIX_NETWORK_COUNTS (countingReporter.cjs). `needs` returns environment variables, or throws what to install
 * @returns { passed, failed, skipped, failures }: each failure is { name, why, screenshot, log, printed } with the log
 * of the extension and the stage's output before it
 */
export async function runStage(stage, { grep, strict, folder, grace, say }) {
  let settings;
  try {
    settings = await stage.needs?.();
  } catch (error) {
    say(`${error.message}\n`);
    return outcome({ passed: 0, skipped: [error.message], failures: [] }, strict);
  }
  const file = join(folder, `${stage.name}.counts.json`);
  rmSync(file, { force: true });
  const said = [];
  const end = await runProgram([...stage.command, ...(grep && !stage.check ? ["--grep", grep] : [])], {
    name: stage.name,
    grace,
    environment: {
      ...(process.stdout.isTTY && { FORCE_COLOR: "1" }),
      ...settings,
      MATRIX_NETWORK_COUNTS: file,
      MATRIX_NETWORK_SCREENSHOTS: join(folder, "screenshots"),
    },
    say: (text) => {
      said.push(Buffer.from(text));
      say(text);
    },
  });
  const text = Buffer.concat(said).toString();
  const tests = stage.check ? { passed: Number(end.code === 0), skipped: [], failures: [] } : readTests(file);
  const failures = tests.failures.map((each, i) => ({ ...each, printed: printedBefore(text, i + 1) }));
  const found = [failures.length === 0 && badEnd(tests, end, grep), leftBehind(end.left)].filter(Boolean);
  for (const { name, why } of found) say(`${stage.name} ${name}\n${why && `${why}\n`}`);
  const printed = printedBefore(text);
  return outcome({ ...tests, failures: [...failures, ...found.map((each) => ({ ...each, printed }))] }, strict);
}

function readTests(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, skipped: [], failures: [], uncounted: true };
  }
}

/** Reports stages that ran no test or failed without a failed test; with a grep there may be no test. */
function badEnd({ passed, skipped, uncounted }, { code, signal }, grep) {
  const ended = signal ? `was ended by ${signal}` : code === null ? "could not be started" : `ended with code ${code}`;
  if (uncounted) return { name: `${ended} before its tests were counted`, why: "" };
  if (code !== 0) return { name: ended, why: "" };
  return passed + skipped.length === 0 && !grep ? { name: "has no tests", why: "" } : undefined;
}

function leftBehind(left) {
  if (left.length === 0) return undefined;
  const line = ({ pid, command, locks }) =>
    [`${pid}: ${command}`, ...locks.map((lock) => `  holds ${lock}`)].join("\n");
  const name = `left ${left.length === 1 ? "a process" : `${left.length} processes`} behind, which had to be ended`;
  return { name, why: left.map(line).join("\n") };
}

/** Counts skipped tests as failures if `strict`. */
function outcome({ passed, skipped, failures }, strict) {
  if (!strict) return { passed, failed: failures.length, skipped: skipped.length, failures };
  const refused = skipped.map((name) => ({
    name,
    why: "It was skipped; with CI=true that is a failure.",
    printed: [],
  }));
  return { passed, failed: failures.length + refused.length, skipped: 0, failures: [...failures, ...refused] };
}
