/** States of a page from events, and their plots. */
import assert from "node:assert/strict";
import type { Event } from "../../src/protocol/events";
import { layerPlots } from "../../webview/plots/layerSeries";
import { trainingPlots } from "../../webview/plots/series";
import { emptyState, reduce, type State } from "../../webview/state/store";
import { run } from "./recorded";

export const held = (...events: Event[]): State => reduce(emptyState, { type: "history", run, events });
export const more = (state: State, ...events: Event[]): State => reduce(state, { type: "events", events });
export const plotOf = (state: State, id: string) => {
  const spec = [...trainingPlots(state), ...layerPlots(state)].find((each) => each.id === id);
  assert.ok(spec, id);
  return spec;
};
