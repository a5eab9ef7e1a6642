/** The facts beside a run's title, tested without a browser. */
import assert from "node:assert/strict";
import type { Event, Started } from "../../src/protocol/events";
import { factsOf } from "../../webview/run/facts";
import { emptyState, reduce } from "../../webview/state/store";
import { run, started } from "./recorded";

const leftOutOf = (more: Partial<Started>): string[] => {
  const event = { ...started, ...more } as Event;
  const state = reduce(emptyState, { type: "history", run, events: [event] });
  return factsOf(state).flatMap(({ name, value }) => (name === "Left out" ? [value] : []));
};

describe("the facts of a run", () => {
  it("say what of the data was left out, and why", () => {
    const why = ['flats.csv: 2 rows where "price" is empty', "flats.csv: the names of the rows"];
    assert.deepEqual(leftOutOf({ leftOut: { rows: 2, columns: 1, files: 0, why } }), [why.join("; ")]);
  });

  it("say nothing of it where everything was read", () => assert.deepEqual(leftOutOf({}), []));
});
