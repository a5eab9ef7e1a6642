/** Replaying changed settings. */
import assert from "node:assert/strict";
import type { Changed } from "../../src/protocol/events";
import { Replay } from "../../src/trainer/experiment/changes";

const change = (epoch: number, batch: number, to: number): Changed => ({
  type: "changed",
  epoch,
  batch,
  path: "training.optimizer.learningRate",
  from: 1,
  to,
});
const values = (changes: Changed[]) => changes.map(({ to }) => to);

describe("replay", () => {
  it("gives the changes up to a place once, in the order of their places, later ones of the same place last", () => {
    const replay = new Replay([change(2, 5, 1), change(1, 9, 2), change(2, 5, 3), change(3, 1, 4)]);
    assert.deepEqual(values(replay.due({ epoch: 1, batch: 8 })), []);
    assert.deepEqual(values(replay.due({ epoch: 2, batch: 5 })), [2, 1, 3]);
    assert.deepEqual(values(replay.due({ epoch: 2, batch: 6 })), []);
    assert.deepEqual(values(replay.due({ epoch: 3, batch: 1 })), [4]);
  });

  it("tells how many minibatches of the epoch come before the next change", () => {
    const replay = new Replay([change(2, 5, 1)]);
    assert.equal(replay.ahead({ epoch: 1, batch: 1 }), Number.POSITIVE_INFINITY);
    assert.equal(replay.ahead({ epoch: 2, batch: 1 }), 4);
    replay.due({ epoch: 2, batch: 5 });
    assert.equal(replay.ahead({ epoch: 2, batch: 5 }), Number.POSITIVE_INFINITY);
  });
});
