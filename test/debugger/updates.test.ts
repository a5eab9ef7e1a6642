/** Output errors and updates by their equations end with the backend's bits, for all costs and optimizers. */
import assert from "node:assert/strict";
import { Stepper } from "../../src/debugger/training/stepper";
import { summed } from "../../src/debugger/training/terms";
import { TrainingReplay } from "../../src/trainer/replay/replay";
import { irisConfig, Workspace } from "../trainer/workspace";

describe("the equations of a step", () => {
  let workspace: Workspace;
  before(() => {
    workspace = new Workspace();
  });
  after(() => workspace.remove());

  /** Provides a stepper at the third minibatch, where the optimizer has accumulators. */
  async function replayed(config: object, work: (stepper: Stepper) => Promise<void>): Promise<void> {
    const { run } = await workspace.train(irisConfig({ backend: "wasm", ...config }));
    const replay = await TrainingReplay.open(run, { threads: 1 });
    const stepper = new Stepper(replay, { done: 0, operation: 0 });
    await stepper.goTo({ done: 2, operation: 0 });
    await work(stepper);
    await replay.close();
  }

  /**
   * Checks all operations of a kind, as a whole and for each element.
   * @param most tolerance, because the backend has its own mathematical functions
   * @returns titles of the parts
   */
  async function equations(stepper: Stepper, kind: string, most = 0): Promise<string[]> {
    const titles: string[] = [];
    for (const { operation } of stepper.operations.slice(stepper.place.operation)) {
      if (operation.op === kind) {
        const parts = await stepper.parts();
        assert.ok(parts && parts.difference <= most, `${parts?.difference}`);
        titles.push(...parts.all.map(({ title }) => title));
        for (const name of summed(operation)) {
          const { rows, columns } = stepper.shapeOf(name);
          for (let at = 0; at < rows * columns; at++) {
            const terms = await stepper.parts({ name, row: Math.floor(at / columns), column: at % columns });
            assert.ok(terms && terms.difference <= most, terms?.end);
            if (most === 0) assert.match(terms.end ?? "", /has the bits of the operation's$/);
          }
        }
      }
      await stepper.next();
    }
    // The parts have not changed the network.
    assert.equal(await stepper.commit(), undefined);
    return titles;
  }

  const layers = [
    { units: 3, activation: "prelu", learnAlpha: true },
    { units: 3, activation: "softmax" },
  ];
  const optimizers: [optimizer: object, ofW1: string[]][] = [
    [{ type: "sgd" }, ["step · W1 ← W1 − η·GW1"]],
    [{ type: "sgd", momentum: 0.9 }, ["velocity · velocityW1 ← μ·velocityW1 + GW1", "step · W1 ← W1 − η·velocityW1"]],
    [
      { type: "sgd", momentum: 0.9, nesterov: true },
      [
        "velocity · velocityW1 ← μ·velocityW1 + GW1",
        "direction · directionW1 = GW1 + μ·velocityW1",
        "step · W1 ← W1 − η·directionW1",
      ],
    ],
    [
      { type: "rmsprop" },
      [
        "mean square · squareAverageW1 ← ρ·squareAverageW1 + (1 − ρ)·GW1²",
        "root · rootW1 = √squareAverageW1 + ε",
        "step · W1 ← W1 − η·GW1 / rootW1",
      ],
    ],
    [
      { type: "adamw" },
      [
        "mean · averageW1 ← β1·averageW1 + (1 − β1)·GW1",
        "mean square · squareAverageW1 ← β2·squareAverageW1 + (1 − β2)·GW1²",
        "root · rootW1 = √squareAverageW1 / √(1 − β2^3) + ε",
        "weight decay · decayedW1 = W1 − η·λ2/n·W1",
        "step · W1 ← decayedW1 − η/(1 − β1^3)·averageW1 / rootW1",
      ],
    ],
  ];
  for (const [optimizer, ofW1] of optimizers) {
    it(`are those of ${Object.entries(optimizer).flat().slice(1).join(" ")}, for weights, biases and alphas`, async () => {
      const training = { epochs: 1, optimizer: { ...optimizer, learningRate: 0.05 }, regularization: { l2: 0.5 } };
      await replayed({ layers, training }, async (stepper) => {
        const titles = await equations(stepper, "update");
        assert.deepEqual(
          titles.filter((title) => /W1/.test(title)),
          ofW1,
        );
        for (const name of ["b1", "alpha1", "W2", "b2"])
          assert.ok(titles.some((title) => title.includes(` ${name} ← `)));
      });
    });
  }

  it("are adam's with the penalty in the gradient, and show their numbers", async () => {
    const optimizer = { type: "adam", learningRate: 0.05 };
    const training = { epochs: 1, optimizer, regularization: { l1: 0.5, l2: 0.25 } };
    await replayed({ layers, training }, async (stepper) => {
      while (stepper.operations[stepper.place.operation].operation.op !== "gradient") await stepper.next();
      const { all } = (await stepper.parts({ name: "GW1", row: 1, column: 2 })) ?? { all: [] };
      const last = all.slice(-2).map(({ title }) => title);
      assert.match(last[0], /^mean · mean = [-\d.e]+ · 1\/11 = [-\d.e]+$/);
      assert.match(
        last[1],
        /^penalty · GW1\[1,2\] = mean \+ λ2\/n·W1\[1,2\] \+ λ1\/n·sign\(W1\[1,2\]\) = [-\d.e]+ \+ [\d.e-]+·[-\d.e]+ \+ [\d.e-]+·-?1 = [-\d.e]+$/,
      );
      await stepper.next();
      const terms = await stepper.parts({ name: "W1", row: 1, column: 2 });
      const [gradient, mean] = terms?.all ?? [];
      const g = gradient.result.values[0];
      assert.deepEqual(gradient.title, `gradient · GW1[1,2] = ${g}`);
      assert.match(
        mean.title,
        new RegExp(
          `^mean · averageW1\\[1,2\\] ← β1·averageW1\\[1,2\\] \\+ \\(1 − β1\\)·GW1\\[1,2\\] = 0\\.9·[-\\d.e]+ \\+ 0\\.1·${g} = `,
        ),
      );
      assert.equal(terms?.all.at(-1)?.result.name, "newW1[1,2]");
      await equations(stepper, "update");
    });
  });

  const outputs: [about: string, config: object, titles: string[]][] = [
    ["cross-entropy", { training: { epochs: 1 } }, ["difference, as f′ of softmax cancels · delta2 = z2 − y"]],
    [
      "the quadratic cost of softmax",
      { cost: "quadratic", training: { epochs: 1 } },
      ["difference · difference2 = z2 − y", "derivative · delta2 = z2 ∘ (difference2 − Σ difference2 ∘ z2)"],
    ],
    [
      "the quadratic cost with class weights",
      {
        cost: "quadratic",
        layers: [layers[0], { units: 3, activation: "sigmoid" }],
        data: { format: "builtin", name: "iris", classWeights: [2, 0.5, 1.5] },
        training: { epochs: 1 },
      },
      [
        "difference · difference2 = z2 − y",
        "derivative · unweighted2 = difference2 ∘ f′(s2)",
        "class weight · delta2 = unweighted2 ∘ weight of the class",
      ],
    ],
  ];
  for (const [about, config, titles] of outputs) {
    it(`of the output error are those of ${about}`, async () => {
      await replayed({ layers, ...config }, async (stepper) => {
        assert.deepEqual(await equations(stepper, "outputError", 1e-7), titles);
      });
    });
  }
});
