import assert from "node:assert/strict";
import { dataSchema } from "../../src/config/schema/data";
import { countClasses } from "../../src/data/labels";
import { loadData } from "../../src/data/load";

const load = (more: object = {}) =>
  loadData(dataSchema.parse({ format: "builtin", name: "iris", ...more }), { baseDir: ".", seed: 1 });

describe("iris", () => {
  it("has 150 flowers of four lengths and three species, standardized", async () => {
    const { train, classNames, inputs, scaling, validation, test, imageShape } = await load();
    assert.deepEqual([train.count, inputs, train.outputs], [150, 4, 3]);
    assert.deepEqual(classNames, ["setosa", "versicolor", "virginica"]);
    assert.deepEqual(train.values.subarray(0, 8), Float32Array.of(5.1, 3.5, 1.4, 0.2, 7, 3.2, 4.7, 1.4));
    assert.equal(scaling.kind, "standardize");
    assert.deepEqual([validation, test, imageShape], [undefined, undefined, undefined]);
  });

  it("has the published means", async () => {
    const { scaling } = await load();
    const means = (scaling.shift as number[]).map((mean) => Number(mean.toFixed(3)));
    assert.deepEqual(means, [5.843, 3.057, 3.758, 1.199]);
  });

  it("is balanced in every part, since the species take turns", async () => {
    const { train, validation, test } = await load({ validation: { examples: 30 }, test: { examples: 30 } });
    for (const [examples, each] of [
      [train, 30],
      [validation, 10],
      [test, 10],
    ] as const) {
      assert.deepEqual([...countClasses(examples?.targets as Int32Array, 3)], [each, each, each]);
    }
  });

  it("has one checksum, the same every time", async () => {
    const { sha256 } = await load();
    assert.match(sha256.iris, /^[0-9a-f]{64}$/);
    assert.deepEqual((await load({ limit: 10 })).sha256, sha256);
  });

  it("takes other names for the species, all three of them", async () => {
    assert.deepEqual((await load({ classNames: ["a", "b", "c"] })).classNames, ["a", "b", "c"]);
    await assert.rejects(load({ classNames: ["a", "b"] }), { kind: "config", code: "class-names" });
  });
});
