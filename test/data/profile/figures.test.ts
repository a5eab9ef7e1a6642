/** The figures of a profile against those of pandas, NumPy and SciPy, from test/fixtures/data-profile. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ColumnProfile, DataProfile } from "../../../src/config/dataProfile";
import { dataSchema } from "../../../src/config/schema/data";
import { profileData } from "../../../src/data/profile/profile";

const folder = join(__dirname, "../../fixtures/data-profile");

interface Figures {
  readonly numbers: Record<
    string,
    Record<"f" | "etaSquared" | "pearson" | "missing" | "distinct" | "outliers", number>
  >;
  readonly town: { readonly counts: Record<string, number>; readonly cramersV: number; readonly etaSquared: number };
}

const expected: Figures = JSON.parse(readFileSync(join(folder, "figures.json"), "utf8"));

function profile(label: string): Promise<DataProfile> {
  const data = dataSchema.parse({ format: "csv", path: "table.csv", label, missing: "mean" });
  return profileData(data, { baseDir: folder, seed: 1, cost: "quadratic", activation: "linear" });
}

function close(found: number | undefined, wanted: number, what: string): void {
  const error = Math.abs((found ?? Number.NaN) - wanted) / Math.max(1, Math.abs(wanted));
  assert.ok(error < 1e-7, `${what}: ${found}, not ${wanted}`);
}

const column = ({ columns }: DataProfile, name: string): ColumnProfile =>
  columns.find((each) => each.name === name) as ColumnProfile;

describe("the figures of a table's columns", () => {
  let classes: DataProfile;
  let quantities: DataProfile;
  before(async () => {
    classes = await profile("kind");
    quantities = await profile("price");
  });

  it("are pandas' and NumPy's: range, mean, deviation, quartiles, outliers and histogram", () => {
    for (const [name, wanted] of Object.entries(expected.numbers)) {
      const { numbers, missing, distinct } = column(classes, name);
      const { histogram, quartiles, outliers, isEstimated, ...simple } = numbers as NonNullable<typeof numbers>;
      const all = wanted as unknown as typeof simple & { quartiles: number[]; counts: number[]; edges: number[] };
      assert.deepEqual(
        { missing, distinct, outliers, isEstimated },
        { missing: wanted.missing, distinct: wanted.distinct, outliers: wanted.outliers, isEstimated: false },
      );
      for (const [key, value] of Object.entries(simple))
        close(value, all[key as keyof typeof simple], `${name} ${key}`);
      quartiles.forEach((value, i) => void close(value, all.quartiles[i], `${name} quartile ${i}`));
      // Few whole numbers have a bin each.
      if (name === "rooms") continue;
      assert.deepEqual(histogram.counts, all.counts, name);
      histogram.edges.forEach((edge, i) => void close(edge, all.edges[i], `${name} edge ${i}`));
    }
  });

  it("relate numbers to classes by eta squared and F, and to a quantity by Pearson's correlation", () => {
    for (const [name, { etaSquared, f, pearson }] of Object.entries(expected.numbers)) {
      const toClasses = column(classes, name).relation;
      assert.equal(toClasses?.kind, "eta-squared");
      close(toClasses?.value, etaSquared, name);
      close(toClasses?.f, f, `F of ${name}`);
      close(column(quantities, name).relation?.value, pearson, name);
    }
  });

  it("relate texts to classes by Cramér's V, and to a quantity by eta squared", () => {
    const { cramersV, etaSquared, counts } = expected.town;
    const { relation, top = [], kind } = column(classes, "town");
    assert.deepEqual([kind, relation?.kind], ["text", "cramers-v"]);
    close(relation?.value, cramersV, "V");
    close(column(quantities, "town").relation?.value, etaSquared, "eta squared");
    assert.deepEqual(Object.fromEntries(top.map(({ text, count }) => [text, count])), counts);
  });
});
