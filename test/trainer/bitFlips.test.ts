/**
 * A run folder with one flipped bit: every command gives the right answer, or refuses with an error code, or reports
 * the damage.
 */
import assert from "node:assert/strict";
import { RandomStream } from "../../src/core/random";
import { amount, firstSeed, fullOf, isSoak, recorded } from "../soak";
import { DamagedRun } from "./damagedRun";

const flips = amount(fullOf("bit-flips"));
const seed = firstSeed();

describe("a run folder with a flipped bit", function () {
  this.timeout(3_600_000);
  let damaged: DamagedRun;
  before(async () => {
    damaged = await DamagedRun.train();
  });
  after(() => damaged.remove());

  it(`never gives another answer: ${flips} flips from seed ${seed}`, () =>
    recorded("bit-flips", flips, async (held) => {
      const files = damaged.files();
      const random = new RandomStream(seed, "sample");
      let refusals = 0;
      for (let flip = 0; flip < flips; flip++) {
        const name = files[flip % files.length];
        const bytes = damaged.read(name);
        const bit = Math.floor(random.uniform(flip) * 8 * bytes.length);
        bytes[bit >> 3] ^= 1 << (bit & 7);
        // Training takes the longest, so a short test runs one training command now and then. `verify` comes first
        // because a resume changes the folder.
        const [resume, verify] = Object.entries(damaged.training);
        const trained = isSoak ? [verify, resume] : [[verify], [], [resume], []][flip % 4];
        const commands = [...Object.entries(damaged.asking), ...trained];
        refusals += await damaged.ask(commands, name, bytes, `with bit ${bit} of ${name} flipped`);
        held();
      }
      assert.ok(refusals > flips / 4, `${refusals} refusals`);
    }));
});
