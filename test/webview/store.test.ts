/** How the page's state follows from the host's messages, tested without a browser. */
import assert from "node:assert/strict";
import type { MetricName } from "../../src/core/names";
import type { EpochEnded, Event } from "../../src/protocol/events";
import type { StreamMessage } from "../../src/protocol/panel";
import { EpochHistory } from "../../webview/state/history/epochHistory";
import { LayerHistory } from "../../webview/state/history/layerHistory";
import { plannedEpochs } from "../../webview/state/plannedEpochs";
import { emptyState, reduce, type State } from "../../webview/state/store";
import { epochs, layers, progress, run, running, started } from "./recorded";

const held = (...messages: StreamMessage[]): State => messages.reduce(reduce, emptyState);
const history = (...events: Event[]): StreamMessage => ({ type: "history", run, events });
const coming = (...events: Event[]): StreamMessage => ({ type: "events", events });

describe("the page's store", () => {
  it("puts a history in the place of everything it held", () => {
    const state = held(history(started, ...epochs(9)), coming(progress(10, 3)), history(started, ...epochs(2)));
    assert.deepEqual([...state.epochs.numbers], [1, 2]);
    assert.equal(state.progress, undefined);
    assert.deepEqual(state.live, []);
  });

  it("keeps the run's state through a history", () => {
    const state = held(running, history(started));
    assert.equal(state.status?.state, "running");
  });

  it("takes the last line for an epoch that came twice", () => {
    const [first] = epochs(1);
    const state = held(history(started, first), coming({ ...first, cost: 7 } as Event));
    assert.deepEqual([...(state.epochs.column("cost") ?? [])], [7]);
  });

  it("drops what a resumed run trains anew, and its end", () => {
    const done: Event = { type: "done", reason: "stopped", seconds: 3 };
    const state = held(history(started, ...epochs(6), done), coming({ ...started, startEpoch: 4 } as Event));
    assert.deepEqual([...state.epochs.numbers], [1, 2, 3]);
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
    assert.ok(Number.isNaN(state.epochs.at(0)?.cost));
    assert.ok(Number.isNaN(state.epochs.at(0)?.validationCost));
  });

  it("leaves the list of epochs the same while none ends", () => {
    const before = held(history(started, ...epochs(3)));
    assert.equal(reduce(before, coming(progress(4, 10))).epochs, before.epochs);
  });

  it("knows which epochs' weights are kept, and forgets those that a resumed run trains again", () => {
    const kept = (epoch: number): Event => ({ type: "checkpoint", epoch, file: `epochs/${epoch}.npz` });
    const last: Event = { type: "checkpoint", epoch: 3, file: "last.npz" };
    const state = held(history(started, kept(1), kept(2), last), coming(kept(4)));
    assert.deepEqual(state.kept, [0, 1, 2, 4], "the start can always be told");
    assert.deepEqual(reduce(state, coming({ ...started, startEpoch: 3 } as Event)).kept, [0, 1, 2]);
  });

  it("holds the layers' statistics of every epoch, and drops those that a resumed run trains anew", () => {
    const state = held(history(started, ...[1, 2, 3].map((epoch) => layers(epoch))), coming(layers(4)));
    assert.deepEqual([...state.layers.numbers], [1, 2, 3, 4]);
    const resumed = reduce(state, coming({ ...started, startEpoch: 3 } as Event));
    assert.deepEqual([...resumed.layers.numbers], [1, 2]);
    assert.equal(reduce(state, coming(progress(5, 1))).layers, state.layers);
  });

  it("keeps of a long run's layers every so many epochs' statistics, says how many, and has the newest", () => {
    const count = 10_003;
    const { layers: kept } = held(history(started, ...Array.from({ length: count }, (_, i) => layers(i + 1, 20))));
    assert.ok(kept.length * 20 <= 40_000, `${kept.length} epochs`);
    assert.ok(kept.every > 1);
    assert.equal(kept.newest?.epoch, count);
    assert.ok(kept.numbers.every((epoch, i) => epoch === (i + 1) * kept.every));
    const weightNorms = kept.numbers.map((epoch) => 10 + 19 + Math.sqrt(epoch));
    assert.deepEqual(kept.column(19, "weightNorm"), weightNorms);
  });

  it("remembers which settings were changed, and where", () => {
    const changed: Event = { type: "changed", epoch: 3, batch: 7, path: "training.epochs", from: 5, to: 9 };
    const state = held(history(started), coming(changed));
    assert.deepEqual(state.changes, [changed]);
    assert.deepEqual(reduce(state, history(started)).changes, []);
  });

  it("plans as many epochs as the config says, or as it was changed to last", () => {
    const changed = (to: number): Event => ({
      type: "changed",
      epoch: 3,
      batch: 7,
      path: "training.epochs",
      from: 5,
      to,
    });
    assert.equal(plannedEpochs(held(history(started))), run.epochs);
    assert.equal(plannedEpochs(held(history(started), coming(changed(9), changed(4)))), 4);
  });

  it("counts how often the newest weights were saved", () => {
    const saved = (file: string): Event => ({ type: "checkpoint", epoch: 1, file });
    const state = held(history(started, saved("last.npz"), saved("best.npz")), coming(saved("last.npz")));
    assert.equal(state.checkpoints, 2);
  });
});

describe("the history of epochs", () => {
  const of = (...events: object[]) =>
    events.reduce<EpochHistory>(
      (history, event) => history.with({ type: "epoch", ...event } as EpochEnded),
      EpochHistory.upTo(2),
    );

  it("gives every epoch back as it came, beyond the room it was made with", () => {
    const told = epochs(70).map((event, i) => (i === 30 ? { ...event, trainAccuracy: 0.5, cost: Number.NaN } : event));
    const history = of(...told);
    assert.equal(history.length, 70);
    assert.deepEqual([...history], told);
    assert.deepEqual(history.at(-1), told[69]);
    assert.deepEqual([history.at(70), history.at(-71)], [undefined, undefined]);
    assert.deepEqual([history.get(30, "trainAccuracy"), history.get(29, "trainAccuracy")], [0.5, undefined]);
    assert.deepEqual([history.has("trainAccuracy"), history.has("testRmse")], [true, false]);
    assert.deepEqual([...(history.column("trainAccuracy") ?? [])].slice(29, 32), [Number.NaN, 0.5, Number.NaN]);
  });

  it("stays what it was, whichever epochs others go on with", () => {
    const [first, second, third] = epochs(3) as EpochEnded[];
    const before = of(first);
    const [one, other] = [before.with(second), before.with({ ...third, cost: 9 })];
    assert.deepEqual([[...before], [...one], [...other]], [[first], [first, second], [first, { ...third, cost: 9 }]]);
    assert.equal(one.before(2).best?.epoch, 1);
    assert.equal(one.before(3), one);
    assert.ok(one.rows.continues(before.rows) && !other.rows.continues(one.rows) && !before.rows.continues(one.rows));
  });

  it("knows the best epoch: most accurate, or least in error, the first of equals, never not a number", () => {
    const best = (name: string, ...values: number[]) =>
      of(...values.map((value, i) => ({ epoch: i + 1, [name]: value }))).best?.epoch;
    assert.equal(best("validationAccuracy", 0.9, 0.97, 0.97, 0.96), 2);
    assert.equal(best("validationRmse", 3, 1, 2), 2);
    assert.equal(best("validationCost", Number.NaN, 0.4, 0.3, 0.3), 3);
    assert.equal(best("cost", 3, 2), undefined);
  });

  it("chooses by the metric that the run recorded", () => {
    const figures = [1, 2, 3].map((i) => ({
      validationAccuracy: i / 4,
      validationCost: i,
      validationR2: i / 8,
      cost: -i,
    }));
    const chosen = (metric: MetricName) => {
      const events = figures.map((each, i) => ({ type: "epoch", epoch: i + 1, ...each }) as EpochEnded);
      const history = events.reduce((before, event) => before.with(event), EpochHistory.upTo(2, metric));
      return [history.bestMetric, history.best?.epoch, history.before(3).best?.epoch];
    };
    assert.deepEqual(chosen("validationCost"), ["validationCost", 1, 1]);
    assert.deepEqual(chosen("validationR2"), ["validationR2", 3, 2]);
    assert.deepEqual(chosen("cost"), ["cost", 3, 2]);
  });

  it("forgets the best epoch with those that are trained again", () => {
    const history = of(...[0.9, 0.95, 0.99].map((validationAccuracy, i) => ({ epoch: i + 1, validationAccuracy })));
    assert.deepEqual([history.best?.epoch, history.before(3).best?.epoch], [3, 2]);
  });
});

describe("the history of layers", () => {
  it("holds the last line for an epoch that came twice, thinned or not", () => {
    const sample = (epoch: number, more = 0) => {
      const event = layers(epoch + more, 20);
      return { ...event, epoch } as Parameters<LayerHistory["with"]>[0];
    };
    let history = LayerHistory.upTo(9);
    for (let epoch = 1; epoch <= 2001; epoch++) history = history.with(sample(epoch));
    for (const epoch of [2001, 2002]) history = history.with(sample(epoch)).with(sample(epoch, 5));
    assert.equal(history.every, 2);
    assert.equal(history.numbers.at(-1), 2002);
    assert.equal(history.column(0, "weightNorm")?.at(-1), 10 + Math.sqrt(2007));
    assert.equal(history.length, 1001);
    assert.equal(history.before(2002).numbers.at(-1), 2000);
  });

  it("says in how many epochs layers were measured, unless it was in all", () => {
    const measuredIn = (...of: number[]) => held(history(started, ...of.map((epoch) => layers(epoch)))).layers.coverage;
    assert.equal(measuredIn(1, 2, 4, 8, 12), "Layers were measured in 5 of 12 epochs.");
    assert.deepEqual([measuredIn(1, 2, 3), measuredIn()], ["", ""]);
  });
});
