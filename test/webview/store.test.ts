/** What the page makes of the host's messages, without a browser. */
import assert from "node:assert/strict";
import type { Event } from "../../src/protocol/events";
import { bestEpoch, emptyState, reduce, type State, type StateMessage } from "../../webview/store";
import { epochs, layers, pictureFor, progress, run, running, started } from "./recorded";

const held = (...messages: StateMessage[]): State => messages.reduce(reduce, emptyState);
const history = (...events: Event[]): StateMessage => ({ type: "history", run, events });
const coming = (...events: Event[]): StateMessage => ({ type: "events", events });
const picture = pictureFor({ layer: 0, rows: 4, columns: 4 });

describe("the page's store", () => {
  it("puts a history in the place of everything it held", () => {
    const state = held(history(started, ...epochs(9)), coming(progress(10, 3)), history(started, ...epochs(2)));
    assert.deepEqual(
      state.epochs.map(({ epoch }) => epoch),
      [1, 2],
    );
    assert.equal(state.progress, undefined);
    assert.deepEqual(state.live, []);
  });

  it("keeps the run's state and picture through a history", () => {
    const state = held(running, { type: "weights", picture }, history(started));
    assert.equal(state.status?.state, "running");
    assert.equal(state.picture, picture);
  });

  it("takes the last line for an epoch that came twice", () => {
    const [first] = epochs(1);
    const state = held(history(started, first), coming({ ...first, cost: 7 } as Event));
    assert.deepEqual(
      state.epochs.map(({ cost }) => cost),
      [7],
    );
  });

  it("drops what a resumed run trains anew, and its end", () => {
    const done: Event = { type: "done", reason: "stopped", seconds: 3 };
    const state = held(history(started, ...epochs(6), done), coming({ ...started, startEpoch: 4 } as Event));
    assert.deepEqual(
      state.epochs.map(({ epoch }) => epoch),
      [1, 2, 3],
    );
    assert.equal(state.end, undefined);
  });

  it("keeps the costs within the present epoch alone", () => {
    const state = held(history(started), coming(progress(1, 250), progress(1, 500), ...epochs(1), progress(2, 100)));
    assert.deepEqual(state.live, [{ x: 1.2, cost: 0.4 / 2.2 }]);
  });

  it("thins the costs within an epoch that never ends, and keeps the newest", () => {
    const many = Array.from(
      { length: 9000 },
      (_, i): Event => ({ ...progress(1, i + 1), batches: 9000, cost: i }) as Event,
    );
    const { live } = held(history(started), coming(...many));
    assert.ok(live.length <= 2000, `${live.length} points`);
    assert.equal(live.at(-1)?.cost, 8999);
  });

  it("reads null as not a number, as JSON says it", () => {
    const [first] = epochs(1);
    const state = held(history(started, { ...first, cost: null, validationCost: null } as unknown as Event));
    assert.ok(Number.isNaN(state.epochs[0].cost));
    assert.ok(Number.isNaN(state.epochs[0].validationCost));
  });

  it("leaves the list of epochs the same while none ends", () => {
    const before = held(history(started, ...epochs(3)));
    assert.equal(reduce(before, coming(progress(4, 10))).epochs, before.epochs);
  });

  it("knows which epochs' weights are kept, and forgets those that a resumed run trains again", () => {
    const kept = (epoch: number): Event => ({ type: "checkpoint", epoch, file: `epochs/${epoch}.npz` });
    const last: Event = { type: "checkpoint", epoch: 3, file: "last.npz" };
    const state = held(history(started, kept(1), kept(2), last), coming(kept(4)));
    assert.deepEqual(state.kept, [1, 2, 4]);
    assert.deepEqual(reduce(state, coming({ ...started, startEpoch: 3 } as Event)).kept, [1, 2]);
  });

  it("holds the layers' statistics of every epoch, and drops those that a resumed run trains anew", () => {
    const state = held(history(started, ...[1, 2, 3].map((epoch) => layers(epoch))), coming(layers(4)));
    assert.deepEqual(
      state.layers.map(({ epoch }) => epoch),
      [1, 2, 3, 4],
    );
    const resumed = reduce(state, coming({ ...started, startEpoch: 3 } as Event));
    assert.equal(resumed.layers.at(-1)?.epoch, 2);
    assert.equal(reduce(state, coming(progress(5, 1))).layers, state.layers);
  });

  it("keeps of a long run's layers every so many epochs' statistics, says how many, and has the newest", () => {
    const count = 10_003;
    const { layers: kept, layersEvery } = held(
      history(started, ...Array.from({ length: count }, (_, i) => layers(i + 1, 20))),
    );
    assert.ok(kept.length * 20 <= 40_000, `${kept.length} epochs`);
    assert.ok(layersEvery > 1);
    assert.equal(kept.at(-1)?.epoch, count);
    assert.ok(kept.slice(0, -1).every(({ epoch }, i) => epoch === (i + 1) * layersEvery));
  });

  it("remembers which settings were changed, and where", () => {
    const changed: Event = { type: "changed", epoch: 3, batch: 7, path: "training.epochs", from: 5, to: 9 };
    const state = held(history(started), coming(changed));
    assert.deepEqual(state.changes, [changed]);
    assert.deepEqual(reduce(state, history(started)).changes, []);
  });

  it("has either a picture or the words why there is none", () => {
    const none = held({ type: "weights", picture }, { type: "noWeights", message: "no file" });
    assert.deepEqual([none.picture, none.noWeights], [undefined, "no file"]);
    const again = reduce(none, { type: "weights", picture });
    assert.deepEqual([again.picture, again.noWeights], [picture, undefined]);
  });

  it("finds the best epoch: most accurate, or least in error, the first of equals, never not a number", () => {
    const of = (name: string, ...values: number[]) =>
      bestEpoch(values.map((value, i) => ({ type: "epoch", epoch: i + 1, [name]: value }) as never))?.epoch;
    assert.equal(of("validationAccuracy", 0.9, 0.97, 0.97, 0.96), 2);
    assert.equal(of("validationRmse", 3, 1, 2), 2);
    assert.equal(of("validationCost", Number.NaN, 0.4, 0.3, 0.3), 3);
    assert.equal(of("cost", 3, 2), undefined);
  });
});
