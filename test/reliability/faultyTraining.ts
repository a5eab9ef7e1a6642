/** A training of 12 epochs in processes with injected file faults, compared with an undisturbed one. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { latestPerEpoch, readEvents } from "../../src/runs/events";
import { bundled } from "../bundled";
import { comparable, type Finished, finish, irisConfig, last, Workspace, withoutTimes } from "../trainer/workspace";

/** What the history must contain: everything, all epochs without layer statistics, or some of both. */
type Course = "all" | "epochs" | "some";

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stderr: string;
}

export class FaultyTraining {
  readonly workspace = new Workspace();
  readonly runsDir = join(this.workspace.path, ".matrix-network");
  readonly config = this.workspace.write(irisConfig({ training: { epochs: 12, keepEvery: 4, checkpointEvery: 2 } }));
  /** Number of file operations of a training. */
  operations = 0;
  /** Numbers, from 1, of the operations that write a checkpoint. */
  checkpointWrites: number[] = [];
  private whole!: Finished;
  private cli!: string;

  static async prepare(): Promise<FaultyTraining> {
    const training = new FaultyTraining();
    training.cli = await bundled("src/cli/main.ts");
    training.whole = await finish({ train: training.workspace.write(training.configText, "whole.network.json") });
    const count = join(training.workspace.path, "count");
    const { code, stderr } = await training.call("count", ["train", training.config], { FAULT_COUNT: count });
    assert.equal(code, 0, stderr);
    const operations: string[] = JSON.parse(readFileSync(count, "utf8"));
    training.operations = operations.length;
    training.checkpointWrites = operations.flatMap((each, i) => (/^write .*\.npz/.test(each) ? [i + 1] : []));
    assert.ok(training.checkpointWrites.length > 10, operations.join("\n"));
    assert.ok(training.operations > 50, `${training.operations} operations`);
    training.clear();
    return training;
  }

  get configText(): string {
    return readFileSync(this.config, "utf8");
  }

  /** @param fault as in faults.cjs */
  async call(fault: string, args: string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const preload = ["--require", join(__dirname, "faults.cjs")];
    const child = spawn(process.execPath, [...preload, this.cli, ...args], {
      env: { ...process.env, ...environment, FAULT: fault },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    const [code, signal] = await once(child, "close");
    return { code, signal, stderr };
  }

  /** Returns the only run; undefined if there is none yet. */
  run(): string | undefined {
    const runs = this.workspace.runs();
    const whole = runs.filter((run) => !/[\\/]\.new-[^\\/]*$/.test(run));
    assert.ok(whole.length <= 1, runs.join());
    return whole[0];
  }

  /**
   * Resumes the run in this process to its end, after checking that its checkpoints are readable; the end must be that
   * of the undisturbed run. @returns codes of warnings
   */
  async resume(run: string, { course = "all" }: { course?: Course } = {}): Promise<string[]> {
    const files = readdirSync(run, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => /^(epochs[\\/])?[^.\\/].*\.npz$/.test(name)))
      await readCheckpoint(join(run, file));
    const { events } = await finish({ resume: run });
    await this.isWhole(run, { course });
    const warnings = events.flatMap((event) => (event.type === "warning" ? [event.code] : []));
    // A resume would fall back to an older checkpoint, but the newest one is always complete.
    assert.ok(!warnings.includes("checkpoint-lost"), warnings.join());
    return warnings;
  }

  /**
   * Checks that the weights and the history are those of the undisturbed run, and that no partly written file is left.
   * @param isLocked if the process was killed when only its lock was left, which is then ignored as stale
   */
  async isWhole(
    run: string,
    { course = "all", isLocked = false }: { course?: Course; isLocked?: boolean } = {},
  ): Promise<void> {
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(this.whole.run)));
    const courseOf = async (folder: string) =>
      comparable(latestPerEpoch(await readEvents(folder))).filter((event) => "epoch" in event);
    const epochs = await courseOf(run);
    const all = await courseOf(this.whole.run);
    const isEpoch = (event: object) => "cost" in event;
    if (course === "all") assert.deepEqual(epochs, all);
    if (course === "epochs") assert.deepEqual(epochs.filter(isEpoch), all.filter(isEpoch));
    // The events that exist are right.
    for (const each of epochs) assert.ok(all.some((other) => JSON.stringify(other) === JSON.stringify(each)));
    const files = readdirSync(run, { recursive: true, encoding: "utf8" });
    assert.deepEqual(
      files.filter((name) => (name === "lock" && !isLocked) || /(^|[\\/])\./.test(name)),
      [],
    );
  }

  /** Deletes the runs before the next case. */
  clear(): void {
    if (existsSync(join(this.runsDir, "iris"))) rmSync(join(this.runsDir, "iris"), { recursive: true });
  }
}
