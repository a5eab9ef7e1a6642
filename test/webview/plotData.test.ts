/** The data of plots, tested without a browser: reduction of points, smoothing, ranges, descriptions, files. */
import assert from "node:assert/strict";
import { RandomStream } from "../../src/core/random";
import type { Event } from "../../src/protocol/events";
import { Columns } from "../../webview/plots/columns";
import { decimate, nearest } from "../../webview/plots/decimate";
import { figuresOf } from "../../webview/plots/figures";
import { Smoother } from "../../webview/plots/smooth";
import { emptyState, reduce } from "../../webview/state/store";
import { held, more, plotOf } from "./plotState";
import { epochs, layers, progress, run, started } from "./recorded";

/** Returns all points: x, and the raw and smoothed values by series. */
function allOf(columns: Columns, series: number) {
  const points = Array.from({ length: columns.length }, (_, i) => i);
  const each = Array.from({ length: series }, (_, s) => s);
  return {
    x: points.map((i) => columns.x(i)),
    raw: each.map((s) => points.map((i) => columns.raw(s, i))),
    smoothed: each.map((s) => points.map((i) => columns.smoothed(s, i))),
  };
}

describe("fewer points", () => {
  const count = 100_000;
  const random = new RandomStream(3, "sample");
  const x = Array.from({ length: count }, (_, i) => i + 1);
  const columns = [0, 1, 2].map((s) => x.map((_, i) => Math.sin(i / 9000 + s) + 0.1 * random.uniform(s * count + i)));

  /** Returns [minimum, maximum] of these points in each of 500 intervals. */
  function extremes(column: readonly number[], points: readonly number[]): [number, number][] {
    const found = Array.from({ length: 501 }, (): [number, number] => [Infinity, -Infinity]);
    for (const i of points) {
      const stretch = found[Math.floor((x[i] * 500) / count)];
      stretch[0] = Math.min(stretch[0], column[i]);
      stretch[1] = Math.max(stretch[1], column[i]);
    }
    return found;
  }

  it("keep the extremes of every series in every stretch, as they are and where they are", () => {
    columns[1][77_777] = 50;
    columns[2][5] = -50;
    const range = [0, count] as const;
    const kept = decimate(x, columns, range, 500);
    assert.ok(kept.length < 500 * 8, `${kept.length} points`);
    assert.deepEqual([kept[0], kept.at(-1)], [0, count - 1]);
    assert.ok(kept.includes(77_777) && kept.includes(5));
    const every = x.map((_, i) => i);
    for (const column of columns) assert.deepEqual(extremes(column, kept), extremes(column, every));
  });

  it("are all there are where they are few, with one more on each side of the stretch", () => {
    assert.deepEqual(decimate([1, 2, 3, 4, 5, 6], [], [2.5, 4], 100), [1, 2, 3, 4]);
  });

  it("leave long gaps as gaps", () => {
    const gapped = x.map((_, i) => (i > 40_000 && i < 60_000 ? Number.NaN : 1));
    const kept = decimate(x, [gapped], [0, count], 100);
    assert.ok(kept.some((i) => i > 45_000 && i < 55_000 && Number.isNaN(gapped[i])));
  });

  it("find the nearest one", () => {
    assert.deepEqual(
      [-5, 1.4, 1.5, 1.6, 9].map((at) => nearest([1, 2, 4], at)),
      [0, 0, 0, 1, 2],
    );
    assert.equal(nearest([], 3), undefined);
  });
});

describe("smoothing", () => {
  it("is TensorBoard's average: without the bias of its start, and a gap stays a gap", () => {
    const smoother = new Smoother(0.6);
    const values = [1, 2, Number.NaN, 3].map((value) => smoother.next(value));
    // 1; (0.6 · 0.4 · 1 + 0.4 · 2) / (1 − 0.36); …
    const expected = [1, 1.04 / 0.64, Number.NaN, (0.6 * 1.04 + 0.4 * 3) / (1 - 0.216)];
    values.forEach((value, i) => {
      assert.ok(Number.isNaN(expected[i]) ? Number.isNaN(value) : Math.abs(value - expected[i]) < 1e-12, `${values}`);
    });
  });

  it("leaves a constant as it is", () => {
    const smoother = new Smoother(0.99);
    for (let i = 0; i < 50; i++) assert.ok(Math.abs(smoother.next(7) - 7) < 1e-9);
  });
});

describe("a plot's columns", () => {
  it("are the same whether the epochs came one by one or at once, smoothed and with costs within epochs", () => {
    const all = epochs(9);
    let state = held(started, all[0]);
    const growing = new Columns();
    growing.update(state, plotOf(state, "cost"), 0.5);
    for (let epoch = 2; epoch <= 9; epoch++) {
      state = more(state, progress(epoch, 100), progress(epoch, 300));
      growing.update(state, plotOf(state, "cost"), 0.5);
      state = more(state, all[epoch - 1]);
      growing.update(state, plotOf(state, "cost"), 0.5);
    }
    state = more(state, progress(10, 50));
    growing.update(state, plotOf(state, "cost"), 0.5);
    const fresh = new Columns();
    fresh.update(state, plotOf(state, "cost"), 0.5);
    const { x, raw, smoothed } = allOf(fresh, 3);
    assert.deepEqual(allOf(growing, 3), { x, raw, smoothed });
    assert.deepEqual(x, [1, 2, 3, 4, 5, 6, 7, 8, 9, 9.1]);
    const within = Array.from({ length: 10 }, (_, i) => i >= 8);
    for (const columns of [raw, smoothed]) {
      assert.deepEqual(
        columns[2].map((value) => !Number.isNaN(value)),
        within,
      );
    }
    assert.equal(raw[2][8], raw[1][8]);
    assert.ok(Math.abs(smoothed[1][1] - (0.25 * raw[1][0] + 0.5 * raw[1][1]) / 0.75) < 1e-12);
  });

  it("begin anew when a resumed run goes back", () => {
    const state = held(started, ...epochs(6));
    const columns = new Columns();
    columns.update(state, plotOf(state, "cost"), 0);
    const resumed = more(state, { ...started, startEpoch: 4 } as Event, { ...epochs(1, 4)[0], cost: 7 } as Event);
    columns.update(resumed, plotOf(resumed, "cost"), 0);
    assert.deepEqual(allOf(columns, 2).x, [1, 2, 3, 4]);
    assert.equal(columns.raw(1, 3), 7);
  });

  it("hold a line per layer, told apart by dash and sign; dead units only of relu, saturation only where there are ends", () => {
    const deep = { ...run, shape: [784, 30, 20, 10], activations: ["relu", "tanh", "softmax"] };
    const events = [started, layers(1, 3), layers(2, 3)];
    const state = reduce(emptyState, { type: "history", run: deep, events });
    const names = (id: string) => plotOf(state, id).series.map(({ name }) => name);
    assert.deepEqual(names("gradientNorm"), ["layer 1 relu", "layer 2 tanh", "layer 3 softmax"]);
    assert.deepEqual(names("deadUnits"), ["layer 1 relu"]);
    assert.deepEqual(names("saturation"), ["layer 2 tanh", "layer 3 softmax"]);
    const signs = plotOf(state, "gradientNorm").series.map(({ dash, marker }) => `${dash} ${marker}`);
    assert.equal(new Set(signs).size, 3);
    const columns = new Columns();
    columns.update(state, plotOf(state, "updateRatio"), 0);
    assert.deepEqual(allOf(columns, 2).raw[1], [0.002, 0.002 / Math.sqrt(2)]);
  });

  it("end with the newest epoch of layers of which not every one is kept, smoothed as if it were", () => {
    const events = Array.from({ length: 2003 }, (_, i) => layers(i + 1, 20));
    const state = held(started, ...events.slice(0, 2002));
    const columns = new Columns();
    columns.update(state, plotOf(state, "updateRatio"), 0.5);
    const next = more(state, events[2002]);
    columns.update(next, plotOf(next, "updateRatio"), 0.5);
    assert.equal(columns.length, 1002);
    assert.deepEqual([columns.x(1000), columns.x(1001)], [2002, 2003]);
    assert.equal(columns.raw(3, 1001), 0.001 / Math.sqrt(2003));
    const smoothed = columns.smoothed(3, 1001);
    assert.ok(smoothed > columns.raw(3, 1001) && smoothed < columns.smoothed(3, 1000), String(smoothed));
    assert.equal(columns.nearest(2002.6), 1001);
    assert.deepEqual([columns.decimated([true], [0, 2003], 10).at(-1)], [1001]);
  });

  it("are drawn as few points, the many costs within an epoch with them", () => {
    const costs = Array.from({ length: 1500 }, (_, i): Event => ({ ...progress(5001, i + 1), batches: 1500 }) as Event);
    const state = held(started, ...epochs(5000), ...costs);
    const columns = new Columns();
    columns.update(state, plotOf(state, "cost"), 0);
    const all = columns.decimated([true, true, true], [0, 5001], 400);
    assert.ok(all.length < 400 * 8, `${all.length} points`);
    assert.ok(all.filter((i) => i >= 5000).length < 20);
    const near = columns.decimated([true, true, true], [4999.5, 5001], 2000);
    assert.deepEqual(near, [4998, ...Array.from({ length: 1501 }, (_, i) => 4999 + i)]);
  });

  it("become a file with every point and series in full precision, gaps empty", () => {
    const [first, second] = epochs(2);
    const state = held(started, first, { ...second, validationCost: null } as unknown as Event);
    const columns = new Columns();
    columns.update(state, plotOf(state, "cost"), 0.5);
    const lines = figuresOf(columns, plotOf(state, "cost"), 0.5, ",").split("\n");
    assert.equal(
      lines[0],
      "epoch,validation,training,within the epoch,validation (smoothed 0.5),training (smoothed 0.5)",
    );
    const cells = lines[2].split(",");
    assert.equal(cells[1], "");
    assert.equal(Number(cells[2]), (second as { cost: number }).cost);
    assert.equal(lines.length, 4);
  });
});
