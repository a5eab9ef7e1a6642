/** Labels of arrays as users number them: from 0 or 1, by sign, in columns, one-hot. */
import assert from "node:assert/strict";
import { writeIdx } from "../formats/idxFile";
import { ArrayFolder, array } from "./arrayFolder";

describe("labels of arrays", () => {
  let folder: ArrayFolder;
  beforeEach(() => {
    folder = new ArrayFolder();
  });
  afterEach(() => folder.remove());

  const npz: ArrayFolder["npz"] = (arrays, more, goal) => folder.npz(arrays, more, goal);
  const idx: ArrayFolder["fourWith"] = (labels, more, goal) => folder.fourWith(labels, more, goal);
  const x = array(Float32Array.of(1, 2, 3, 4), 4, 1);
  it("from 1 are seen as such, and named as they are", async () => {
    const data = await npz({ x, y: array(Int32Array.of(1, 2, 3, 2)) }, { scaling: "none" });
    assert.deepEqual(data.classNames, ["1", "2", "3"]);
    for (let i = 0; i < 4; i++) assert.equal(data.train.targets[i], [0, 1, 2, 1][data.train.values[i] - 1]);
    const files = await idx(writeIdx("u1", [4], [1, 2, 3, 2]));
    assert.deepEqual(
      [files.classNames, [...files.train.targets]],
      [
        ["1", "2", "3"],
        [0, 1, 2, 1],
      ],
    );
    const named = await idx(writeIdx("u1", [4], [1, 2, 3, 2]), { classNames: ["a", "b", "c"] });
    assert.deepEqual([...named.train.targets], [0, 1, 2, 1]);
  });

  it("start where the config says, and where version 0.1.0 let them start", async () => {
    const labels = writeIdx("u1", [4], [1, 2, 2, 1]);
    assert.deepEqual((await idx(labels, { labelsStartAt: 0 })).classNames, ["0", "1", "2"]);
    assert.deepEqual((await idx(labels, {}, { reading: { rules: 1 } })).classNames, ["0", "1", "2"]);
    assert.deepEqual((await idx(labels)).classNames, ["1", "2"]);
    const four = { classNames: ["none", "a", "b"] };
    assert.deepEqual([...(await idx(labels, four)).train.targets], [1, 2, 2, 1]);
    await assert.rejects(idx(writeIdx("u1", [4], [0, 1, 2, 1]), { labelsStartAt: 1 }), {
      message: /label 0 of example 0 .* is not a whole number from 1; set data\.labelsStartAt to 0$/,
    });
  });

  it("may stand in a column, or be rows with a single 1", async () => {
    const column = await idx(writeIdx("u1", [4, 1], [0, 1, 2, 1]));
    assert.deepEqual([...column.train.targets], [0, 1, 2, 1]);
    const rows = await idx(writeIdx("u1", [4, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0]));
    assert.deepEqual([...rows.train.targets], [0, 1, 2, 1]);
    assert.equal(rows.classNames?.length, 3);
  });

  it("of several numbers are refused with what helps", async () => {
    await assert.rejects(idx(writeIdx("i4", [4, 2], [3, 9, 2, 8, 1, 7, 0, 6])), {
      message: /shape \[4, 2\] .* keep the column that holds the class/,
    });
  });

  it("of several classes at once are refused with softmax, by name", async () => {
    const several = array(Uint8Array.of(1, 1, 0, 1, 0, 0, 0, 1), 4, 2);
    await assert.rejects(npz({ x, y: several }, {}, { cost: "cross-entropy", activation: "softmax" }), {
      message: /multi-label/,
    });
  });

  it("of −1 and 1 are two classes, called so, in the test arrays too", async () => {
    const signs = array(BigInt64Array.of(1n, -1n, -1n, 1n));
    const test = { tx: array(Float32Array.of(9, 8), 2, 1), ty: array(BigInt64Array.of(1n, 1n)) };
    const keys = { x: "x", y: "y", testX: "tx", testY: "ty" };
    const data = await npz({ x, y: signs, ...test }, { scaling: "none", keys });
    assert.deepEqual(data.classNames, ["-1", "1"]);
    for (let i = 0; i < 4; i++) assert.equal(data.train.targets[i], [1, 0, 0, 1][data.train.values[i] - 1]);
    assert.deepEqual([...(data.test?.targets ?? [])], [1, 1]);
    const files = await idx(writeIdx("i1", [4], [1, -1, -1, 1]), { classNames: ["no", "yes"] });
    assert.deepEqual(
      [files.classNames, [...files.train.targets]],
      [
        ["no", "yes"],
        [1, 0, 0, 1],
      ],
    );
    const zero = { tx: test.tx, ty: array(BigInt64Array.of(1n, 0n)) };
    await assert.rejects(npz({ x, y: signs, ...zero }, { keys }), {
      message: /: label 0 of example 1 .* is not -1 or 1, as the training labels are; correct it$/,
    });
    await assert.rejects(idx(writeIdx("i1", [4], [1, -1, -1, 1]), {}, { reading: { rules: 1 } }), {
      code: "label-out-of-range",
    });
  });

  it("below 0 are refused with a fix that works", async () => {
    const found = [-1, 0, 2, -1];
    await assert.rejects(npz({ x, y: array(Int32Array.from(found)) }), {
      message: /y: label -1 of example 0 .* number the classes from 0: add 1 to all labels, or leave out examples/,
    });
    const followed = await npz({ x, y: array(Int32Array.from(found, (label) => label + 1)) });
    assert.deepEqual(followed.classNames, ["0", "1", "2", "3"]);
  });
});
