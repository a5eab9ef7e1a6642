/** Different numbers that are equal in float32 are reported, in tables and arrays, in inputs and targets. */
import assert from "node:assert/strict";
import { dataSchema } from "../../src/config/schema/data";
import { fallTogether } from "../../src/data/fallTogether";
import { loadData } from "../../src/data/load";
import { writeNpz } from "../../src/formats/npz";
import { Folder } from "./folder";

const stamp = 1_700_000_000_000;

describe("numbers that fall together in float32", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it("are those that differ in float64, not by its own rounding and not by chance", () => {
    assert.deepEqual(fallTogether([stamp, stamp + 50, stamp + 100]), [stamp, stamp + 50]);
    assert.equal(fallTogether([stamp, stamp + 50, stamp + 100], stamp), undefined);
    assert.equal(fallTogether([0.3, 0.1 + 0.2, 0.7]), undefined);
    assert.equal(fallTogether([5, 5, 5]), undefined);
    const many = Array.from({ length: 900 }, (_, i) => i / 7);
    assert.equal(fallTogether([...many, 0.5, 0.5 + 2 ** -30]), undefined);
    assert.deepEqual(fallTogether([0.25, 0.5, 0.5 + 2 ** -30]), [0.5, 0.5 + 2 ** -30]);
  });

  /** Time stamps every 50 ms, one of which was never set. */
  const stamps = Array.from({ length: 200 }, (_, i) => (i === 7 ? 0 : stamp + 50 * i));
  const findings = async (data: object, goal: object = {}) =>
    (await loadData(dataSchema.parse(data), { baseDir: folder.path, seed: 1, ...goal })).findings?.map(
      ({ kind, column }) => `${kind} ${column}`,
    );
  const regression = { cost: "quadratic", activation: "linear" };

  it("are told of the inputs and targets of a table, where a shift does not help", async () => {
    const write = (rows: string[]) => folder.write({ "t.csv": Buffer.from(`a,b\n${rows.join("\n")}\n`) });
    const table = { format: "csv", path: "t.csv" };
    write(stamps.map((each, i) => `${each},${(i * 7) % 10}`));
    assert.deepEqual(await findings({ ...table, label: "b" }), ["fall-together a"]);
    assert.deepEqual(await findings({ ...table, label: "a" }, regression), ["targets-together a"]);
    write(stamps.map((_, i) => `${stamp + 50 * ((i * 7) % 199)},${(i * 7) % 10}`));
    assert.equal(await findings({ ...table, label: "b" }), undefined);
    assert.equal(await findings({ ...table, label: "a" }, regression), undefined);
    const unscaled = await findings({ ...table, label: "a", scaling: "none" }, regression);
    assert.deepEqual(unscaled, ["targets-together a"]);
  });

  it("are told of the first columns and targets of arrays", async () => {
    const x = Float64Array.from(stamps.flatMap((each, i) => [i % 7, each]));
    const labels = Int32Array.from(stamps, (_, i) => i % 2);
    const arrays = { format: "npz", path: "t.npz", keys: { x: "x", y: "y" } };
    const write = (y: Int32Array | Float64Array, of: Float64Array | Float32Array = x) =>
      folder.write({
        "t.npz": writeNpz([
          ["x", { shape: [200, 2], data: of }],
          ["y", { shape: [200], data: y }],
        ]),
      });
    write(labels);
    assert.deepEqual(await findings(arrays), ["fall-together input 1"]);
    const old = { reading: { rules: 1 } };
    assert.equal(await findings(arrays, old), undefined);
    write(labels, Float32Array.from(x));
    assert.equal(await findings(arrays), undefined, "what is float32 was rounded by somebody else");
    write(
      Float64Array.from(stamps),
      Float32Array.from(x, (_, i) => i),
    );
    assert.deepEqual(await findings(arrays, regression), ["targets-together y"]);
  });

  it("does not touch a column that is mostly 0: a pixel at the edge", async () => {
    const edge = Float64Array.from({ length: 40_000 }, (_, i) => (i === 130 ? 1 / 255 : i % 2));
    folder.write({
      "t.npz": writeNpz([
        ["x", { shape: [20_000, 2], data: edge }],
        ["y", { shape: [20_000], data: Int32Array.from({ length: 20_000 }, (_, i) => i % 2) }],
      ]),
      "t.csv": Buffer.from(
        `a,b,y\n${Array.from({ length: 20_000 }, (_, i) => `${edge.slice(2 * i, 2 * i + 2).join()},${"pq"[i % 2]}`).join("\n")}\n`,
      ),
    });
    const load = (data: object) => loadData(dataSchema.parse(data), { baseDir: folder.path, seed: 1 });
    assert.equal((await load({ format: "npz", path: "t.npz", keys: { x: "x", y: "y" } })).columns, undefined);
    const { columns } = await load({ format: "csv", path: "t.csv", label: "y" });
    assert.deepEqual(
      columns,
      ["a", "b"].map((name) => ({ name, kind: "number" })),
    );
  });
});
