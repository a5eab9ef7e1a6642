/** The axes of plots, tested without a browser: scales, ticks, and the zoomed range. */
import assert from "node:assert/strict";
import { linearScale } from "../../webview/group/scale";
import { limitOf } from "../../webview/group/trialText";
import { linearTicks, logTicks, scaleOf, shareScale } from "../../webview/plots/ticks";
import { clamp, extentOf, holding, panned, zoomed } from "../../webview/plots/zoom";
import { emptyState, reduce } from "../../webview/state/store";
import { held, more } from "./plotState";
import { epochs, progress, running, started } from "./recorded";

describe("the value axis of shares", () => {
  it("never exceeds 100%, not even where every value is 100% or 0%", () => {
    for (const share of [0, 1]) assert.deepEqual(shareScale(share, share), [0, 1]);
    assert.deepEqual(shareScale(0.5, 1), [0.45, 1]);
    assert.deepEqual(shareScale(0, 0.5), [0, 0.55]);
    assert.deepEqual(scaleOf([1, null, 1], false, true), [0, 1]);
  });

  it("has no tick above 100% in a sweep where every trial has it", () => {
    const { ticks } = linearScale([1, 1], { limit: limitOf("validationAccuracy") });
    assert.deepEqual(
      ticks(5).map(({ text }) => text),
      ["0.6", "0.8", "1"],
    );
  });

  it("has room for what is no share of 1", () => assert.deepEqual(shareScale(-1, 2), [-1.3, 2.3]));
});

describe("the stretch of a plot", () => {
  const extent = [0, 100] as const;

  it("zooms about a place, and out to everything", () => {
    assert.deepEqual(zoomed([0, 100], extent, 50, 0.5), [25, 75]);
    assert.equal(zoomed([25, 75], extent, 50, 2), undefined);
    assert.deepEqual(zoomed([50, 51], extent, 50, 0.01), [50, 51]);
  });

  it("has room for the epoch that is being trained, in all plots alike", () => {
    const state = held(started, ...epochs(3));
    assert.deepEqual(extentOf(state), [0, 3]);
    assert.deepEqual(extentOf(reduce(state, running)), [0, 4]);
    assert.deepEqual(extentOf(more(state, progress(4, 250))), [0, 3.5]);
    assert.deepEqual(extentOf(emptyState), [0, 1]);
  });

  it("never leaves what there is", () => {
    assert.deepEqual(panned([60, 90], extent, 0.5), [70, 100]);
    assert.deepEqual(clamp([-20, 10], extent), [0, 30]);
    assert.deepEqual(holding([20, 40], extent, 43), [23, 43]);
  });
});

describe("ticks of a saved picture", () => {
  it("are round numbers", () => {
    assert.deepEqual(linearTicks([0.02, 0.36], 5), [0.1, 0.2, 0.3]);
    assert.deepEqual(linearTicks([0, 30], 6), [0, 5, 10, 15, 20, 25, 30]);
    assert.deepEqual(logTicks([0.0009, 1.5]), [0.001, 0.01, 0.1, 1]);
    assert.deepEqual(logTicks([0.04, 0.3]), [0.05, 0.1, 0.2]);
    assert.deepEqual(logTicks([1e-12, 1]), [1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 0.01, 1]);
  });
});
