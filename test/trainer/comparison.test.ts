/** What a run reports for the comparison with another. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { RandomStream } from "../../src/core/random";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { RunServer } from "../../src/trainer/process/serve";
import { finish, irisConfig, Workspace } from "./workspace";

const whole = { layer: 0, rows: 4, columns: 6, pictures: false, first: 0 };

describe("two runs compared", () => {
  let workspace: Workspace;
  before(() => {
    workspace = new Workspace();
  });
  after(() => workspace.remove());

  const train = async (more: Parameters<typeof irisConfig>[0], name = "iris.network.json") => {
    const { run } = await finish({ train: workspace.write(irisConfig(more), name) });
    return { run, server: new RunServer(run) };
  };

  /** y = 1000 x + 300; the seed draws the validation examples. */
  const line = (seed: number) => {
    const random = new RandomStream(3, "sample");
    const rows = Array.from({ length: 60 }, (_, i) => `${random.uniform(i)},${1000 * random.uniform(i) + 300}`);
    writeFileSync(join(workspace.path, "line.csv"), `x,y\n${rows.join("\n")}\n`);
    return train(
      {
        data: { format: "csv", path: "line.csv", label: "y", validation: { examples: 20 }, task: "regression" },
        layers: [{ units: 1, activation: "linear" }],
        training: { epochs: 40, regularization: {}, seed },
      },
      "line.network.json",
    );
  };

  it("tell every example's class and answer, as they are counted", async () => {
    const { server } = await train({});
    const { actual, predicted, sure, width, examples } = await server.predictions({ set: "test" });
    assert.deepEqual([examples, width, actual.length, predicted.length, sure.length], [20, 1, 20, 20, 20]);
    const { confusion } = await server.evaluation({ set: "test" });
    const counted = [0, 1, 2].map((a) =>
      [0, 1, 2].map((p) => predicted.filter((answer, i) => answer === p && actual[i] === a).length),
    );
    assert.deepEqual(counted, confusion);
    assert.ok(sure.every((share) => share >= 1 / 3 && share <= 1));
    const { values } = await server.inputs({ set: "test", indices: [3, 0] });
    const stored = await server.examples({
      set: "test",
      actual: actual[3],
      predicted: null,
      order: "stored",
      first: 0,
      count: 200,
    });
    assert.deepEqual(values[0], stored.examples.find(({ index }) => index === 3)?.values);
  });

  it("know whether their examples are the same, whatever the network", async () => {
    const one = await train({});
    const another = await train({ layers: [{ units: 3, activation: "softmax" }] });
    const digest = async ({ server }: { server: RunServer }) =>
      (await server.predictions({ set: "validation" })).digest;
    assert.equal(await digest(another), await digest(one));
    assert.notEqual(await digest(await line(5)), await digest(await line(6)), "the seed draws other examples");
  });

  it("have weights that differ by so much", async () => {
    const one = await train({});
    const other = await train({ training: { seed: 6 } });
    const { picture, norms, epoch, otherEpoch } = await one.server.weightDifference({ ...whole, other: other.run });
    const W = async (run: string) =>
      (await readCheckpoint(join(run, "best.npz"))).arrays.find(({ name }) => name === "W0");
    const [a, b] = [(await W(one.run))?.values, (await W(other.run))?.values];
    assert.ok(a && b);
    const delta = a.map((value, i) => value - b[i]);
    assert.deepEqual(picture.values, delta);
    assert.equal(norms.length, 2);
    assert.ok(Math.abs(norms[0].difference - Math.hypot(...delta)) < 1e-6);
    assert.ok(Math.abs(norms[0].own - Math.hypot(...a)) < 1e-6 && Math.abs(norms[0].other - Math.hypot(...b)) < 1e-6);
    const { own, other: theirs, difference, cosine } = norms[0];
    assert.ok(Math.abs(own ** 2 + theirs ** 2 - 2 * own * theirs * cosine - difference ** 2) < 1e-5);
    assert.ok(epoch >= 1 && otherEpoch >= 1);
    const itself = await one.server.weightDifference({ ...whole, other: one.run });
    assert.ok(itself.picture.values.every((value) => value === 0) && Math.abs(itself.norms[1].cosine - 1) < 1e-6);
  });

  it("have weights without a difference where the layers are of other sizes or numbers", async () => {
    const one = await train({});
    const wide = await train({
      layers: [
        { units: 7, activation: "relu" },
        { units: 3, activation: "softmax" },
      ],
    });
    const deep = await train({
      layers: [
        { units: 6, activation: "relu" },
        { units: 3, activation: "relu" },
        { units: 3, activation: "softmax" },
      ],
    });
    const difference = ({ run }: { run: string }) => one.server.weightDifference({ ...whole, other: run });
    await assert.rejects(
      difference(wide),
      /layer 1: the weights are \[4, 6\] and \[4, 7\]; only matrices of one shape can be compared/,
    );
    await assert.rejects(difference(deep), /2 layers and 3/);
  });

  it("tell quantities in their own unit", async () => {
    const { server } = await line(5);
    const { actual, predicted, sure, width } = await server.predictions({ set: "validation" });
    assert.deepEqual([width, sure.length, actual.length], [1, 0, 20]);
    assert.ok(actual.every((value) => value >= 300 && value <= 1300));
    assert.ok(
      predicted.every((value, i) => Math.abs(value - actual[i]) < 100),
      String(predicted),
    );
  });
});
