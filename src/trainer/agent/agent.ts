/**
 * Carries out the tools for agents in one root folder, for the server of `matrix-network mcp` and for the extension. It
 * holds the training in progress and the training time that the user has allowed.
 */
import { basename } from "node:path";
import { checkConfig } from "../../config/check/check";
import { formatPath } from "../../config/check/finding";
import { NetworkError } from "../../core/errors";
import { visibleText } from "../../messages/visibleText";
import { type AgentTool, usualSeconds } from "../../protocol/agentToolNames";
import {
  type AgentAnswer,
  type AgentInput,
  type AgentOutput,
  type AgentRun,
  agentTools,
  type Budget,
  maxRuns,
  maxWait,
} from "../../protocol/agentTools";
import { compareTool } from "./compareRuns";
import { describeRun, newestRuns, rounded, runText } from "./describeRun";
import { OwnTraining } from "./ownTraining";
import { checkTool, diagnoseTool, evaluateTool, predictTool } from "./questions";
import { Root } from "./root";

export interface AgentOptions {
  root: string;
  /** Path of dist/trainer.js. */
  script: string;
  /** Seconds of training that the user has allowed in advance, in total. */
  seconds: number;
}

interface CallOptions {
  /** True if the user has allowed this call. */
  isAllowed?: boolean;
  /** Folder of a new run; default: beside the config. */
  runsDir?: string | undefined;
}

/** A training that the user is asked to allow. */
export interface Question {
  /** Name of the config in the root folder. */
  config: string;
  seconds: number;
}

export class Agent {
  readonly root: Root;
  private training: OwnTraining | undefined;
  private isStarting = false;
  /** Seconds of ended trainings that the budget allowed. */
  private used = 0;
  /** True if the budget allowed the training in progress. */
  private isFromBudget = false;

  /** Throws a NetworkError of kind "usage" if the root folder is missing. */
  constructor(private readonly options: AgentOptions) {
    this.root = new Root(options.root);
  }

  /**
   * Calls a tool. Rejects with an error of one line, of code "agent-train" if the user has not allowed a training.
   * @param input not parsed yet
   */
  async call(tool: AgentTool, input: unknown, options: CallOptions = {}): Promise<AgentAnswer> {
    const { output, text } = await this.answer(tool, input, options);
    return { output: asJson(output), text };
  }

  private async answer(tool: AgentTool, input: unknown, options: CallOptions): Promise<AgentAnswer> {
    const { root } = this;
    const inputOf = <Name extends AgentTool>(name: Name) => agentTools[name].input.parse(input) as AgentInput<Name>;
    switch (tool) {
      case "check":
        return checkTool(root, inputOf("check"));
      case "train":
        return this.train(inputOf("train"), options);
      case "status":
        return this.status(inputOf("status"));
      case "stop":
        return this.stop();
      case "evaluate":
        return evaluateTool(root, inputOf("evaluate"));
      case "diagnose":
        return diagnoseTool(root, inputOf("diagnose"));
      case "compare":
        return compareTool(root, inputOf("compare"));
      case "predict":
        return predictTool(root, inputOf("predict"));
    }
  }

  /** Returns the question for the user before a training; rejects if it cannot begin anyway. */
  async question(input: unknown): Promise<Question> {
    const { config, seconds = usualSeconds } = agentTools.train.input.parse(input);
    this.refuseSecond();
    return { config: visibleText(this.root.nameOf(await this.trainable(config))), seconds };
  }

  /** Stops the training in progress, which saves a checkpoint. */
  async close(): Promise<void> {
    await this.training?.stop();
  }

  /** True while a training is in progress. */
  get isTraining(): boolean {
    return this.isStarting || this.training?.isOver === false;
  }

  private get budget(): Budget {
    const { seconds } = this.options;
    const used = this.used + (this.training && this.isFromBudget ? this.training.seconds : 0);
    return { seconds, used: rounded(used), left: rounded(Math.max(0, seconds - used)) };
  }

  private async train(input: AgentInput<"train">, options: CallOptions): Promise<AgentAnswer<"train">> {
    const { isAllowed = false, runsDir } = options;
    this.refuseSecond();
    this.isStarting = true;
    try {
      const { root } = this;
      const file = await this.trainable(input.config);
      const seconds = this.secondsFor(input.seconds ?? usualSeconds, isAllowed);
      this.used = this.budget.used;
      this.isFromBudget = !isAllowed;
      const { script } = this.options;
      const runs = runsDir === undefined ? undefined : await root.path(runsDir);
      const { epochs: wanted, seed: given } = input;
      const training = new OwnTraining({ script, file, seconds, runs, epochs: wanted, seed: given });
      this.training = training;
      await within(maxWait, training.began);
      if (training.failure) throw training.failure;
      const { budget } = this;
      const left = isAllowed ? "" : `; ${budget.left} s of training are left in total`;
      const output = { ...(await this.begun(training)), seconds, budget, warnings: [...training.warnings] };
      const began = output.run === undefined ? "reading the data" : `${output.run}: training began`;
      return { output, text: `${began}, at most ${seconds} s${left}; follow it with status` };
    } finally {
      this.isStarting = false;
    }
  }

  /** Describes the run of a training, once it has its folder. */
  private async begun({ started }: OwnTraining) {
    if (!started) return {};
    const { run, epochs } = await describeRun(this.root, started.run);
    return { run, seed: started.seed, backend: started.backend, epochs };
  }

  private refuseSecond(): void {
    if (!this.isTraining) return;
    const { training, root } = this;
    const config = training?.isOver === false ? root.nameOf(training.order.file) : "another config";
    throw new NetworkError("agent-train/busy", { config });
  }

  /** Returns the file of a config without errors. */
  private async trainable(given: string): Promise<string> {
    const { file, text, config } = await this.root.config(given);
    if (config) return file;
    const errors = checkConfig(text).findings.filter(({ severity }) => severity === "error");
    const [{ line, column, path, message }] = errors;
    const first = `${line}:${column}: ${path.length > 0 ? `${formatPath(path)}: ` : ""}${message}`;
    throw new NetworkError("agent-config", { config: this.root.nameOf(file), first, errors: errors.length });
  }

  private secondsFor(wanted: number, isAllowed: boolean): number {
    if (isAllowed) return wanted;
    const { seconds, left } = this.budget;
    if (seconds === 0) throw new NetworkError("agent-train/not-allowed", {});
    // A training of less than a second would only read its data.
    if (left < 1) throw new NetworkError("agent-train/used-up", { seconds });
    return Math.min(wanted, left);
  }

  private async status({ run, wait }: AgentInput<"status">): Promise<AgentAnswer<"status">> {
    const given = run === undefined ? undefined : await this.root.run(run);
    if (this.training && wait > 0) await within(wait, this.training.ended);
    const { training, budget, root } = this;
    const own = training?.started && (await describeRun(root, training.started.run));
    const current = training && !training.isOver ? { training: progressOf(root, training, own) } : {};
    const found =
      given === undefined ? await newestRuns(root, maxRuns) : { runs: [await describeRun(root, given)], groups: [] };
    // The run of this agent has its metrics, too, and may be in another folder.
    const others = found.runs.filter((each) => each.run !== own?.run);
    const isListed = given === undefined || others.length < found.runs.length;
    const runs = own && isListed ? [own, ...others] : others;
    const failed = training?.failure?.message;
    const output = { ...found, runs, ...current, ...(failed !== undefined && { failed }), budget };
    const lines = [
      ...(current.training ? [trainingText(current.training)] : ["no training is in progress"]),
      ...(failed === undefined ? [] : [`the last training failed: ${failed}`]),
      ...output.runs.map(runText),
      ...(budget.seconds > 0 ? [`${budget.left} s of training are left of ${budget.seconds} s`] : []),
    ];
    return { output, text: lines.join("\n") };
  }

  private async stop(): Promise<AgentAnswer<"stop">> {
    const { training, root } = this;
    if (!training || training.isOver) throw new NetworkError("agent-train/none", {});
    await training.stop();
    const { budget } = this;
    if (!training.started) return { output: { budget }, text: "stopped before the run had its folder" };
    const run = await describeRun(root, training.started.run);
    return { output: { run, budget }, text: runText(run) };
  }
}

/** Waits for the promise, at most for this long. */
async function within(seconds: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  await Promise.race([promise, late]);
  clearTimeout(timer);
}

/** Returns the values as JSON gives them: NaN is null. */
const asJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

type Progress = NonNullable<AgentOutput<"status">["training"]>;

function progressOf(root: Root, { order, lastEpoch, seconds }: OwnTraining, run: AgentRun | undefined): Progress {
  const each = lastEpoch && lastEpoch.trainSeconds + lastEpoch.evaluateSeconds;
  return {
    config: root.nameOf(order.file),
    ...(run && { run: run.run }),
    secondsToLimit: rounded(Math.max(0, order.seconds - seconds)),
    ...(run && each !== undefined && { secondsToEnd: rounded(each * Math.max(0, run.epochs - run.epoch)) }),
  };
}

const trainingText = ({ config, run, secondsToLimit, secondsToEnd }: Progress): string => {
  const end = secondsToEnd === undefined ? "" : `, about ${secondsToEnd} s to its last epoch`;
  return `training ${config}${run === undefined ? "" : ` in ${basename(run)}`}: ${secondsToLimit} s to its limit${end}`;
};
