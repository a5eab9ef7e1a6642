/**
 * How much chance a test tries, and from which seed: `npm test` tries a tenth, always from the same seed; `npm run test:soak` tries
 * all of it, each time from another seed, which it prints.
 */
const { MATRIX_NETWORK_SOAK, MATRIX_NETWORK_SEED } = process.env;

/** Whether everything is tried. */
export const isSoak = MATRIX_NETWORK_SOAK === "1";

/** How many cases to draw of `full`. */
export const amount = (full: number): number => (isSoak ? full : Math.ceil(full / 10));

/** The seed of the first case: `usual`, unless MATRIX_NETWORK_SEED says another. */
export const firstSeed = (usual = 1): number => Number(MATRIX_NETWORK_SEED ?? usual);
