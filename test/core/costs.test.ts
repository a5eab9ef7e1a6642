/** Costs and output errors: known values, finite differences, and inputs up to the limits of float32. */
import assert from "node:assert/strict";
import { activations } from "../../src/core/activations";
import { costs } from "../../src/core/costs";
import { type ActivationName, activationNames, type CostName, costNames } from "../../src/core/names";
import { logSumExp, softmax } from "../../src/core/softmax";

/** Returns the output layer's row for these weighted inputs; alpha is 0.3. */
function outputRow(activation: ActivationName, s: Float64Array | Float32Array, y: number[]) {
  const z = s.slice();
  const alpha = new Float32Array(s.length).fill(0.3);
  if (activation === "softmax") softmax(s, z);
  else for (let j = 0; j < s.length; j++) z[j] = activations[activation].output(s[j], alpha[j]);
  return { activation, s, z, y: Float32Array.from(y), alpha };
}

const value = (cost: CostName, activation: ActivationName, s: number[], y: number[]) =>
  costs[cost].value(outputRow(activation, Float64Array.from(s), y));

const near = (found: number, expected: number) =>
  assert.ok(Math.abs(found - expected) < 1e-12, `${found}, not ${expected}`);

describe("costs", () => {
  it("have their known values", () => {
    near(value("cross-entropy", "softmax", [0, 0, 0, 0], [0, 1, 0, 0]), Math.log(4));
    near(value("cross-entropy", "softmax", [1, 2], [1, 0]), Math.log(1 + Math.E));
    near(value("cross-entropy", "sigmoid", [0, 0], [0, 1]), 2 * Math.log(2));
    near(value("cross-entropy", "sigmoid", [Math.log(3)], [0]), -Math.log(0.25));
    near(value("quadratic", "linear", [1, -2], [0, 1]), 5);
  });

  it("allow cross-entropy with softmax and sigmoid only, quadratic with everything", () => {
    const allowed = (name: CostName) => activationNames.filter(costs[name].goesWith);
    assert.deepEqual(allowed("cross-entropy"), ["sigmoid", "softmax"]);
    assert.deepEqual(allowed("quadratic"), activationNames);
  });

  it("tell a confident right answer's cost apart from 0", () => {
    near(value("cross-entropy", "sigmoid", [30], [1]) / Math.exp(-30), 1);
  });

  for (const cost of costNames) {
    for (const activation of activationNames.filter(costs[cost].goesWith)) {
      it(`${cost} behind ${activation} has the error that finite differences show`, () => {
        const s = Float64Array.of(0.3, -1.2, 2.1);
        const y = [0, 0, 1];
        const delta = new Float64Array(3);
        costs[cost].error(outputRow(activation, s, y), delta);
        for (const j of s.keys()) {
          const at = (offset: number) => costs[cost].value(outputRow(activation, s.with(j, s[j] + offset), y));
          const expected = (at(1e-5) - at(-1e-5)) / 2e-5;
          assert.ok(Math.abs(delta[j] - expected) < 1e-8, `delta[${j}] ${delta[j]}, not ${expected}`);
        }
      });

      it(`${cost} behind ${activation} is finite, and so is its error, for inputs from 1e-45 to 3e38`, () => {
        for (const size of [1e-45, 1e-30, 1, 104, 1e4, 1e30, 3e38]) {
          for (const s of [
            [size, -size, 0],
            [-size, -size, -size],
            [size, size, size],
            [0, -size, size],
          ]) {
            const row = outputRow(activation, Float32Array.from(s), [0, 0, 1]);
            const delta = new Float32Array(3);
            costs[cost].error(row, delta);
            const found = costs[cost].value(row);
            assert.ok(Number.isFinite(found) && found >= 0, `cost of ${s}: ${found}`);
            assert.ok(delta.every(Number.isFinite), `delta of ${s}: ${delta}`);
          }
        }
      });
    }
  }
});

describe("softmax", () => {
  it("adds up to 1 and does not mind what is added to every input", () => {
    const z = new Float64Array(3);
    const shifted = new Float64Array(3);
    softmax(Float64Array.of(0.5, -1, 2), z);
    softmax(Float64Array.of(1000.5, 999, 1002), shifted);
    near(z[0] + z[1] + z[2], 1);
    for (const j of z.keys()) near(z[j], shifted[j]);
  });

  it("gives everything to an input that is far ahead, and equals what is equal", () => {
    const z = new Float32Array(3);
    softmax(Float32Array.of(1e30, -1e30, 0), z);
    assert.deepEqual([...z], [1, 0, 0]);
    softmax(Float32Array.of(-3e38, -3e38, -3e38), z);
    assert.deepEqual(z, new Float32Array(3).fill(1 / 3));
  });

  it("has a logarithm of its sum that does not overflow", () => {
    near(logSumExp(Float64Array.of(1000, 1000)), 1000 + Math.log(2));
    assert.equal(logSumExp(Float32Array.of(3e38, -3e38)), Math.fround(3e38));
  });
});
