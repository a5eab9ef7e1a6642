/** The reference backend's gather and measure, on numbers that can be checked by hand. */
import assert from "node:assert/strict";
import type { Examples, Measure } from "../../src/core/backend";
import { ReferenceBackend } from "../../src/core/reference";
import { minibatch } from "./tinyNetwork";

const backend = new ReferenceBackend();

const held = async (rows: number, columns: number, values: number[], name = "matrix") => {
  const matrix = backend.matrix(rows, columns, name);
  await backend.write(matrix, Float32Array.from(values));
  return matrix;
};

describe("gather", () => {
  const examples: Examples = {
    count: 3,
    inputs: 2,
    outputs: 3,
    values: Uint8Array.of(0, 255, 51, 102, 153, 204),
    shift: 0,
    factor: Math.fround(1 / 255),
    targets: Int32Array.of(2, 0, 1),
  };

  async function gathered(from: Examples, rows: number, start = 0, order?: number[]) {
    const resident = backend.examples(from);
    if (order) resident.setOrder(Uint32Array.from(order));
    const inputs = backend.matrix(rows, from.inputs, "inputs");
    const targets = await held(rows, from.outputs, new Array(rows * from.outputs).fill(9));
    await backend.plan([{ op: "gather", examples: resident, inputs, targets }]).run([minibatch(rows, { start })]);
    return { inputs: await backend.read(inputs), targets: [...(await backend.read(targets))] };
  }

  it("scales bytes in float32, and makes classes one-hot", async () => {
    const { inputs, targets } = await gathered(examples, 3);
    assert.deepEqual(
      inputs,
      Float32Array.from([0, 255, 51, 102, 153, 204], (byte) => byte * Math.fround(1 / 255)),
    );
    assert.deepEqual(targets, [0, 0, 1, 1, 0, 0, 0, 1, 0]);
  });

  it("takes rows by the order that is set, from the minibatch's start", async () => {
    const { targets } = await gathered(examples, 2, 1, [1, 2, 0]);
    assert.deepEqual(targets, [0, 1, 0, 0, 0, 1]);
  });

  it("shifts and scales every column by its own numbers", async () => {
    const columns = { shift: Float32Array.of(51, 2), factor: Float32Array.of(2, 0.5) };
    const { inputs } = await gathered({ ...examples, ...columns }, 2);
    assert.deepEqual([...inputs], [-102, 126.5, 0, 50]);
  });

  it("takes a class as the target itself where there is one output, and dense targets as they are", async () => {
    const binary = { ...examples, outputs: 1, targets: Int32Array.of(1, 0, 1) };
    assert.deepEqual((await gathered(binary, 3)).targets, [1, 0, 1]);
    const dense = { ...examples, outputs: 2, targets: Float32Array.of(1, 2, 3, 4, 5, 6) };
    assert.deepEqual((await gathered(dense, 2, 1)).targets, [3, 4, 5, 6]);
  });
});

describe("measure", () => {
  const measured = async (hit: Measure["hit"], z: number[], y: number[], columns: number) => {
    const rows = z.length / columns;
    const matrix = await held(rows, columns, z);
    const targets = await held(rows, columns, y);
    const plan = backend.plan([
      { op: "measure", cost: "quadratic", activation: "linear", s: matrix, z: matrix, targets, hit },
    ]);
    return plan.run([minibatch(rows)]);
  };

  it("counts a row as right when its largest output is the target's, the first of equals", async () => {
    const { hits } = await measured("largest", [0.1, 0.9, 0.5, 0.5, 0.5, 0.5], [0, 1, 1, 0, 0, 1], 2);
    assert.equal(hits, 2);
  });

  it("counts the share of outputs on the target's side of one half", async () => {
    const { hits } = await measured("half", [0.6, 0.4, 0.7, 0.2, 0.1, 0.9], [1, 0, 0, 0, 1, 0], 3);
    assert.ok(Math.abs(hits - (2 / 3 + 1 / 3)) < 1e-12);
  });

  it("sums cost and squared error over the rows of the minibatch, and counts no hits where there are none", async () => {
    const { costs, squaredError, hits } = await measured("none", [1, 2, 3, 4], [0, 0, 3, 2], 2);
    assert.deepEqual([...costs, squaredError, hits], [4.5, 9, 0]);
  });
});

describe("the reference backend", () => {
  it("refuses a matrix and examples that are not its own", async () => {
    const foreign = { name: "W0", rows: 1, columns: 1 };
    await assert.rejects(backend.read(foreign), /W0/);
    const examples = { count: 1, inputs: 1, outputs: 1, dense: true, setOrder: () => {} };
    const inputs = backend.matrix(1, 1, "inputs");
    const plan = backend.plan([{ op: "gather", examples, inputs, targets: inputs }]);
    await assert.rejects(plan.run([minibatch(1)]), TypeError);
  });
});
