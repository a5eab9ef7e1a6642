/** The facts beside a run's title, tested without a browser. */
import assert from "node:assert/strict";
import type { Event, Started } from "../../src/protocol/events";
import { factsOf, keyFigures } from "../../webview/run/facts";
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

  it("show the accuracy of the best epoch before the cost that chose it", () => {
    const epoch = { type: "epoch", trainSeconds: 1, evaluateSeconds: 1, learningRate: 1, cost: 1 } as const;
    const events: Event[] = [
      { ...epoch, epoch: 1, validationCost: 0.5, validationAccuracy: 0.75 },
      { ...epoch, epoch: 2, validationCost: 0.75, validationAccuracy: 0.875 },
    ];
    const state = reduce(emptyState, { type: "history", run: { ...run, bestMetric: "validationCost" }, events });
    assert.deepEqual(factsOf(state)[0], {
      name: "Best",
      value: "75.00%, cost 0.5 (epoch 1)",
      more: "chosen by validation cost",
    });
    assert.equal(keyFigures(state)[0], "Best 75.00%, cost 0.5 (epoch 1)");
  });
});
