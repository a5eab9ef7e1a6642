/** The terminal's summary at the end of a sweep, or after it was stopped. */
import assert from "node:assert/strict";
import { closing } from "../../src/cli/report/groupReporter";
import type { GroupEvent } from "../../src/protocol/groupEvents";
import { golden } from "../protocol/goldenEvents";

describe("the end of a sweep in the terminal", () => {
  const { budget, ...over } = golden("sweep").at(-1) as unknown as GroupEvent;
  const two = { ...over, found: [over.found[0], { ...over.found[0], trial: 2 }] };
  const titles = (event: GroupEvent) => closing(event).map((line) => line.slice(0, 10).trim());

  it("names the winner and what is tied with it once it is over, and nobody before", () => {
    assert.deepEqual(titles(two), ["over: 3 tr", "winner", "tied", "run"]);
    assert.deepEqual(titles({ ...two, state: "stopped" }), ["stopped: 3", "so far", "so far", "run"]);
    const [objective] = over.objectives;
    const found = two.found.map((each) => ({ ...each, objectives: [0.06, 0.9] }));
    const front = titles({ ...two, found, objectives: [objective, objective] });
    assert.deepEqual(front, ["over: 3 tr", "front", "front", "run"]);
    assert.match(closing({ ...over, done: 1, failed: 0 })[0], /^over: 1 trial done$/);
  });

  it("says what a budget left untried", () => {
    const [, line] = closing({ ...over, budget });
    const text = "budget    budget.trials ended it after 3 of 40 settings; a new sweep with a larger one tries them";
    assert.equal(line, text);
    const all = { by: "examples", tried: 40, planned: 40 } as const;
    assert.match(
      closing({ ...over, budget: all })[1],
      /budget\.examples ended it after all 40 settings, before all longer/,
    );
  });

  it("says why a sweep is over that has trained nothing", () => {
    assert.match(
      closing({ ...over, done: 0, failed: 0, found: [] }).join(),
      /^over: 0 trials done; .* budget\.minutes;/,
    );
    assert.deepEqual(closing({ ...over, done: 0, failed: 2, found: [] }), ["over: 0 trials done, 2 failed"]);
  });
});
