/** Runs many small tasks in batches, yielding to the event loop between them. */
import { setImmediate } from "node:timers/promises";

/** Returns the results in the order of the items. */
export async function mapInBatches<Item, Result>(
  items: readonly Item[],
  batchSize: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let i = 0; i < items.length; i += batchSize) {
    results.push(...(await Promise.all(items.slice(i, i + batchSize).map(work))));
    await setImmediate();
  }
  return results;
}
