/**
 * Answers questions about the data of configs by a child process in the role `inspect`. Callers never wait: cached
 * answers are returned at once, and an event fires when one changes. There is one process per window, and another for a
 * config that keeps it busy (./inspectorPool.ts). They start with a question, end when no config is visible, and never
 * start without workspace trust.
 */
import { dirname } from "node:path";
import { type Disposable, EventEmitter, type LogOutputChannel, l10n, Uri, window, workspace } from "vscode";
import type { WrittenGoal } from "../../config/editor/goal";
import type { DataSummary, RequestName, RequestParams, RequestResult } from "../../protocol/requests";
import { DisposableStore } from "../base/disposables";
import { languageId } from "../base/language";
import { configuredMemory } from "../base/settings";
import { startChild } from "./childProcess";
import { InspectorPool } from "./inspectorPool";
import { type CachedAnswer, QueryCache } from "./queryCache";
import { residentSize } from "./residentSize";
import { isSlow, SlowTiming } from "./slowTiming";

/** Memory limit of a process if the setting has none. */
const [usualMemory, usualBytes] = ["512MB", 512 * 2 ** 20];

/** Milliseconds during which a timing, which takes seconds of the whole machine, is not repeated. */
const [timeFresh, slowTimeFresh] = [60_000, 600_000];

/** Progress of reading data: bytes of its files, rows and columns of a table. */
export type Reading = RequestResult<"reading">;

export interface Inspected {
  /** Progress so far, if there will be an answer. */
  readonly reading?: Reading;
  readonly summary?: DataSummary;
  /** Reason why there is none, in one line. */
  readonly problem?: { code: string; message: string };
}

const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"];

/** Keys of a `csv` config for the form of the table. */
type Written = Record<string, unknown>;

export class Inspector implements Disposable {
  private readonly store = new DisposableStore();
  private readonly learned = this.store.add(new EventEmitter<Uri | undefined>());
  /** Fires when the data of this config, or if undefined the machine, becomes known or changes. */
  readonly onDidLearn = this.learned.event;
  /** Delays in milliseconds. */
  readonly waits = {
    /** Delay after typing, so that a path is not read letter by letter. */
    settle: 300,
    /** Delay after typing before an epoch is timed. */
    rest: 1500,
    /** Age from which files may have changed. */
    fresh: 3000,
    /** Interval of asking for the progress of reading data. */
    look: 500,
    /** Delay after the last visible config was hidden, before the process ends. */
    idle: 3000,
  };
  private readonly beingRead = new Map<string, Reading>();
  private readonly data = this.answers("summarizeData", {
    ask: (params, id) => this.follow(id, params),
    // Without the examples, which are many numbers.
    tell: (summary) => summary && { ...summary, samples: [] },
  });
  private readonly columns = this.answers("columns", { waits: () => ({ ...this.waits, settle: 0 }) });
  private readonly arrays = this.answers("arrays", { waits: () => ({ ...this.waits, settle: 0 }) });
  private readonly starts = this.answers("startFacts", {});
  private readonly times = this.answers("epochTime", {
    waits: () => ({ settle: this.waits.rest, fresh: timeFresh }),
  });
  readonly slowTiming: SlowTiming;
  private readonly slowTimes = this.answers("epochTime", {
    ask: (params) => this.slowTiming.time(params),
    waits: () => ({ settle: this.waits.rest, fresh: slowTimeFresh }),
  });
  private machine: RequestResult<"backends"> | undefined;
  private askedMachine = false;
  private readonly pool = new InspectorPool({
    start: () => startChild<"inspect">(["inspect"], { onLine: (line) => this.output.debug(line), memory: usualMemory }),
    residentSize,
    memory: () => configuredMemory() ?? usualBytes,
    tooSlow: (seconds) =>
      l10n.t(
        "The data is not shown here: reading it takes more than {0} seconds. In a terminal: matrix-network check",
        seconds,
      ),
    tooLarge: (megabytes) =>
      l10n.t(
        "The data is not shown here: reading it takes more than {0} MB of memory. Raise matrixNetwork.memory, or in a terminal: matrix-network check",
        megabytes,
      ),
  });
  private leaving: NodeJS.Timeout | undefined;

  constructor(private readonly output: LogOutputChannel) {
    this.slowTiming = this.store.add(new SlowTiming(output));
    this.store.add(window.onDidChangeVisibleTextEditors(() => this.leaveWhenUnseen()));
    // A process has the folders of its start, which ${workspaceFolder} in a config means.
    this.store.add(workspace.onDidChangeWorkspaceFolders(() => this.pool.close()));
  }

  /** Process ids of the processes that answer questions. */
  get pids(): number[] {
    return this.pool.pids;
  }

  /**
   * Returns the known answer; undefined if there is none yet. All callers for one config must pass the same goal.
   * @param data the config's `data`, unresolved
   */
  dataOf(config: Uri, data: unknown, goal: WrittenGoal = {}): Inspected | undefined {
    if (!this.answersFor(config, data)) return undefined;
    const known = this.data.of(config.toString(), { baseDir: dirname(config.fsPath), data, ...goal });
    if (!known) return undefined;
    const { result: summary, problem } = known;
    return summary ? { summary } : problem ? { problem } : {};
  }

  /** Returns the progress of reading this config's data; empty if unknown. */
  readingOf(config: Uri): Reading {
    return this.beingRead.get(config.toString()) ?? {};
  }

  /** Returns true if there will be an answer about this data, or a problem. */
  answersFor(config: Uri, data: unknown): boolean {
    return mayAsk(config) && isObject(data);
  }

  /** Returns facts about the weights file that the config starts from. @param value the whole config, unresolved */
  startOf(config: Uri, value: unknown): CachedAnswer<RequestResult<"startFacts">> | undefined {
    if (!mayAsk(config) || !isObject(value) || !isObject(value.training)) return undefined;
    const { start } = value.training;
    if (!isObject(start) || typeof start.weights !== "string") return undefined;
    const { data, layers, cost } = value;
    return this.starts.of(config.toString(), { file: config.fsPath, config: value }, [data, layers, cost, start]);
  }

  /** Returns the columns of the config's table, from its beginning. */
  columnsOf(config: Uri, data: unknown): CachedAnswer<RequestResult<"columns">> | undefined {
    if (!mayAsk(config) || !isObject(data) || typeof data.path !== "string") return undefined;
    const baseDir = dirname(config.fsPath);
    return this.columns.of(config.toString(), { baseDir, path: data.path, ...formOf(data) });
  }

  /** Returns the arrays of the config's .npz file. */
  arraysOf(config: Uri, data: unknown): CachedAnswer<RequestResult<"arrays">> | undefined {
    if (!mayAsk(config) || !isObject(data) || typeof data.path !== "string") return undefined;
    return this.arrays.of(config.toString(), { baseDir: dirname(config.fsPath), path: data.path });
  }

  /**
   * Returns the time of an epoch here. @param value the whole config, unresolved; without `mayAsk` only a known time
   */
  timeOf(
    config: Uri,
    value: unknown,
    { mayAsk: asks }: { mayAsk: boolean },
  ): CachedAnswer<RequestResult<"epochTime">> | undefined {
    if (!mayAsk(config) || !isObject(value)) return undefined;
    const { data, layers, cost, training, backend, threads } = value;
    const { batchSize, optimizer, trainAccuracy } = isObject(training) ? training : {};
    const about = [data, layers, cost, batchSize, optimizer, trainAccuracy, backend, threads];
    const times = isSlow(backend) ? this.slowTimes : this.times;
    if (!asks) return times.known(config.toString(), about);
    return times.of(config.toString(), { baseDir: dirname(config.fsPath), config: value }, about);
  }

  /** Backends of this machine; undefined if they are not known yet. */
  get backends(): RequestResult<"backends"> | undefined {
    if (!this.askedMachine && workspace.isTrusted) void this.askMachine();
    return this.machine;
  }

  dispose(): void {
    clearTimeout(this.leaving);
    this.pool.close();
    this.store.dispose();
  }

  private answers<Name extends RequestName<"inspect">>(
    name: Name,
    more: Partial<ConstructorParameters<typeof QueryCache<RequestParams<Name>, RequestResult<Name>>>[0]>,
  ): QueryCache<RequestParams<Name>, RequestResult<Name>> {
    return this.store.add(
      new QueryCache<RequestParams<Name>, RequestResult<Name>>({
        ask: (params, id) => this.ask(id, name, params),
        onLearn: (id) => this.learned.fire(Uri.parse(id).with({ fragment: "" })),
        waits: () => this.waits,
        ...more,
      }),
    );
  }

  /** Asks about data, and meanwhile repeatedly for the progress. */
  private async follow(id: string, params: RequestParams<"summarizeData">): Promise<DataSummary> {
    let [isAsking, isDone] = [false, false];
    const look = async () => {
      if (isAsking) return;
      isAsking = true;
      const reading = await this.ask(id, "reading", params).catch(() => undefined);
      isAsking = false;
      if (reading && !isDone) this.beingRead.set(id, reading);
    };
    const timer = setInterval(() => void look(), this.waits.look);
    try {
      return await this.ask(id, "summarizeData", params);
    } finally {
      isDone = true;
      clearInterval(timer);
      this.beingRead.delete(id);
    }
  }

  private async askMachine(): Promise<void> {
    this.askedMachine = true;
    try {
      this.machine = await this.ask("", "backends", {});
      this.learned.fire(undefined);
    } catch {
      // The next caller asks again.
      this.askedMachine = false;
    }
  }

  private ask<Name extends RequestName<"inspect">>(
    id: string,
    name: Name,
    params: RequestParams<Name>,
  ): Promise<RequestResult<Name>> {
    this.leaveWhenUnseen();
    return this.pool.ask(id, name, params);
  }

  private leaveWhenUnseen(): void {
    clearTimeout(this.leaving);
    if (window.visibleTextEditors.some(({ document }) => document.languageId === languageId)) return;
    this.leaving = setTimeout(() => {
      this.slowTiming.giveUp();
      this.pool.close();
    }, this.waits.idle);
  }
}

const mayAsk = (config: Uri) => workspace.isTrusted && config.scheme === "file";
const isObject = (value: unknown): value is Written => typeof value === "object" && value !== null;

/** Returns the config's keys for the form of a table; invalid values are left to the checks. */
function formOf({ format, sheet, delimiter, decimal, header, encoding, comment, skipLines }: Written) {
  return {
    ...(typeof format === "string" && format !== "csv" && { format }),
    ...((typeof sheet === "string" || typeof sheet === "number") && { sheet }),
    ...(encodings.some((one) => one === encoding) && { encoding }),
    ...(typeof comment === "string" && comment !== "" && { comment }),
    ...(typeof skipLines === "number" && Number.isInteger(skipLines) && skipLines >= 0 && { skipLines }),
    ...(typeof delimiter === "string" && delimiter.length === 1 && { delimiter }),
    ...((decimal === "." || decimal === ",") && { decimal }),
    ...(typeof header === "boolean" && { header }),
  } as Omit<RequestParams<"columns">, "baseDir" | "path">;
}
