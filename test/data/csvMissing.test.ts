/** Missing values of CSV tables. */
import assert from "node:assert/strict";
import { csvFolder } from "./csvFolder";

describe("csv data with missing values", () => {
  const { load, rowsOf, refuses } = csvFolder();

  const gaps = "x,city,kind\n1,A,a\n,A,b\n4,?,a\n7,B,b\n";

  it("name the first one's line and column", () =>
    refuses(gaps, "csv-missing", /^t\.csv:3: column "x" is empty; fill it in, or set data\.missing to /));

  it("drop its row", async () => {
    const data = await load(gaps, { missing: "drop" });
    assert.deepEqual(rowsOf(data), ["1 1 0 0", "7 0 1 1"]);
  });

  it("take the mean of the numbers and the most frequent text", async () => {
    const data = await load(gaps, { missing: "mean" });
    assert.deepEqual(rowsOf(data), ["1 1 0 0", "4 1 0 0", "4 1 0 1", "7 0 1 1"]);
    assert.deepEqual(data.columns, [
      { name: "x", kind: "number", fill: 4 },
      { name: "city", kind: "one-hot", values: ["A", "B"], fill: "A" },
    ]);
  });

  it("take the mean of the training examples alone", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 4 === 0 ? "" : i},${i % 2}`).join("\n");
    const data = await load(`x,kind\n${rows}\n`, { missing: "mean", validation: { examples: 20 } });
    const [column] = data.columns ?? [];
    const fill = column.kind === "number" ? column.fill : undefined;
    const known = [...data.train.values].filter((value) => value !== fill);
    const mean = known.reduce((sum, value) => sum + value) / known.length;
    assert.ok(Math.abs(mean - (fill ?? 0)) < 1e-4, `${mean} and ${fill}`);
  });

  it("make missing a category of its own", async () => {
    const data = await load(gaps, { missing: "category" });
    assert.deepEqual(data.inputNames, ["x", "x=missing", "city=A", "city=B", "city=missing"]);
    assert.deepEqual(rowsOf(data), ["1 0 1 0 0 0", "4 0 0 0 1 0", "4 1 1 0 0 1", "7 0 0 1 0 1"]);
  });

  it("never invent a label", () =>
    refuses("x,kind\n1,a\n2,\n3,b\n", "csv-label", /^t\.csv:3: the label in column "kind" is missing/, {
      missing: "mean",
    }));
});
