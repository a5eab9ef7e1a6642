/** How a sweep with an executor reacts to a scheduler's answers; the test controls the clock. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ExecutorSweep } from "../../src/cli/executorSweep";
import type { SweepView } from "../../src/cli/sweepView";
import type { Executor, WorkersState } from "../../src/executors/types";
import { temporaryFolder } from "../launch/temporary";

describe("a sweep by an executor", () => {
  let folder: { path: string; remove(): void };
  beforeEach(() => {
    folder = temporaryFolder("sweep");
  });
  afterEach(() => folder.remove());

  interface Played {
    /** The scheduler's answers, in order; the last one is repeated. */
    answers: WorkersState[];
    /** Whether a trial is being trained, and whether the sweep is over, by second. */
    isTraining?: (second: number) => boolean;
    isOver?: (second: number) => boolean;
    accepts?: boolean;
  }

  /** Simulates a sweep to its end and returns what happened, each line with its second. */
  async function play({ answers, isTraining = () => false, isOver = () => false, accepts = true }: Played) {
    let now = 0;
    const second = () => Math.round(now / 1000);
    const happened: string[] = [];
    const note = (line: string) => happened.push(`${second()} ${line.split("\n").join(" | ")}`);
    const view = {
      folder: folder.path,
      reporter: { note, status: (line = "") => line !== "" && note(`status: ${line}`) },
      get closed() {
        return isOver(second()) ? 1 : 0;
      },
      get isTraining() {
        return isTraining(second());
      },
      exitCode: 0,
      show: (state: string) => note(state),
      poll: async () => [],
    } as unknown as SweepView;
    const executor: Executor = {
      workers: 4,
      name: "a queue",
      lines: [],
      cancelLines: [],
      async start() {
        note("started");
        return { workers: 4, note: "four of them" };
      },
      cancel: async () => {},
      poll: async () => (answers.length > 1 ? answers.shift() : answers[0]) ?? {},
    };
    const sweep = new ExecutorSweep(executor, {
      isOver: async () => isOver(second()),
      isTraining: async () => isTraining(second()),
      async accept() {
        note("asked");
        if (!accepts) throw new Error("no");
      },
      makeView: () => view,
      hints: { again: "again", cancel: "cancel" },
      now: () => now,
      async wait(milliseconds) {
        now += milliseconds;
        if (second() > 1000) throw new Error(`it never ends: ${happened.join("; ")}`);
      },
    });
    const code = await sweep.run().catch((error: Error) => error.message);
    return { code, happened };
  }

  it("asks before anything is started, and says who trains", async () => {
    const { code, happened } = await play({ answers: [{ left: 0 }, { left: 4 }], isOver: (at) => at >= 3 });
    assert.equal(code, 0);
    assert.deepEqual(happened, [
      "0 asked",
      "0 started",
      "0 running",
      "0 workers   4 by a queue",
      "0 four of them",
      "3 over",
    ]);
    assert.deepEqual(await play({ answers: [{ left: 0 }], accepts: false }), { code: "no", happened: ["0 asked"] });
  });

  it("starts none where some are there, or nothing is left to train", async () => {
    const joined = await play({ answers: [{ left: 2 }], isOver: (at) => at >= 1 });
    assert.deepEqual(joined.happened.slice(0, 2), [
      "0 running",
      "0 workers   2 are already there, so none was started",
    ]);
    const training = await play({ answers: [{}], isTraining: () => true, isOver: (at) => at >= 1 });
    assert.deepEqual(training.happened[1], "0 workers   some are already there, so none was started");
    assert.deepEqual(await play({ answers: [], isOver: () => true }), { code: 0, happened: ["0 running", "0 over"] });
  });

  it("says what workers wait for, and that those that still do are not needed any more", async () => {
    const waits = { left: 4, pending: "4 of 4 workers wait" };
    const { happened } = await play({ answers: [{ left: 0 }, waits], isOver: (at) => at >= 5 });
    assert.ok(happened.includes("1 status: 4 of 4 workers wait"), happened.join());
    assert.equal(happened.at(-1), "5 workers that start later find no trials and end | cancel");
  });

  it("ends where the scheduler says twice that no worker is left, with what the last one printed", async () => {
    mkdirSync(join(folder.path, "workers"));
    writeFileSync(join(folder.path, "workers", "1.txt"), "node: not\u001b found\n\n");
    const answers = [{ left: 0 }, { left: 4 }, { left: 0 }, { pending: "squeue failed" }, { left: 0 }, { left: 0 }];
    const { code, happened } = await play({ answers });
    assert.equal(code, 2);
    assert.equal(answers.length, 1, "an answer between that says nothing begins anew");
    assert.match(happened.at(-1) ?? "", /: no worker is left, .*workers \("node: not {2}found"\), .* \| again$/);
  });

  it("ends a minute after the last trial where nobody can say whether workers are left, and not before the first", async () => {
    const { code, happened } = await play({ answers: [{}], isTraining: (at) => at >= 500 && at < 520 });
    assert.equal(code, 2);
    const [end] = happened.filter((line) => line.endsWith("stopped"));
    assert.ok(Number.parseInt(end, 10) > 580 && Number.parseInt(end, 10) < 600, end);
  });
});
