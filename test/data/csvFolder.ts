/** A folder for each test of the present suite, with one CSV table. */
import assert from "node:assert/strict";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import { Folder } from "./folder";

export const flowers = "length,width,kind\n5.1,3.5,rose\n4.9,3.0,tulip\n6.2,2.9,rose\n5.5,2.3,tulip\n";

export function csvFolder() {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  type Goal = Partial<Parameters<typeof loadData>[1]>;
  const load = (text: string | Uint8Array, more: object = {}, goal: Goal = {}) => {
    folder.write({ "t.csv": typeof text === "string" ? Buffer.from(text) : text });
    const config = dataSchema.parse({ format: "csv", path: "t.csv", label: "kind", scaling: "none", ...more });
    return loadData(config, { baseDir: folder.path, seed: 1, ...goal });
  };
  const quadratic = { cost: "quadratic", activation: "linear" } as const;
  /** Returns the rows, sorted for comparison, because their order is random. */
  const rowsOf = ({ train }: Awaited<ReturnType<typeof load>>) =>
    Array.from({ length: train.count }, (_, i) => [
      ...train.values.subarray(i * train.inputs, (i + 1) * train.inputs),
      train.targets[i],
    ])
      .map((row) => row.map((value) => Number(value.toFixed(4))).join(" "))
      .sort();
  const refuses = async (text: string, code: string, message: string | RegExp, more: object = {}, goal: Goal = {}) =>
    assert.rejects(load(text, more, goal), { code, message });
  return { folder: () => folder, load, quadratic, rowsOf, refuses };
}
