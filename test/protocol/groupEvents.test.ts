/** The events of sweep about trials, compared with the transcript. */
import assert from "node:assert/strict";
import { trialEvent } from "../../src/cli/report/trialLines";
import { golden } from "./goldenEvents";

describe("the events of trials", () => {
  it("are those of the transcript, in every state", () => {
    const trials = golden("sweep").filter(({ type }) => type === "trial");
    for (const line of trials) {
      const { trial, generation, state, values, seed, epochs, repeats, continues } = line as never;
      const { objectives = [], bestEpoch, failure, message, said } = line as never;
      const proposal = {
        ...{ trial, generation, values, seed, epochs },
        ...(repeats !== undefined && { repeats }),
        ...(continues !== undefined && { continues }),
      };
      const isOver = state === "done" || state === "failed";
      const result = {
        ...{ trial, state, objectives, epochs, examples: 0 },
        ...(bestEpoch !== undefined && { best: { epoch: bestEpoch, figures: {} }, weights: "" }),
        ...(failure !== undefined && { failure, message, ...(said as object) }),
      };
      assert.deepEqual(trialEvent({ proposal, state, ...(isOver && { result }) }), line);
    }
    assert.deepEqual([...new Set(trials.map(({ state }) => state))].sort(), ["done", "failed", "running", "waiting"]);
  });
});
