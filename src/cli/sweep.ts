/**
 * `sweep CONFIG|GROUP`: tries the settings of a config's sweep, or goes on with a group, by workers on this machine.
 * Ctrl-C stops them with checkpoints; whoever comes next goes on there.
 */
import { existsSync, statSync } from "node:fs";
import { constants } from "node:os";
import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { NetworkError } from "../core/errors";
import { extendedPlan, readExtensions } from "../groups/extensions";
import { GroupFollower } from "../groups/follow";
import { readGroup } from "../groups/group";
import { groupFile } from "../groups/names";
import { sweepPlanOf } from "../groups/sweepPlan";
import type { GroupEvent } from "../protocol/groupEvents";
import type { SweepPlan } from "../search/types";
import { foundBy } from "../search/winner";
import { createSweep } from "../trainer/group/createSweep";
import { extendSweep } from "../trainer/group/extendSweep";
import { parseCount } from "../trainer/process/options";
import { eventsOption, jsonOption, refuseEventsAlone, refusing, runsOption } from "./commonOptions";
import { exitCodeOfFailure } from "./failures";
import { findRun } from "./findRun";
import { LocalWorkers } from "./localWorkers";
import { chooseGroupReporter, type GroupReporter } from "./report/groupReporter";
import { program, typed } from "./report/summaryLines";
import { foundTrial, trialEvent } from "./report/trialLines";

interface Options {
  workers?: number;
  runs?: string;
  json?: boolean;
  events?: boolean;
  trials?: number;
}

export function addSweep(program: Command): void {
  eventsOption(jsonOption(runsOption(program.command("sweep"))), "every trial's")
    .description("try the settings of a config's sweep, or go on with one that was begun")
    .argument("<config|group>", "the config, or the folder of the group or its name in the runs folder")
    .option("--workers <n>", "train so many trials at a time; as many as fit when left out", refusing(parseCount))
    .option("--trials <n>", "of a sweep that was begun: try so many settings in all", refusing(parseCount))
    .action(async (name: string, options: Options) => {
      const { json = false, runs } = options;
      refuseEventsAlone(options);
      const found = findRun(name, runs);
      const isFolder = statSync(found, { throwIfNoEntry: false })?.isDirectory() ?? false;
      if (isFolder && !existsSync(groupFile(found))) throw new NetworkError("no-group", { folder: found });
      if (options.trials !== undefined) {
        if (!isFolder) throw new NetworkError("sweep-extend/config", { file: name });
        await extendSweep(found, options.trials);
      }
      const folder = resolve(isFolder ? found : await createSweep(name, { runsDir: runs }));
      process.exitCode = await new Sweep(folder, options, chooseGroupReporter(json)).run();
    });
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const lookMilliseconds = 200;

class Sweep {
  private readonly follower: GroupFollower;
  /** How often each code was a trial's failure. */
  private readonly failures = new Map<string, number>();
  private done = 0;
  private failed = 0;
  private signal: (typeof signals)[number] | undefined;

  constructor(
    private readonly folder: string,
    private readonly options: Options,
    private readonly reporter: GroupReporter,
  ) {
    this.follower = new GroupFollower(folder);
  }

  /** The exit code. */
  async run(): Promise<number> {
    const group = await readGroup(this.folder);
    if (group.kind !== "sweep") throw new NetworkError("group-kind", { folder: this.folder, kind: group.kind });
    const sweep = extendedPlan(sweepPlanOf(group, this.folder).sweep, await readExtensions(this.folder));
    const { reporter } = this;
    reporter.show(this.groupEvent(sweep, "running"));
    await this.look();
    const { workers: count, events = false } = this.options;
    const onEvent = reporter.showRun.bind(reporter);
    const workers = new LocalWorkers(this.folder, { count, events, onEvent, onNote: reporter.note.bind(reporter) });
    const forget = this.stopOnSignals(workers);
    try {
      const end = await this.followWhile(workers);
      await this.look();
      reporter.show(this.groupEvent(sweep, end.isOver && !this.signal ? "over" : "stopped"));
      if (end.failure) reporter.note(end.failure.message);
      if (!end.isOver) reporter.note(`go on     ${program()} sweep ${typed(relative(process.cwd(), this.folder))}`);
      if (this.signal) return 128 + constants.signals[this.signal];
      if (end.failure && !end.isOver) return end.failure.exitCode;
      return this.done > 0 ? 0 : this.mostFrequentFailure();
    } finally {
      forget();
      reporter.end();
    }
  }

  private async followWhile(workers: LocalWorkers) {
    let isEnded = false;
    const ended = workers.ended.finally(() => {
      isEnded = true;
    });
    while (!isEnded) {
      if (await this.look()) workers.trialEnded();
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, lookMilliseconds))]);
    }
    return ended;
  }

  /** Whether a trial has ended. */
  private async look(): Promise<boolean> {
    const { trials, closed } = await this.follower.look();
    let isEnd = false;
    for (const summary of trials) {
      const { state, result } = summary;
      if (state === "done") this.done++;
      if (state === "failed") this.failed++;
      if (result?.failure !== undefined)
        this.failures.set(result.failure, (this.failures.get(result.failure) ?? 0) + 1);
      isEnd ||= result !== undefined;
      this.reporter.show(trialEvent(summary));
    }
    for (const { generation, results } of closed) {
      if (results.length > 0) this.reporter.show({ type: "generation", generation, trials: results.length });
    }
    return isEnd;
  }

  private groupEvent(plan: SweepPlan, state: GroupEvent["state"]): GroupEvent {
    const { objectives } = plan;
    const { folder, done, failed, follower } = this;
    const found = foundBy(plan, follower.closed).map((each) => foundTrial(folder, each));
    return { type: "group", group: folder, kind: "sweep", state, objectives, done, failed, found };
  }

  /** Of two that are as frequent the one that came first. */
  private mostFrequentFailure(): number {
    const [[code] = []] = [...this.failures].sort(([, a], [, b]) => b - a);
    return code === undefined ? 0 : exitCodeOfFailure(code);
  }

  /** The first signal stops with checkpoints, a second one at once. */
  private stopOnSignals(workers: LocalWorkers): () => void {
    const onSignal = (signal: (typeof signals)[number]) => {
      if (this.signal) {
        workers.kill();
        process.exit(128 + constants.signals[signal]);
      }
      this.signal = signal;
      this.reporter.note("stopping …");
      workers.stop();
    };
    for (const signal of signals) process.on(signal, onSignal);
    const onBrokenPipe = () => workers.stop();
    process.stdout.on("error", onBrokenPipe);
    return () => {
      for (const signal of signals) process.off(signal, onSignal);
      process.stdout.off("error", onBrokenPipe);
    };
  }
}
