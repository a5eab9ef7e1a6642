/**
 * Runs stages and counts their tests, in one lane per processor, at most two; stages that mostly wait run in addition.
 * Output is printed in the order of the stages, and failures again at the end. A failed stage does not stop later ones.
 */
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { inTurn } from "./inTurn.mjs";
import { recap } from "./recap.mjs";
import { runStage } from "./runStage.mjs";

/**
 * @param stages see runStage; `after` names an earlier stage to wait for; one that mostly `waits` needs no lane
 * @param total of { passed, failed, skipped }, updated as stages end
 * @param options `grep` selects tests; with `strict` a skipped test counts as failed; `folder` receives counts and
 * screenshots, `output` the output; `grace` is the time, in milliseconds, for a stage's processes to end
 * @returns for every stage { name, passed, failed, skipped, failures, seconds }
 */
export async function runStages(stages, total, options) {
  const { folder, lanes = Math.min(2, availableParallelism()), output = process.stdout } = options;
  mkdirSync(folder, { recursive: true });
  const turns = inTurn(output);
  const entries = stages.map((stage) => ({ stage, say: turns.next() }));
  const ends = new Map(entries.map((entry) => [entry.stage.name, endOf(entry)]));
  const run = async (entry) => {
    await ends.get(entry.stage.after);
    const { name } = entry.stage;
    const started = performance.now();
    entry.say(`\n=== ${name}\n`);
    const outcome = await runStage(entry.stage, { ...options, say: entry.say });
    const seconds = (performance.now() - started) / 1000;
    entry.result = { name, ...outcome, seconds };
    for (const kind of Object.keys(total)) total[kind] += outcome[kind];
    entry.say(`=== ${name}: ${sentence(outcome)} (${seconds.toFixed(1)} s)\n`);
    entry.say.end();
    entry.end();
  };
  const beside = entries.filter(({ stage }) => stage.waits);
  const waiting = entries.filter(({ stage }) => !stage.waits);
  const lane = async () => {
    while (waiting.length > 0) await run(waiting.shift());
  };
  await Promise.all([...Array.from({ length: lanes }, lane), ...beside.map(run)]);
  const results = entries.map(({ result }) => result);
  output.write(recap(results));
  return results;
}

/** Resolves when the entry's `end` is called. */
function endOf(entry) {
  return new Promise((resolve) => {
    entry.end = resolve;
  });
}

export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
