/** Optimizers, element by element, on numbers that can be checked by hand; parity.test.ts has many steps of each. */
import assert from "node:assert/strict";
import type { Optimizer } from "../../src/core/backend";
import { elementStep, power, stateNames, stepScalars } from "../../src/core/optimizers";
import { minibatch } from "./tinyNetwork";

/** Returns w after each step along the gradients, starting at 1, with η 0.5. */
function walk(optimizer: Optimizer, gradients: number[], decay = 0): number[] {
  const m = stateNames(optimizer).map(() => 0);
  let w = 1;
  return gradients.map((g, i) => {
    const scalars = stepScalars(optimizer, minibatch(1, { learningRate: 0.5, step: i + 1 }));
    w = elementStep(optimizer)(w, g, m, decay, scalars);
    return w;
  });
}

function assertClose(found: number[], expected: number[]): void {
  for (const [i, value] of expected.entries())
    assert.ok(Math.abs(found[i] - value) < 1e-6, `${found}, not ${expected}`);
}

describe("optimizers", () => {
  it("sgd goes η times the gradient", () => {
    assert.deepEqual(walk({ type: "sgd", momentum: 0, nesterov: false }, [2, -1]), [0, 0.5]);
  });

  it("sgd with momentum starts with the whole gradient and keeps a share of the last step", () => {
    assert.deepEqual(walk({ type: "sgd", momentum: 0.5, nesterov: false }, [2, 0, 0]), [0, -0.5, -0.75]);
  });

  it("nesterov's momentum looks one step ahead", () => {
    assert.deepEqual(walk({ type: "sgd", momentum: 0.5, nesterov: true }, [2, 0]), [-0.5, -0.75]);
  });

  it("rmsprop divides by the root of the mean square", () => {
    const rmsprop: Optimizer = { type: "rmsprop", rho: 0.75, epsilon: 1e-8 };
    // The mean squares are 0.25 · 4 = 1 and 0.75 · 1 + 0.25 · 1 = 1.
    assertClose(walk(rmsprop, [2, -1]), [0, 0.5]);
  });

  it("adam's first step is η long whatever the gradient's size, thanks to bias correction", () => {
    const adam: Optimizer = { type: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-12 };
    for (const g of [1e-6, 1, 1e6]) assertClose(walk(adam, [g]), [0.5]);
    assertClose(walk(adam, [-3, -3, -3]), [1.5, 2, 2.5]);
  });

  it("epsilon is added to the root, after bias correction", () => {
    const adam: Optimizer = { type: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1 };
    assertClose(walk(adam, [1]), [1 - 0.5 / 2]);
  });

  it("adamw decays the weight by η · λ2/n beside the gradient, adam does not", () => {
    const betas = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    assertClose(walk({ type: "adamw", ...betas }, [0, 0], 0.2), [0.9, 0.81]);
    assertClose(walk({ type: "adam", ...betas }, [0, 0]), [1, 1]);
  });

  it("nothing moves where there has never been a gradient", () => {
    assert.deepEqual(walk({ type: "rmsprop", rho: 0.99, epsilon: 1e-8 }, [0, 0]), [1, 1]);
  });

  it("power is the power, from few products", () => {
    assert.equal(power(3, 0), 1);
    assert.equal(power(3, 5), 243);
    assert.equal(power(2, 1000), 2 ** 1000);
    assert.ok(Math.abs(power(0.999, 100_000) / Math.exp(100_000 * Math.log(0.999)) - 1) < 1e-9);
    assert.equal(power(0.9, 10_000_000), 0);
  });
});
