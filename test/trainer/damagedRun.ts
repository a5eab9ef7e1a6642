/**
 * A run folder with damaged files: every command gives the right answer, or refuses with an error code, or reports the
 * damage.
 */
import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Event } from "../../src/protocol/events";
import { latestPerEpoch, readEvents } from "../../src/runs/events";
import { changeLabel } from "../../src/runs/label";
import { listRuns } from "../../src/runs/summary";
import { asNetworkError } from "../../src/trainer/experiment/failure";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { exportRun } from "../../src/trainer/results/exportRun";
import { predictRun } from "../../src/trainer/results/predictRun";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { comparable, finish, last, Workspace, withoutTimes } from "./workspace";

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

/** A command's answer, with the damage it reports, if any. */
interface Answer {
  value: unknown;
  damage?: string | undefined;
}
type Commands = Record<string, (run: string) => Promise<Answer>>;

/** The figures of the epochs, without measured times. */
const courseOf = (events: Event[]) => comparable(latestPerEpoch(events).filter(({ type }) => type === "epoch"));

/** The empty stdin that predict gets when it has a file. */
const nothing = (async function* () {})();

export class DamagedRun {
  private readonly workspace = new Workspace();
  private readonly examples = join(this.workspace.path, "new.csv");
  private golden = "";
  private readonly expected = new Map<string, unknown>();

  readonly asking: Commands = {
    predict: async (run) => {
      const [best, kept] = [{ checkpoint: "best" } as const, { checkpoint: 2 }];
      const answers = [];
      for (const options of [best, kept])
        answers.push(await predictRun(run, this.examples, { ...options, stdin: nothing }));
      return { value: answers };
    },
    evaluate: async (run) => ({ value: await evaluateRun(run, { checkpoint: "last" }) }),
    export: async (run) => {
      const [{ contents }] = await exportRun(run, "json", { checkpoint: "best", stem: "model" });
      return { value: Buffer.from(contents).toString() };
    },
    runs: async (run) => {
      // The damaged label.json may hold any other valid label.
      const [{ name: _, pinned: __, folder: ___, damage, ...said }] = await listRuns(
        dirname(dirname(run)),
        basename(dirname(run)),
      );
      // A history that ends early looks like that of a crashed run: if it is cut between two lines, nothing shows that
      // more followed.
      const endsWithLine = [undefined, 10].includes(readFileSync(join(run, "metrics.jsonl")).at(-1));
      const crashed = said.state === "crashed" && endsWithLine ? "crashed" : undefined;
      return { value: said, damage: damage ?? crashed };
    },
  };
  readonly training: Commands = {
    resume: async (run) => {
      const { events, done } = await finish({ resume: run });
      const { arrays, state } = withoutTimes(await last(run));
      const value = { arrays, state, best: done.best, course: courseOf(await readEvents(run)) };
      // It resumes to the right end. Epochs missing from the history stay missing and are reported; the others are
      // right.
      const isLost = events.some((event) => event.type === "warning" && event.code === "metrics-lost");
      const expected = this.expected.get("resume") as typeof value | undefined;
      if (!isLost || !expected) return { value };
      for (const each of value.course) assert.ok(expected.course.some((other) => isDeepStrictEqual(other, each)));
      return { value: { ...value, course: expected.course } };
    },
    verify: async (run) => {
      const value = await verifyRun(run);
      return { value, damage: value.instead?.because };
    },
  };

  /** Trains a run from the weights of another one, and stops it after three of five epochs. */
  static async train(): Promise<DamagedRun> {
    const damaged = new DamagedRun();
    const { workspace } = damaged;
    writeFileSync(damaged.examples, "a,b,c,d\n5.1,3.5,1.4,0.2\n6.3,2.9,5.6,1.8\n5.9,3.0,4.2,1.5\n");
    const first = await finish({ train: workspace.write(config(), "first.network.json") });
    const order = { train: workspace.write(config(first.run), "net.network.json") };
    const { run } = await finish(order, (event, session) => {
      if (event.type === "epoch" && event.epoch === 3) session.stop();
    });
    await changeLabel(run, { name: "flowers", pinned: true });
    damaged.golden = run;
    for (const [name, command] of Object.entries({ ...damaged.asking, ...damaged.training }))
      damaged.expected.set(name, (await command(damaged.copy())).value);
    return damaged;
  }

  remove(): void {
    this.workspace.remove();
  }

  /** Returns the files that answers depend on, sorted by name. */
  files(): string[] {
    const files = readdirSync(this.golden, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("."));
    const found = files.filter((name) => name !== "log.txt").sort();
    assert.deepEqual(found, [
      "best.npz",
      "epochs/0.npz",
      "epochs/2.npz",
      "epochs/2.optimizer.npz",
      "label.json",
      "last.npz",
      "manifest.json",
      "metrics.jsonl",
    ]);
    return found;
  }

  read(file: string): Buffer {
    return readFileSync(join(this.golden, file));
  }

  /**
   * Runs the commands in their order on a copy of the run with other bytes in one file; resume comes last, because it
   * changes the folder.
   * @param where for messages, such as "with bit 5 of last.npz flipped"
   * @returns the number of refusals
   */
  async ask(commands: [string, Commands[string]][], file: string, bytes: Buffer, where: string): Promise<number> {
    const run = this.copy();
    writeFileSync(join(run, file), bytes);
    let refusals = 0;
    for (const [command, answer] of commands) {
      try {
        const { value, damage } = await answer(run);
        if (damage === undefined) assert.deepEqual(value, this.expected.get(command), `${command} ${where}`);
      } catch (thrown) {
        if (thrown instanceof assert.AssertionError) throw thrown;
        const error = asNetworkError(thrown);
        const internal = `${command} ${where}: ${(error.cause as Error | undefined)?.stack}`;
        assert.ok(error.kind !== "internal", internal);
        assert.ok(!error.message.includes("\n"), `${command} ${where}`);
        refusals++;
      }
    }
    return refusals;
  }

  /** Makes a copy, since a resume changes the folder. */
  private copy(): string {
    const to = join(this.workspace.path, "flipped", "net", basename(this.golden));
    rmSync(to, { recursive: true, force: true });
    cpSync(this.golden, to, { recursive: true });
    return to;
  }
}
