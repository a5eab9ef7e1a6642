/**
 * Divides the training examples. Those of csv, npz and images are drawn by chance first (./draw.ts), unless the config
 * says otherwise, and all others where it asks for it. The test examples,
 * where there is no test file, are the last ones; the validation examples are the last of those before them; `limit`
 * then takes the first of what is left, so that a small training set is still measured on the whole validation set, and
 * no example is in two parts. Folds divide what is left in another way (./folds).
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

/** As `data` of a config has them. */
interface Shares extends Pick<DataConfig, "test" | "limit"> {
  validation?: DataConfig["test"];
}

/** How the examples are divided before folds divide them: into those of the test set and all others. */
export const beforeFolds = ({ stratified, ordered }: FoldsConfig): NonNullable<Shares["validation"]> => ({
  examples: 0,
  ...(ordered ? { stratified: false } : stratified && { stratified }),
});

/** @param seed of the draw, where examples are drawn; the table is then put in the order that was drawn */
export function split(source: Source, data: Shares, seed: number): Parts {
  const { inputs, train: all, heldBack, isDrawn } = source;
  if (data.test && source.test) {
    throw new NetworkError("test-split", { name: source.name });
  }
  const testStart = all.count - held(data.test, "data.test", all.count);
  const validation = data.validation ?? (heldBack === undefined ? undefined : { examples: heldBack });
  const validationStart = testStart - held(validation, "data.validation", testStart);
  const sizes = { test: all.count - testStart, validation: testStart - validationStart };
  const { drawsTest, drawsValidation } = drawn(data, isDrawn);
  if (drawsTest) draw(all, { inputs, seed, ...sizes, ...(!drawsValidation && { validation: 0 }) });
  else if (drawsValidation) draw(rows(all, inputs, 0, testStart), { inputs, seed, ...sizes, test: 0 });
  const part = (start: number, end: number) => (end > start ? rows(all, inputs, start, end) : undefined);
  return {
    train: rows(all, inputs, 0, Math.min(validationStart, data.limit ?? validationStart)),
    validation: (data.validation ? undefined : source.validation) ?? part(validationStart, testStart),
    test: source.test ?? part(testStart, all.count),
  };
}

/** What the one part says holds for the other too, where that says nothing. */
function drawn({ validation, test }: Shares, isDrawn = false) {
  const drawsValidation = validation?.stratified ?? test?.stratified ?? isDrawn;
  return { drawsTest: test ? (test.stratified ?? drawsValidation) : drawsValidation, drawsValidation };
}

/** How many examples are held back; a fraction is rounded to whole examples. */
function held(share: DataConfig["test"], key: string, available: number): number {
  if (!share) return 0;
  const count = "examples" in share ? share.examples : Math.round(share.fraction * available);
  if (count >= available) {
    throw new NetworkError("split-too-large", { key, count, available });
  }
  return count;
}
