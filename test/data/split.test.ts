import assert from "node:assert/strict";
import type { Examples } from "../../src/core/backend";
import { Folder, labels, pictures } from "./folder";

describe("splits", () => {
  let folder: Folder;
  before(() => {
    folder = new Folder();
    folder.write({ "images.idx": pictures(12), "labels.idx": labels(12) });
    folder.write({ "t.idx": pictures(2), "l.idx": labels(2) });
  });
  after(() => folder.remove());

  /** Pictures count up by 4 bytes, so the first byte gives the example's number. */
  const numbers = (examples?: Examples) =>
    examples && Array.from({ length: examples.count }, (_, i) => examples.values[i * 4] / 4);

  it("are none where none is asked for", async () => {
    const { train, validation, test } = await folder.load();
    assert.equal(train.count, 12);
    assert.equal(validation, undefined);
    assert.equal(test, undefined);
  });

  it("validate on the last training examples", async () => {
    const { train, validation } = await folder.load({ validation: { examples: 3 } });
    assert.deepEqual(numbers(train), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    assert.deepEqual(numbers(validation), [9, 10, 11]);
    assert.deepEqual(validation?.targets, Int32Array.of(0, 1, 2));
  });

  it("are views of the bytes that were read", async () => {
    const { train, validation } = await folder.load({ validation: { examples: 3 } });
    assert.equal(validation?.values.buffer, train.values.buffer);
  });

  it("take the test examples off the end before the validation examples, and the limit after both", async () => {
    const { train, validation, test } = await folder.load({
      test: { examples: 2 },
      validation: { fraction: 0.4 },
      limit: 5,
    });
    assert.deepEqual(numbers(test), [10, 11]);
    assert.deepEqual(numbers(validation), [6, 7, 8, 9]);
    assert.deepEqual(numbers(train), [0, 1, 2, 3, 4]);
  });

  it("leave the training examples alone when the limit is larger", async () => {
    assert.equal((await folder.load({ limit: 100 })).train.count, 12);
  });

  it("have no validation set when nothing is held back", async () => {
    assert.equal((await folder.load({ validation: { examples: 0 } })).validation, undefined);
    assert.equal((await folder.load({ validation: { fraction: 0.01 } })).validation, undefined);
  });

  it("refuse to leave nothing to train on", async () => {
    const message = "data.validation: 12 of 12 examples leave none to train on; hold out fewer";
    const code = "split-too-large";
    await assert.rejects(folder.load({ validation: { examples: 12 } }), { kind: "config", exitCode: 2, code, message });
    const both = { test: { examples: 6 }, validation: { examples: 6 } };
    await assert.rejects(folder.load(both), { kind: "config", code, message: /^data\.validation: 6 of 6/ });
    await assert.rejects(folder.load({ test: { fraction: 0.99 } }), {
      kind: "config",
      code,
      message: /^data\.test: 12 of/,
    });
  });

  it("refuse to split test examples off where there is a test file", async () => {
    const config = { testImages: "t.idx", testLabels: "l.idx", test: { examples: 1 } };
    await assert.rejects(folder.load(config), {
      kind: "config",
      code: "test-split",
      message: /^data\.test: images\.idx already has/,
    });
  });
});
