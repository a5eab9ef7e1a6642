/**
 * Residuals of a regression, computed from its outputs, and as a run's server reports them with the figures of the
 * training.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EpochEnded } from "../../src/protocol/events";
import { RunServer } from "../../src/trainer/process/serve";
import { residualsOf } from "../../src/trainer/views/residuals";
import { finish, irisConfig, Workspace } from "./workspace";

const wanted = { set: "test", target: 0, order: "largest", first: 0, count: 50, points: 4000 } as const;
const near = (value: number, expected: number) =>
  assert.ok(Math.abs(value - expected) <= 1e-5 * Math.max(1, Math.abs(expected)), `${value} is not ${expected}`);

describe("residuals", () => {
  /** Two targets; the second one is scaled to (target − 100) · 0.1. */
  const targets = [
    { name: "width", shift: 0, factor: 1 },
    { name: "price", shift: 100, factor: 0.1 },
  ];
  const examples = {
    count: 4,
    inputs: 1,
    outputs: 2,
    values: Uint8Array.of(10, 20, 30, 40),
    shift: 0,
    factor: 1,
    // widths 1, 2, 3, 4; prices 110, 120, 130, 140
    targets: Float32Array.of(1, 1, 2, 2, 3, 3, 4, 4),
  };
  // widths 1, 2.5, 2, 4; prices 110, 130, 110, 140
  const z = Float32Array.of(1, 1, 2.5, 3, 2, 1, 4, 4);

  it("are told of every target in its own unit", () => {
    const [width, price] = residualsOf(z, examples, targets, wanted).targets;
    near(width.rmse, Math.sqrt(1.25 / 4));
    near(width.mae, 1.5 / 4);
    near(width.largest, 1);
    near(width.mean, 0.5 / 4);
    near(width.r2 ?? Number.NaN, 1 - 1.25 / 5);
    near(price.largest, 20);
    near(price.rmse, Math.sqrt(500 / 4));
  });

  it("put the examples in order: the farthest off, too high, too low, as stored; page by page", () => {
    const order = (of: "largest" | "too-high" | "too-low" | "stored", more = {}) =>
      residualsOf(z, examples, targets, { ...wanted, order: of, ...more }).examples.map(({ index }) => index);
    assert.deepEqual(order("largest"), [2, 1, 0, 3]);
    assert.deepEqual(order("too-high"), [1, 0, 3, 2]);
    assert.deepEqual(order("too-low"), [2, 0, 3, 1]);
    assert.deepEqual(order("stored"), [0, 1, 2, 3]);
    assert.deepEqual(order("largest", { first: 1, count: 2 }), [1, 0]);
    const [farthest] = residualsOf(z, examples, targets, { ...wanted, target: 1 }).examples;
    assert.deepEqual([...farthest.actual, ...farthest.predicted, ...farthest.values], [3, 130, 2, 110, 30]);
  });

  it("are drawn of at most so many examples, from everywhere", () => {
    const { points, total } = residualsOf(z, examples, targets, { ...wanted, target: 1, points: 2 });
    assert.equal(total, 4);
    assert.deepEqual(points, {
      index: [0, 2],
      actual: [110, 130],
      predicted: [110, 110],
    });
    assert.deepEqual(residualsOf(z, examples, targets, wanted).points.index, [0, 1, 2, 3]);
  });

  it("have no R² where a target never changes, and none of a target that is not there", () => {
    const constant = { ...examples, targets: new Float32Array(8).fill(2) };
    assert.equal(residualsOf(z, constant, targets, wanted).targets[0].r2, null);
    assert.throws(() => residualsOf(z, examples, targets, { ...wanted, target: 2 }), /target 2 of 2 \(width, price\)/);
  });
});

describe("the server of a regression's run", () => {
  let workspace: Workspace;
  before(() => {
    workspace = new Workspace();
  });
  after(() => workspace.remove());

  it("tells the RMSE and R² that training measured, at every kept epoch", async () => {
    const rows = Array.from(
      { length: 80 },
      (_, i) => `${i % 17},${(i * 7) % 11},${3 * (i % 17) - ((i * 7) % 11) ** 2}`,
    );
    writeFileSync(join(workspace.path, "bowl.csv"), `x,y,z\n${rows.join("\n")}\n`);
    const config = irisConfig({
      data: { format: "csv", path: "bowl.csv", label: "z", validation: { examples: 20 }, task: "regression" },
      layers: [
        { units: 6, activation: "tanh" },
        { units: 1, activation: "linear" },
      ],
      cost: "quadratic",
      training: { epochs: 5, keepEvery: 1, regularization: {} },
    });
    const { run, events } = await finish({ train: workspace.write(config, "bowl.network.json") });
    const server = new RunServer(run);
    const epochs = events.filter((event): event is EpochEnded => event.type === "epoch");
    assert.equal(epochs.length, 5);
    for (const { epoch, validationRmse, validationR2 } of epochs) {
      const told = await server.residuals({ ...wanted, set: "validation", at: epoch });
      near(told.targets[0].rmse, validationRmse ?? Number.NaN);
      near(told.targets[0].r2 ?? Number.NaN, validationR2 ?? Number.NaN);
      assert.equal(told.total, 20);
      const [{ actual, predicted, values }] = told.examples;
      near(Math.abs(actual[0] - predicted[0]), told.targets[0].largest);
      const { answers } = await server.activations({ values, at: epoch });
      near(answers[0], predicted[0]);
    }
  });

  it("has none where a network tells classes", async () => {
    const { run } = await finish({ train: workspace.write(irisConfig({ training: { epochs: 1 } })) });
    await assert.rejects(new RunServer(run).residuals(wanted), /predicts classes, not quantities/);
  });
});
