/** Values of all activations, their derivatives against finite differences, and finite results for large numbers. */
import assert from "node:assert/strict";
import { activations } from "../../src/core/activations";

const all = Object.values(activations);
const points = [-9.3, -7.08, -4.1, -2.5, -1.2, -0.6, -0.1, 0.1, 0.45, 1.3, 2.2, 5.7, 8.8];
const step = 1e-5;

/** f(s) to more digits than float32 has, computed by another program; alpha is 0.3. */
const values: Record<(typeof all)[number]["name"], [s: number, z: number][]> = {
  sigmoid: [
    [0, 0.5],
    [2, 0.8807970779778823],
    [-2, 0.11920292202211755],
  ],
  tanh: [[0.5, 0.462117157260009]],
  relu: [
    [3, 3],
    [-3, 0],
  ],
  prelu: [
    [3, 3],
    [-3, -0.8999999999999999],
  ],
  elu: [
    [3, 3],
    [-1, 0.3 * -0.6321205588285577],
  ],
  gelu: [
    [1, 0.8413447460685429],
    [-1, -0.15865525393145707],
    [-5, -1.43325785939604e-6],
  ],
  softplus: [
    [0, Math.LN2],
    [3, 3.048587351573742],
  ],
  linear: [[-7, -7]],
};

describe("activations", () => {
  for (const { name, output, derivative, alphaDerivative } of all) {
    it(`${name} has its known values`, () => {
      for (const [s, z] of values[name]) assert.ok(Math.abs(output(s, 0.3) - z) < 1e-10 * Math.abs(z) + 1e-300, `${s}`);
    });

    it(`${name} has the derivative that finite differences show`, () => {
      for (const s of points) {
        const expected = (output(s + step, 0.3) - output(s - step, 0.3)) / (2 * step);
        assert.ok(Math.abs(derivative(s, 0.3) - expected) < 1e-8, `at ${s}: ${derivative(s, 0.3)}, not ${expected}`);
      }
    });

    it(`${name} and its derivative are finite for every finite float32`, () => {
      for (const size of [1e-45, 1e-30, 1, 88, 104, 1e4, 1e30, 3.4e38]) {
        for (const s of [-size, size, -0]) {
          assert.ok(Number.isFinite(output(s, 0.3)), `f(${s})`);
          assert.ok(Number.isFinite(derivative(s, 0.3)), `f'(${s})`);
          assert.ok(Number.isFinite(alphaDerivative?.(s) ?? 0), `∂f/∂alpha(${s})`);
        }
      }
    });

    if (alphaDerivative) {
      it(`${name} has the derivative by alpha that finite differences show`, () => {
        for (const s of points) {
          const expected = (output(s, 0.3 + step) - output(s, 0.3 - step)) / (2 * step);
          assert.ok(Math.abs(alphaDerivative(s) - expected) < 1e-8, `at ${s}`);
        }
      });
    }
  }
});
