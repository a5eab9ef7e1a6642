/** Much small work beside which a process must stay able to answer: a few at a time, with room for others between. */
import { setImmediate } from "node:timers/promises";

/** The results in the order of the items. */
export async function inSteps<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let i = 0; i < items.length; i += atOnce) {
    results.push(...(await Promise.all(items.slice(i, i + atOnce).map(work))));
    await setImmediate();
  }
  return results;
}
