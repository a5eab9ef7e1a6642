/** Merging a run read from its folder with its training, while the training begins, continues or ends. */
import assert from "node:assert/strict";
import { type KnownTraining, mergeTraining } from "../../src/extension/workspace/mergeTraining";
import type { RunSummary } from "../../src/runs/summary";

const run = (read: Partial<RunSummary>): RunSummary => ({
  folder: "/runs/net/1",
  id: "1",
  network: "net",
  createdAt: new Date(0),
  backend: "wasm",
  state: "running",
  epoch: 2,
  epochs: 9,
  seconds: 1,
  ...read,
});
const training = (said: Partial<KnownTraining>): KnownTraining => ({
  state: "running",
  problem: undefined,
  lastEpoch: undefined,
  done: undefined,
  ...said,
});
const gone = run({ state: "crashed", problem: "the process that trained it has exited" });
const killed = training({ state: "crashed", problem: "ended by SIGKILL" });

describe("a run and its training", () => {
  it("are as the folder says, where this window has no training of it", () => {
    assert.deepEqual(mergeTraining(gone, undefined, false), gone);
  });

  it("are without a problem that only the folder has, while the training's end is not known", () => {
    const merged = mergeTraining(gone, training({}), false);
    assert.deepEqual([merged.state, merged.problem], ["running", undefined]);
  });

  for (const [when, read, isSettled] of [
    ["before the process ended", run({}), false],
    ["between its end and the word of it", gone, false],
    ["after it", gone, true],
  ] as const)
    it(`say how a process was killed, where the folder was read ${when}`, () => {
      const merged = mergeTraining(read, killed, isSettled);
      assert.deepEqual([merged.state, merged.problem], ["crashed", "ended by SIGKILL"]);
    });

  it("are as the folder says, where somebody resumed the run since", () => {
    const merged = mergeTraining(run({ epoch: 7 }), killed, true);
    assert.deepEqual([merged.state, merged.epoch, merged.problem], ["running", 7, undefined]);
  });

  it("have the training's last epoch and its end", () => {
    const lastEpoch = {
      type: "epoch",
      epoch: 5,
      cost: 1,
      trainSeconds: 1,
      evaluateSeconds: 0,
      learningRate: 1,
    } as const;
    assert.equal(mergeTraining(run({}), training({ lastEpoch }), false).epoch, 5);
  });
});
