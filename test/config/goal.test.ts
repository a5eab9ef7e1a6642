/** The goal of a config's text, complete or incomplete. */
import assert from "node:assert/strict";
import { goalOf } from "../../src/config/editor/goal";
import { configSchema } from "../../src/config/schema";
import { resolveConfig } from "../../src/config/schema/resolve";
import { activationNames } from "../../src/core/names";

describe("the goal of a config as it is written", () => {
  it("is that of the resolved config", () => {
    for (const activation of activationNames) {
      for (const cost of [undefined, "quadratic", "cross-entropy"]) {
        const written = {
          version: 1,
          data: { format: "builtin", name: "iris" },
          layers: [
            { units: 4, activation: "tanh" },
            { units: 3, activation },
          ],
          ...(cost && { cost }),
        };
        const resolved = resolveConfig(configSchema.parse(written), 1);
        assert.deepEqual(goalOf(written), { cost: resolved.cost, activation });
      }
    }
  });

  it("leaves out what is not known yet", () => {
    assert.deepEqual(goalOf(undefined), {});
    assert.deepEqual(goalOf({ layers: [] }), {});
    assert.deepEqual(goalOf({ layers: [{ units: 3, activation: "soft" }] }), {});
    assert.deepEqual(goalOf({ cost: "quad", layers: [{ activation: "softmax" }] }), { activation: "softmax" });
    assert.deepEqual(goalOf({ cost: "quadratic" }), { cost: "quadratic" });
  });
});
