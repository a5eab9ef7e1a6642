/** Columns that are constant in the training set are found in every format, after the split. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadData } from "../../src/data/load";
import { writeNpz } from "../../src/formats/npz";

describe("what is constant in the training examples", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "constants-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const found = async (data: object, cost: "quadratic" | "cross-entropy" = "cross-entropy") => {
    const dataset = await loadData(data as never, { baseDir: folder, seed: 0, cost });
    return dataset.findings?.map(({ kind, examples, count }) => [kind, ...examples, ...(count ? [count] : [])]) ?? [];
  };
  const csv = (header: string, rows: readonly string[]) => {
    writeFileSync(join(folder, "table.csv"), [header, ...rows].join("\n"));
    return { format: "csv", path: "table.csv", label: "y" };
  };
  const six = [0, 1, 2, 3, 4, 5];

  it("are columns of one number or text, but not a category that only other rows have", async () => {
    const rows = six.map((i) => `${i},7,same,${"ab"[i % 2]},${"pq"[i % 2]}`);
    assert.deepEqual(await found(csv("a,seven,text,kind,y", rows)), [["constant", "seven", "text", 2]]);
  });

  it("are columns that vary in other examples alone", async () => {
    const data = csv(
      "a,b,y",
      six.map((i) => `${i},1,${"pq"[i % 2]}`),
    );
    writeFileSync(join(folder, "test.csv"), "a,b,y\n1,5,p\n2,6,q\n");
    assert.deepEqual(await found({ ...data, testPath: "test.csv" }), [["constant", "b", 1]]);
  });

  it("are at most five by name, and the number of all", async () => {
    const names = Array.from({ length: 9 }, (_, i) => `c${i}`);
    const data = csv(
      `a,${names},y`,
      six.map((i) => `${i},${names.map(() => 3)},${"pq"[i % 2]}`),
    );
    assert.deepEqual(await found(data), [["constant", ...names.slice(0, 5), 9]]);
  });

  it("are all inputs, of which it is said whether they are zeros", async () => {
    assert.deepEqual(
      await found(
        csv(
          "a,b,y",
          six.map((i) => `0,0,${"pq"[i % 2]}`),
        ),
      ),
      [["all-constant", "0"]],
    );
    assert.deepEqual(
      await found(
        csv(
          "a,b,y",
          six.map((i) => `0,4,${"pq"[i % 2]}`),
        ),
      ),
      [["all-constant"]],
    );
  });

  it("are targets of a regression, in their own unit, and labels", async () => {
    assert.deepEqual(
      await found(
        csv(
          "a,y",
          six.map((i) => `${i},12.5`),
        ),
        "quadratic",
      ),
      [["constant-target", "12.5"]],
    );
    const labels = csv(
      "a,y,z",
      six.map((i) => `${i},${i % 2},${Number(i % 3 > 0)}`),
    );
    assert.deepEqual(await found({ ...labels, label: ["y", "z"] }), []);
    const always = csv(
      "a,y,z",
      six.map((i) => `${i},${i % 2},1`),
    );
    assert.deepEqual(await found({ ...always, label: ["y", "z"] }), [["constant-target", "1"]]);
  });

  it("are inputs of an array by their number, but no pixels of pictures", async () => {
    const array = (shape: number[], value: (i: number) => number) => ({
      shape,
      data: Float32Array.from({ length: shape.reduce((all, each) => all * each) }, (_, i) => value(i)),
    });
    const y = { shape: [6], data: Int32Array.from(six, (i) => i % 2) };
    const data = { format: "npz", path: "arrays.npz", keys: { x: "x", y: "y" } };
    writeFileSync(
      join(folder, "arrays.npz"),
      writeNpz([
        ["x", array([6, 3], (i) => (i % 3 === 1 ? 2 : i))],
        ["y", y],
      ]),
    );
    assert.deepEqual(await found(data), [["constant-inputs", "1", 1]]);
    assert.deepEqual(await found({ ...data, imageShape: [1, 3] }), []);
    writeFileSync(
      join(folder, "arrays.npz"),
      writeNpz([
        ["x", array([6, 4, 4], () => 0)],
        ["y", y],
      ]),
    );
    assert.deepEqual(await found(data), [["all-constant", "0"]]);
  });
});
