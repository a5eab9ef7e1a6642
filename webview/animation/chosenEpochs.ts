/** The epochs of an animation: some of the saved ones. Pure. */

/** Returns at most `most` of the saved epochs of a range, evenly by their order, with the first and the last. */
export function chosenEpochs(kept: readonly number[], from: number, to: number, most: number): number[] {
  const all = kept.filter((epoch) => epoch >= from && epoch <= to);
  if (all.length <= most) return all;
  if (most === 1) return all.slice(-1);
  return Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))]);
}
