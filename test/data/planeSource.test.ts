/** The two-dimensional data sets: their shapes, and that they depend on the seed. */
import assert from "node:assert/strict";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";

const names = ["spiral", "circles", "xor", "gaussians"] as const;
const load = (name: string, seed = 1) =>
  loadData(dataSchema.parse({ format: "builtin", name, scaling: "none" }), { baseDir: ".", seed });

describe("the sets of the plane", () => {
  for (const name of names) {
    it(`have two classes of 500 points that take turns: ${name}`, async () => {
      const { train, inputs, classNames, inputNames } = await load(name);
      assert.deepEqual([train.count, inputs, classNames?.length, inputNames], [1000, 2, 2, ["x", "y"]]);
      assert.ok(train.targets.every((label, i) => label === i % 2));
      assert.ok(train.values.every((value) => Math.abs(value) < 8));
    });

    it(`are the same for the same seed, and others for another: ${name}`, async () => {
      assert.deepEqual(await load(name), await load(name));
      assert.notDeepEqual((await load(name)).train.values, (await load(name, 2)).train.values);
    });
  }

  /** Returns the number of points whose class the rule predicts. */
  const right = async (name: string, rule: (x: number, y: number) => boolean) => {
    const { values, targets } = (await load(name)).train;
    return Array.from(targets).reduce<number>(
      (sum, label, i) => sum + Number(rule(values[2 * i], values[2 * i + 1]) === (label === 1)),
      0,
    );
  };

  it("are what their names say", async () => {
    assert.ok((await right("circles", (x, y) => Math.hypot(x, y) > 3)) > 990);
    assert.equal(await right("xor", (x, y) => x * y < 0), 1000);
    assert.ok((await right("gaussians", (x, y) => x + y < 0)) > 970);
    // The arms are half a turn apart; with the radius known, the angle determines the class.
    const turn = (x: number, y: number) => Math.atan2(x, y) - (1.75 * 2 * Math.PI * Math.hypot(x, y)) / 5;
    assert.ok((await right("spiral", (x, y) => Math.cos(turn(x, y)) < 0)) > 900);
  });
});
