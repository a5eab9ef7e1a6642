/** Missing dates as inputs. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { loadData } from "../../src/data/load";
import { readNewExamples } from "../../src/data/newExamples";
import { datesFolder, none } from "./datesFolder";

describe("dates in a table that are missing", () => {
  const { folder, write, parse, rows, csv, loadDates } = datesFolder();

  const fields = ["2024-02-01 06:00", "2024-04-01 18:00", "", "NA"];

  it("are an error, or drop the row", async () => {
    await assert.rejects(loadDates(fields, ["month"]), {
      code: "csv-missing",
      message: /^t\.csv:4: column "d" is empty/,
    });
    const { train, leftOut } = await loadDates(fields, ["month"], { missing: "drop" });
    assert.deepEqual([[...train.values].sort(), leftOut?.rows], [[2, 4], 2]);
  });

  it("are so by the usual words, however common these are in the column", async () => {
    const many = Array.from({ length: 30 }, (_, i) => (i % 5 === 4 ? "NA" : `2024-0${(i % 9) + 1}-01`));
    const { train, leftOut } = await loadDates(many, ["month"], { missing: "drop" });
    assert.deepEqual([train.count, leftOut?.rows], [24, 6]);
  });

  it("get the mean of each part, in new rows too", async () => {
    write("t.csv", csv([...fields, ...fields]));
    const config = parse({ dates: { d: ["month", "hour", "cyclic"] }, missing: "mean" });
    const { inputs, columns, scaling, reading, train } = await loadData(config, { baseDir: folder().path, seed: 1 });
    const [column] = columns ?? [];
    assert.ok(column.kind === "date" && column.fill?.length === 4);
    // Hours 6 and 18 are opposite on the circle, so their mean is its centre.
    assert.deepEqual(column.fill.slice(2), [0, 0]);
    assert.ok(train.values.every(Number.isFinite));
    write("new.csv", "d\n\n2024-12-01 00:30\nNA\n");
    const layout = { inputs, columns, config, scaling, reading };
    const { values } = await readNewExamples(join(folder().path, "new.csv"), layout, none);
    assert.deepEqual([...values], [0, 1, 0, 1, ...column.fill.map(Math.fround)]);
  });

  it("are a category of their own", async () => {
    const data = await loadDates(fields, ["month", "hour"], { missing: "category" });
    assert.deepEqual(data.inputNames, ["d month", "d hour", "d=missing"]);
    assert.deepEqual(rows(data), [
      [2, 6, 0],
      [3, 12, 1],
      [3, 12, 1],
      [4, 18, 0],
    ]);
  });
});
