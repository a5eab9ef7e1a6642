/**
 * How much chance a test tries, and from which seed: `npm test` tries a tenth, always from the same seed; `npm run test:soak` tries
 * all of it, each time from another seed, which it prints. What it tried and what held stands in docs/reliability.md.
 */
import { appendFileSync } from "node:fs";
import trials from "./reliability/trials.json";

const { MATRIX_NETWORK_SOAK, MATRIX_NETWORK_SHARE, MATRIX_NETWORK_SEED, MATRIX_NETWORK_RECORDS } = process.env;

/** Whether everything is tried. */
export const isSoak = MATRIX_NETWORK_SOAK === "1";

/** Of all cases: a soak may be cut short with MATRIX_NETWORK_SHARE=0.2. */
const share = isSoak ? Number(MATRIX_NETWORK_SHARE ?? 1) : 0.1;

/** How many cases to draw of `full`. */
export const amount = (full: number): number => Math.ceil(full * share);

/** The seed of the first case: `usual`, unless MATRIX_NETWORK_SEED says another. */
export const firstSeed = (usual = 1): number => Number(MATRIX_NETWORK_SEED ?? usual);

/** What a trial of test/reliability/trials.json tries in full. */
export const fullOf = (id: string): number => entryOf(id).full;

/**
 * Tries `n` cases of a trial of test/reliability/trials.json. In a soak, what held goes into docs/reliability.md, and so does the
 * first case that did not, with which the work rejects. A trial may consist of several such parts: they are added up.
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
    // One line, whole even where several processes write: they are short.
    if (MATRIX_NETWORK_RECORDS)
      appendFileSync(MATRIX_NETWORK_RECORDS, `${JSON.stringify({ id, n, held, ...(failure && { failure }) })}\n`);
  }
}

function entryOf(id: string) {
  const entry = trials.find((each) => each.id === id);
  if (!entry) throw new Error(`test/reliability/trials.json has no trial '${id}'`);
  return entry;
}
