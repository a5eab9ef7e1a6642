/**
 * How many cases a randomized test tries, and the first seed: `npm test` tries a tenth, always from the same seed; `npm
 * run test:soak` tries all, each time from another seed, which it prints. docs/reliability.md lists what was tried and
 * what held.
 */
import { appendFileSync } from "node:fs";
import trials from "./reliability/trials.json";

const { MATRIX_NETWORK_SOAK, MATRIX_NETWORK_SHARE, MATRIX_NETWORK_SEED, MATRIX_NETWORK_RECORDS } = process.env;

/** True in a soak, which tries all cases. */
export const isSoak = MATRIX_NETWORK_SOAK === "1";

/** Share of the cases; MATRIX_NETWORK_SHARE=0.2 shortens a soak. */
const share = isSoak ? Number(MATRIX_NETWORK_SHARE ?? 1) : 0.1;

/** Returns how many of `full` cases to try. */
export const amount = (full: number): number => Math.ceil(full * share);

/** The seed of the first case: MATRIX_NETWORK_SEED if it is set, else `usual`. */
export const firstSeed = (usual = 1): number => Number(MATRIX_NETWORK_SEED ?? usual);

/** Returns the number of cases of a trial of test/reliability/trials.json. */
export const fullOf = (id: string): number => entryOf(id).full;

/**
 * Tries `n` cases of a trial of test/reliability/trials.json. In a soak, the number of cases that held is written to
 * docs/reliability.md, with the first failure, with which `work` rejects. The parts of a trial are added up.
 * @param work calls `held` for each case that held, or once with their number
 */
export async function recorded(
  id: string,
  n: number,
  work: (held: (count?: number) => void) => Promise<void>,
): Promise<void> {
  entryOf(id);
  let held = 0;
  let failure: string | undefined;
  try {
    await work((count = 1) => {
      held += count;
    });
    if (held !== n) throw new Error(`${held} of ${n} cases were tried`);
  } catch (error) {
    failure = (error as Error).message.split("\n")[0];
    throw error;
  } finally {
    // One short line: it is written whole even if several processes write.
    if (MATRIX_NETWORK_RECORDS)
      appendFileSync(MATRIX_NETWORK_RECORDS, `${JSON.stringify({ id, n, held, ...(failure && { failure }) })}\n`);
  }
}

function entryOf(id: string) {
  const entry = trials.find((each) => each.id === id);
  if (!entry) throw new Error(`test/reliability/trials.json has no trial '${id}'`);
  return entry;
}
