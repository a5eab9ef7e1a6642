/**
 * `sweep CONFIG|GROUP`: tries the settings of a config's sweep, or continues a group, with workers on this machine or
 * those of an executor.
 */
import { existsSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { type Command, Option } from "commander";
import { NetworkError } from "../core/errors";
import { makeExecutor } from "../executors";
import { ensureAccepted } from "../executors/accepted";
import type { Executor, ExecutorOptions } from "../executors/types";
import { type Extension, extendedPlan, readExtensions } from "../groups/extensions";
import { type Group, readGroup } from "../groups/group";
import { groupFile, runOfTrial } from "../groups/names";
import { removeUnused } from "../groups/removeUnused";
import { sweepPlanOf } from "../groups/sweepPlan";
import { listTrials } from "../groups/trials";
import { readEvents } from "../runs/events";
import { createSweep } from "../trainer/group/createSweep";
import { extendSweep } from "../trainer/group/extendSweep";
import { GroupProgress, lateness } from "../trainer/group/progress";
import { SweepTrials } from "../trainer/group/sweepTrials";
import { parseCount } from "../trainer/process/options";
import { programPath } from "../trainer/process/program";
import { acceptLines } from "./acceptLines";
import { chooseExecutor, type ExecutorType, executorTypes } from "./chooseExecutor";
import { eventsOption, jsonOption, refuseEventsAlone, refusing, runsOption } from "./commonOptions";
import { ExecutorSweep } from "./executorSweep";
import { findRun } from "./findRun";
import { firstWorkers, thisCapacity } from "./fittingWorkers";
import { LocalSweep } from "./localSweep";
import { peakMemory } from "./peakMemory";
import { chooseGroupReporter, type GroupReporter } from "./report/groupReporter";
import { program, typed } from "./report/summaryLines";
import { SweepView } from "./sweepView";

interface Options {
  executor?: ExecutorType;
  workers?: number;
  trials?: number;
  yes?: boolean;
  cancel?: boolean;
  runs?: string;
  json?: boolean;
  events?: boolean;
}

export function addSweep(program: Command): void {
  eventsOption(jsonOption(runsOption(program.command("sweep"))), "every trial's")
    .description("run the hyperparameter search of a config, or continue one")
    .argument("<config|group>", "the config, or the folder of the group or its name in the runs folder")
    .addOption(
      new Option("--executor <type>", "where to train; overrides sweep.executor of the config").choices(executorTypes),
    )
    .option("--workers <n>", "number of workers (default on this machine: as many as fit)", refusing(parseCount))
    .option("--trials <n>", "extend a sweep to this number of trials", refusing(parseCount))
    .option("--yes", "start or cancel workers without asking for confirmation")
    .option("--cancel", "cancel the workers of a group that an executor started")
    .action(async (name: string, options: Options) => {
      refuseEventsAlone(options);
      const found = findRun(name, options.runs);
      const isFolder = statSync(found, { throwIfNoEntry: false })?.isDirectory() ?? false;
      if (isFolder && !existsSync(groupFile(found))) throw new NetworkError("no-group", { folder: found });
      if (options.cancel && options.trials !== undefined) throw new NetworkError("executor-option/trials", {});
      if (options.cancel && !isFolder) throw new NetworkError("executor-option/config", { file: name });
      if (options.trials !== undefined) {
        if (!isFolder) throw new NetworkError("sweep-extend/config", { file: name });
        await extendSweep(found, options.trials);
      }
      const folder = resolve(isFolder ? found : await createSweep(name, { runsDir: options.runs }));
      const sweep = new Sweep(folder, await readGroup(folder), await readExtensions(folder), options);
      if (options.cancel) return sweep.cancel();
      process.exitCode = await (isFolder ? sweep.run() : sweep.runNew());
    });
}

class Sweep {
  constructor(
    private readonly folder: string,
    private readonly group: Group,
    private readonly extensions: readonly Extension[],
    private readonly options: Options,
  ) {
    const { kind } = group;
    if (kind !== "sweep") throw new NetworkError("group-kind", { folder, kind });
  }

  /** Removes the group if no worker was started. */
  async runNew(): Promise<number> {
    try {
      // This process has read the data to make the group.
      return await this.run(peakMemory());
    } catch (error) {
      if (!(await removeUnused(this.folder))) console.error(this.hints.again);
      throw error;
    }
  }

  /** Returns the exit code. @param bytes of a process that has loaded the data, if known */
  async run(bytes?: number): Promise<number> {
    const { group, folder, extensions, options } = this;
    const { workers, events = false } = options;
    const chosen = await chooseExecutor(group.configPath, options);
    if (chosen.type === "local") {
      const view = this.makeView();
      const first = firstWorkers(bytes, thisCapacity());
      const local = { workers: workers ?? chosen.workers, first, events, hint: this.hints.again };
      return new LocalSweep(view, local).run().finally(() => view.reporter.end());
    }
    const executor = await this.makeExecutor(chosen);
    const trials = new SweepTrials(group, folder, extensions);
    const progress = new GroupProgress(folder, trials, { isLate: lateness(group, trials.minutes) });
    let reporter: GroupReporter | undefined;
    const makeView = () => {
      const view = this.makeView();
      reporter = view.reporter;
      return view;
    };
    const sweep = new ExecutorSweep(executor, {
      isOver: () => progress.isOver(),
      isTraining: async () => (await listTrials(folder)).some(({ state }) => state === "running"),
      accept: () => this.accept(executor),
      makeView,
      showEvents: events ? (trial) => this.showEvents(trial, reporter) : undefined,
      hints: this.hints,
    });
    return sweep.run().finally(() => reporter?.end());
  }

  async cancel(): Promise<void> {
    const { folder, group, options } = this;
    const chosen = await chooseExecutor(group.configPath, options);
    if (chosen.type === "local") throw new NetworkError("executor-option/cancel", {});
    const executor = await this.makeExecutor(chosen);
    const what = `This ends the workers of ${relative(process.cwd(), folder)}:`;
    // Without lines there is nothing to accept, and cancel gives the reason.
    if (executor.cancelLines.length > 0) {
      await acceptLines(executor.cancelLines, folder, { what, yes: options.yes ?? false });
    }
    await executor.cancel();
    console.error(`the workers were asked to end and pass on their trials\n${this.hints.again}`);
  }

  private makeView(): SweepView {
    const { folder, group, extensions, options } = this;
    const reporter = chooseGroupReporter(options.json ?? false);
    return new SweepView(folder, extendedPlan(sweepPlanOf(group, folder).sweep, extensions), reporter);
  }

  private makeExecutor(chosen: ExecutorOptions): Promise<Executor> {
    const { folder, group } = this;
    return makeExecutor(chosen, { group: folder, folder: dirname(group.configPath), script: programPath() });
  }

  /** Asks for the lines that start workers and those that end them, so that ending them needs no further question. */
  private async accept({ lines, cancelLines, name }: Executor): Promise<void> {
    const { folder, options } = this;
    const shown = [...lines, ...cancelLines.map((line) => `# To cancel: ${line}`)];
    const what = `This starts workers of ${relative(process.cwd(), folder)} by ${name}:`;
    await acceptLines(shown, folder, { what, yes: options.yes ?? false });
    if (cancelLines.length > 0) await ensureAccepted(cancelLines, folder, async () => true);
  }

  private async showEvents(trial: number, reporter: GroupReporter | undefined): Promise<void> {
    for (const event of await readEvents(runOfTrial(this.folder, trial))) reporter?.showRun(event, trial);
  }

  private get hints() {
    const { executor, workers } = this.options;
    const chosen = executor === undefined ? "" : ` --executor ${executor}`;
    const many = executor === undefined || workers === undefined ? "" : ` --workers ${workers}`;
    const own = `${program()} sweep ${typed(relative(process.cwd(), this.folder))}${chosen}${many}`;
    return { again: `go on     ${own}`, cancel: `cancel    ${own} --cancel` };
  }
}
