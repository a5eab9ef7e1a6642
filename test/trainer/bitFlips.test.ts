/**
 * A run folder in which one bit has flipped: whatever is asked of it, the answer is the right one, or a refusal by name,
 * or it says what is damaged.
 */
import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { RandomStream } from "../../src/core/random";
import type { Event } from "../../src/protocol/events";
import { latestPerEpoch, readEvents } from "../../src/runs/events";
import { changeLabel } from "../../src/runs/label";
import { listRuns } from "../../src/runs/summary";
import { asNetworkError } from "../../src/trainer/experiment/failure";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { exportRun } from "../../src/trainer/results/exportRun";
import { predictRun } from "../../src/trainer/results/predictRun";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { amount, firstSeed, isSoak } from "../soak";
import { comparable, finish, last, Workspace, withoutTimes } from "./workspace";

const flips = amount(3000);
const seed = firstSeed();

const config = (start?: string) => ({
  version: 1,
  data: { format: "builtin", name: "iris", limit: 40, validation: { examples: 10 } },
  layers: [
    { units: 4, activation: "prelu", learnAlpha: true },
    { units: 3, activation: "softmax" },
  ],
  training: {
    epochs: 5,
    batchSize: 10,
    seed: 5,
    keepEvery: 2,
    optimizer: { type: "sgd", learningRate: 0.1, momentum: 0.9 },
    ...(start && { start: { run: start } }),
  },
  threads: 1,
});

/** What a command answers; it may say with it that something is damaged. */
interface Answer {
  value: unknown;
  damage?: string | undefined;
}
type Commands = Record<string, (run: string) => Promise<Answer>>;

/** Epochs as figures, without what a clock measured. */
const courseOf = (events: Event[]) => comparable(latestPerEpoch(events).filter(({ type }) => type === "epoch"));

describe("a run folder with a flipped bit", function () {
  this.timeout(isSoak ? 3_600_000 : 120_000);
  let workspace: Workspace;
  let golden: string;
  let examples: string;
  const expected = new Map<string, unknown>();
  const stdin = (async function* () {})();

  const asking: Commands = {
    predict: async (run) => {
      const [best, kept] = [{ checkpoint: "best" } as const, { checkpoint: 2 }];
      const answers = [];
      for (const options of [best, kept]) answers.push(await predictRun(run, examples, { ...options, stdin }));
      return { value: answers };
    },
    evaluate: async (run) => ({ value: await evaluateRun(run, { checkpoint: "last" }) }),
    export: async (run) => {
      const [{ contents }] = await exportRun(run, "json", { checkpoint: "best", stem: "model" });
      return { value: Buffer.from(contents).toString() };
    },
    runs: async (run) => {
      // A person may have said anything else in label.json.
      const [{ name: _, pinned: __, folder: ___, damage, ...said }] = await listRuns(
        dirname(dirname(run)),
        basename(dirname(run)),
      );
      return { value: said, damage };
    },
  };
  const training: Commands = {
    resume: async (run) => {
      const { events, done } = await finish({ resume: run });
      const damage = events.find((event) => event.type === "warning");
      const { arrays, state } = withoutTimes(await last(run));
      const value = { arrays, state, best: done.best, course: courseOf(await readEvents(run)) };
      // It goes on to the right end; what was lost on the way is said.
      return { value, ...(damage?.type === "warning" && { said: damage.code }) };
    },
    verify: async (run) => {
      const value = await verifyRun(run);
      return { value, damage: value.instead?.because };
    },
  };
  const all = { ...asking, ...training };

  /** A folder of its own, since a resume changes it. */
  const copy = () => {
    const to = join(workspace.path, "flipped", "net", basename(golden));
    rmSync(to, { recursive: true, force: true });
    cpSync(golden, to, { recursive: true });
    return to;
  };

  before(async () => {
    workspace = new Workspace();
    examples = join(workspace.path, "new.csv");
    writeFileSync(examples, "a,b,c,d\n5.1,3.5,1.4,0.2\n6.3,2.9,5.6,1.8\n5.9,3.0,4.2,1.5\n");
    const first = await finish({ train: workspace.write(config(), "first.network.json") });
    const order = { train: workspace.write(config(first.run), "net.network.json") };
    const { run } = await finish(order, (event, session) => {
      if (event.type === "epoch" && event.epoch === 3) session.stop();
    });
    await changeLabel(run, { name: "flowers", pinned: true });
    golden = run;
    for (const [name, command] of Object.entries(all)) expected.set(name, (await command(copy())).value);
  });
  after(() => workspace.remove());

  it(`never gives another answer: ${flips} flips from seed ${seed}`, async () => {
    const files = readdirSync(golden, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("."));
    const flipped = files.filter((name) => name !== "log.txt").sort();
    assert.deepEqual(flipped, [
      "best.npz",
      "epochs/0.npz",
      "epochs/2.npz",
      "epochs/2.optimizer.npz",
      "label.json",
      "last.npz",
      "manifest.json",
      "metrics.jsonl",
    ]);
    const random = new RandomStream(seed, "sample");
    let refusals = 0;
    for (let flip = 0; flip < flips; flip++) {
      const name = flipped[flip % flipped.length];
      const bytes = readFileSync(join(golden, name));
      const bit = Math.floor(random.uniform(flip) * 8 * bytes.length);
      bytes[bit >> 3] ^= 1 << (bit & 7);
      // Training takes longest: of a short test, one of its commands now and then. A resume changes the folder.
      const [resume, verify] = Object.entries(training);
      const trained = isSoak ? [verify, resume] : [[verify], [], [resume], []][flip % 4];
      const chosen = [...Object.entries(asking), ...trained];
      const run = copy();
      writeFileSync(join(run, name), bytes);
      for (const [command, answer] of chosen) {
        const where = `${command} with bit ${bit} of ${name} flipped`;
        try {
          const { value, damage } = await answer(run);
          if (damage === undefined) assert.deepEqual(value, expected.get(command), where);
        } catch (thrown) {
          if (thrown instanceof assert.AssertionError) throw thrown;
          const error = asNetworkError(thrown);
          assert.ok(error.kind !== "internal", `${where}: ${(error.cause as Error | undefined)?.stack}`);
          assert.ok(!error.message.includes("\n"), where);
          refusals++;
        }
      }
    }
    assert.ok(refusals > flips / 4, `${refusals} refusals`);
  });
});
