/** The worked example of docs/sweeps.md: its config gives the results stated there. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { closing } from "../../../src/cli/report/groupReporter";
import { foundTrial } from "../../../src/cli/report/trialLines";
import { endedIn, readGenerations } from "../../../src/groups/generations";
import { readGroup } from "../../../src/groups/group";
import { sweepPlanOf } from "../../../src/groups/sweepPlan";
import { foundBy } from "../../../src/search/winner";
import { createSweep } from "../../../src/trainer/group/createSweep";
import { GroupWorker } from "../../../src/trainer/group/worker";
import { Workspace } from "../workspace";

describe("the worked example of a sweep", () => {
  it("ends as documented", async () => {
    const page = readFileSync(join(__dirname, "../../../docs/sweeps.md"), "utf8");
    const [, config = ""] = /```json\n({\n {2}"version".*?)```/s.exec(page) ?? [];
    const documented = [...page.matchAll(/^ {4}((?:over: |winner|tied).*)$/gm)].map(([, line]) => line);
    assert.equal(documented.length, 4);
    const workspace = new Workspace();
    try {
      const group = await createSweep(workspace.write(config));
      await new GroupWorker(group).run();
      const closed = await readGenerations(group);
      const { sweep } = sweepPlanOf(await readGroup(group), group);
      const lines = closing({
        ...{ type: "group", group, kind: "sweep", state: "over", failed: 0, objectives: sweep.objectives },
        done: closed.flatMap(endedIn).length,
        found: foundBy(sweep, closed).map((each) => foundTrial(group, each)),
      });
      assert.deepEqual(lines.slice(0, documented.length), documented);
    } finally {
      workspace.remove();
    }
  }).timeout(60_000);
});
