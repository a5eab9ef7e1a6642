/**
 * Five trainings of one config at once in one folder: each has its own run and does not disturb the others. All five
 * try the same names for their runs, which chance alone hardly gives.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { latestPerEpoch, readEvents } from "../../src/runs/events";
import { Terminal } from "../cli/terminal";
import { amount, fullOf, recorded } from "../soak";
import { comparable, irisConfig, last, withoutTimes } from "../trainer/workspace";

const id = "five-at-once";
const atOnce = 5;
const trainings = atOnce * amount(fullOf(id) / atOnce);

describe("five trainings at once", function () {
  this.timeout(1_800_000);
  let terminal: Terminal;
  const environment: NodeJS.ProcessEnv = {
    NODE_OPTIONS: `--require ${join(__dirname, "sameNames.cjs")}`,
    FIRST_NAME: "0",
  };
  before(() => {
    terminal = new Terminal(environment);
  });
  after(() => terminal.remove());

  it(`come out as one alone, each in a folder of its own: ${trainings} trainings`, () =>
    recorded(id, trainings, async (held) => {
      terminal.write("iris.network.json", irisConfig({ training: { epochs: 30, checkpointEvery: 1 } }));
      const folder = join(terminal.path, ".matrix-network", "iris");
      assert.equal((await terminal.call("train", "iris.network.json")).code, 0);
      const alone = join(folder, readdirSync(folder)[0]);
      const courseOf = async (run: string) => comparable(latestPerEpoch(await readEvents(run)));
      const [weights, course] = [withoutTimes(await last(alone)), await courseOf(alone)];
      for (let done = 0; done < trainings; done += atOnce) {
        const known = new Set(readdirSync(folder));
        environment.FIRST_NAME = String(done);
        const calls = Array.from({ length: atOnce }, () => terminal.call("train", "iris.network.json"));
        for (const { code, stderr } of await Promise.all(calls)) assert.deepEqual([code, stderr], [0, ""]);
        const runs = readdirSync(folder).filter((name) => !known.has(name));
        assert.equal(runs.length, atOnce, runs.join());
        for (const run of runs) {
          assert.deepEqual(withoutTimes(await last(join(folder, run))), weights);
          assert.deepEqual(await courseOf(join(folder, run)), course);
          held();
        }
      }
    }));
});
