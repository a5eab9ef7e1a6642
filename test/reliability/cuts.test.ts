/** A run folder with a truncated file: as with a flipped bit, no command gives a wrong answer. */
import assert from "node:assert/strict";
import { amount, firstSeed, isSoak, recorded } from "../soak";
import { DamagedRun } from "../trainer/damagedRun";

/** Testing every length takes a quarter of an hour. */
const step = isSoak ? Math.round(1000 / amount(1000)) : 197;
/** One in this many is resumed too, which takes the longest. */
const resumedStep = 10;

describe("a run folder with a file that is cut off", function () {
  this.timeout(3_600_000);
  let damaged: DamagedRun;
  before(async () => {
    damaged = await DamagedRun.train();
  });
  after(() => damaged.remove());

  it(`never gives another answer: every ${step === 1 ? "" : `${step}th `}length`, async () => {
    const cuts: { file: string; length: number }[] = [];
    for (const file of damaged.files()) {
      const bytes = damaged.read(file).length;
      for (let length = firstSeed() % step; length < bytes; length += step) cuts.push({ file, length });
    }
    await recorded("cuts", cuts.length, async (held) => {
      let refusals = 0;
      for (const [i, { file, length }] of cuts.entries()) {
        const commands = Object.entries(damaged.asking);
        if (i % resumedStep === 0) commands.push(["resume", damaged.training.resume]);
        const bytes = damaged.read(file).subarray(0, length);
        refusals += await damaged.ask(commands, file, bytes, `with ${length} bytes left of ${file}`);
        held();
      }
      assert.ok(refusals > cuts.length / 4, `${refusals} refusals of ${cuts.length}`);
    });
  });
});
