/**
 * Divides the examples into training, validation and test set. Those of csv, npz and images are drawn at random first
 * (./draw.ts), unless the config says otherwise; all others only if it asks for it. Without a test file, the last
 * examples are the test set and those before them the validation set. `limit` then takes the first of the rest, so that
 * a small training set is still validated on the whole validation set, and no example is in two parts. Folds divide the
 * rest in another way (./folds).
 */

import type { DataConfig } from "../config/schema";
import type { FoldsConfig } from "../config/schema/folds";
import { NetworkError } from "../core/errors";
import { draw } from "./draw";
import { rows, type Source, type Table } from "./source";

export interface Parts {
  train: Table;
  validation?: Table | undefined;
  test?: Table | undefined;
}

/** The keys of `data` in the config. */
interface Shares extends Pick<DataConfig, "test" | "limit"> {
  validation?: DataConfig["test"];
}

/** Returns the validation setting with which the test set is split off before the folds divide the rest. */
export const beforeFolds = ({ stratified, ordered }: FoldsConfig): NonNullable<Shares["validation"]> => ({
  examples: 0,
  ...(ordered ? { stratified: false } : stratified && { stratified }),
});

/** @param seed of the draw, if examples are drawn; the table is then permuted in place */
export function split(source: Source, data: Shares, seed: number): Parts {
  const { train: all, heldBack, isDrawn } = source;
  if (data.test && source.test) {
    throw new NetworkError("test-split/read", { name: source.name });
  }
  const testStart = all.count - held(data.test, "data.test", all.count);
  const validation = data.validation ?? (heldBack === undefined ? undefined : { examples: heldBack });
  const validationStart = testStart - held(validation, "data.validation", testStart);
  const sizes = { test: all.count - testStart, validation: testStart - validationStart };
  const { drawsTest, drawsValidation } = drawn(data, isDrawn);
  if (drawsTest) draw(all, { seed, ...sizes, ...(!drawsValidation && { validation: 0 }) });
  else if (drawsValidation) draw(rows(all, 0, testStart), { seed, ...sizes, test: 0 });
  const part = (start: number, end: number) => (end > start ? rows(all, start, end) : undefined);
  return {
    train: rows(all, 0, Math.min(validationStart, data.limit ?? validationStart)),
    validation: (data.validation ? undefined : source.validation) ?? part(validationStart, testStart),
    test: source.test ?? part(testStart, all.count),
  };
}

/** Returns which parts are drawn. The setting of one part applies to the other if that has none. */
function drawn({ validation, test }: Shares, isDrawn = false) {
  const drawsValidation = validation?.stratified ?? test?.stratified ?? isDrawn;
  return { drawsTest: test ? (test.stratified ?? drawsValidation) : drawsValidation, drawsValidation };
}

/** Returns the number of examples held back; a fraction is rounded to whole examples. */
function held(share: DataConfig["test"], key: string, available: number): number {
  if (!share) return 0;
  const count = "examples" in share ? share.examples : Math.round(share.fraction * available);
  if (count >= available) {
    throw new NetworkError("split-too-large/read", { key, count, available });
  }
  return count;
}
