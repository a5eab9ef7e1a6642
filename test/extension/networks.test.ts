/** The list of configs and runs, where what is on disk changes while it is being read. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { activate, placeGoldenRun, tidy } from "./parts";

describe("the networks of the workspace", () => {
  afterEach(tidy);

  it("keep what a run became while a search that began before goes on", async () => {
    const { networks } = await activate();
    const folder = placeGoldenRun();
    const label = join(folder, "label.json");
    // However far the search is when the run changes.
    for (let turns = 0; turns < 60; turns++) {
      rmSync(label, { force: true });
      await networks.refresh();
      const search = networks.refresh();
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      writeFileSync(label, JSON.stringify({ name: `after ${turns}` }));
      await Promise.all([search, networks.rereadRuns([folder])]);
      assert.equal(networks.run(folder)?.name, `after ${turns}`);
    }
  });
});
