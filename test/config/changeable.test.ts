/** The settings that the editor offers to change during training are those that a training can change. */
import assert from "node:assert/strict";
import { checkConfig } from "../../src/config/check/check";
import { changeableOf, changeablePaths } from "../../src/config/compare/changeable";
import { resolveConfig } from "../../src/config/schema/resolve";
import { changeSetting } from "../../src/trainer/experiment/changes";

describe("the settings that can change while a network trains", () => {
  const { config } = checkConfig(
    JSON.stringify({
      version: 1,
      data: { format: "builtin", name: "iris" },
      layers: [{ units: 3, activation: "softmax" }],
      training: { epochs: 7, regularization: { l1: 0.5, l2: 0.25 }, optimizer: { type: "adam" } },
    }),
  );
  assert.ok(config);
  const resolved = resolveConfig(config, 1);

  it("are read with their defaults", () => {
    assert.deepEqual(Object.values(changeableOf(resolved)), [0.001, 0.5, 0.25, 7]);
  });

  for (const path of changeablePaths) {
    it(`can be written: ${path}`, () => {
      const changed = changeSetting(resolved, { path, value: 9, epoch: 1 });
      assert.equal(changed.from, changeableOf(resolved)[path]);
      assert.equal(changeableOf(changed.config)[path], 9);
    });
  }

  it("are all that a training names", () => {
    assert.throws(
      () => changeSetting(resolved, { path: "cost", value: 1, epoch: 1 }),
      new RegExp(`these settings can: ${changeablePaths.join(", ")}$`),
    );
  });
});
