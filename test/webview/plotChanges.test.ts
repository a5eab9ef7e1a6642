/** The changes that plots mark, tested without a browser: their places, labels and descriptions. */
import assert from "node:assert/strict";
import type { Edited } from "../../src/protocol/edited";
import type { Changed } from "../../src/protocol/events";
import { changesIn, describeChange, marksOf, placeOf, shortChange } from "../../webview/plots/changes";
import { flagged } from "../../webview/plots/flags";
import { factsOf } from "../../webview/run/facts";
import { held } from "./plotState";
import { started } from "./recorded";

describe("changed settings", () => {
  const change = (path: string, from: unknown, to: unknown): Changed => ({
    type: "changed",
    epoch: 5,
    batch: 251,
    path,
    from,
    to,
  });
  const rate = change("training.optimizer.learningRate", 1, 0.5);

  it("are said in short and in words", () => {
    assert.equal(shortChange(rate), "η 1 → 0.5");
    assert.equal(shortChange(change("training.regularization.l2", 0, 0.1)), "λ2 0 → 0.1");
    assert.equal(describeChange(rate), "learning rate changed from 1 to 0.5 in epoch 5, before batch 251");
  });

  it("stand where they began to hold", () => {
    assert.equal(placeOf(rate, held(started)), 4.5);
  });
});

describe("values that were set in the debugger", () => {
  const edit = (batch: number, target: string, about: Partial<Edited> = {}): Edited => ({
    type: "edited",
    epoch: 5,
    batch,
    operation: "gather",
    target,
    from: 0.5,
    to: 0,
    ...about,
  });
  const W = edit(251, "W0", { index: [3, 4] });
  const unit = edit(251, "z1", { index: [null, 2], from: [1, 1, 3], operation: "forward 2" });
  const rate = edit(300, "learningRate", { from: 0.1, to: 1 });
  const lost = edit(400, "b0", { index: [1], from: null as unknown as number, to: [1, 2] });

  it("are said by their names in the debugger, in short and in words", () => {
    assert.deepEqual([W, unit, rate, lost].map(shortChange), [
      "W1[3,4] 0.5 → 0",
      "z2[:,2] 3 values → 0",
      "η 0.1 → 1",
      "b1[1] not finite → 2 values",
    ]);
    const said = "W1[3,4] set in the debugger from 0.5 to 0 in epoch 5, in batch 251";
    assert.deepEqual(
      [describeChange(W), describeChange(rate).split(" from")[0]],
      [said, "learning rate set in the debugger"],
    );
  });

  it("have a mark where they were set, of a minibatch one with their number", () => {
    const state = held(started, W, unit, rate);
    assert.deepEqual(marksOf(state), [
      { x: 4.5, words: "2 values set" },
      { x: placeOf(rate, state), words: "η 0.1 → 1" },
    ]);
    assert.equal(marksOf(held(started, W))[0].words, "W1[3,4] 0.5 → 0");
  });

  it("are counted beside the title, and listed as far as there is room", () => {
    const many = held(started, W, unit, rate, lost, W);
    assert.equal(changesIn(many.changes, 5), "W1[3,4] 0.5 → 0, z2[:,2] 3 values → 0, η 0.1 → 1, 2 more values set");
    assert.deepEqual(factsOf(held(started, W)).at(-1), {
      name: "Debugger",
      value: "1 value set",
      more: "W1[3,4] 0.5 → 0",
    });
    assert.equal(factsOf(many).at(-1)?.value, "5 values set");
    assert.notEqual(factsOf(held(started)).at(-1)?.name, "Debugger");
  });
});

describe("labels of marked changes", () => {
  /** Of a plot of 200 pixels over epochs 0 to 20, with letters of 5 pixels. */
  const rowsOf = (...changes: [x: number, words: string][]) =>
    flagged(
      changes.map(([x, words]) => ({ x, words })),
      [0, 20],
      { place: (x) => 10 * x, widthOf: (words) => 5 * words.length },
    ).map(({ row }) => row);

  it("share a row where they have room", () => {
    assert.deepEqual(rowsOf([0, "η 1 → 2"], [8, "η 2 → 1"]), [0, 0]);
  });

  it("are below one another where a long one reaches the next", () => {
    assert.deepEqual(rowsOf([0, "W2[1,2] -0.753 → 0.5"], [8, "2 values set"], [9, "η 2 → 1"]), [0, 1, 2]);
  });

  it("are below one another where one on the left of its line reaches back to another", () => {
    assert.deepEqual(rowsOf([4, "η 1 → 2"], [14, "W2[1,2] -0.753 → 0.5"]), [0, 1]);
  });

  it("are left out where no row has room", () => {
    const changes = Array.from({ length: 5 }, (_, i): [number, string] => [i, "2 values set"]);
    assert.deepEqual(rowsOf(...changes), [0, 1, 2, 3, undefined]);
  });
});
