/** Executors, which start the workers of a group, and their options. */

/** `sweep.executor` of a config; local workers need no executor. */
export type ExecutorOptions = SlurmOptions | CommandOptions;

/** Options passed to sbatch unchanged. */
export interface SlurmOptions {
  readonly type: "slurm";
  readonly workers: number;
  readonly partition?: string | undefined;
  readonly time?: string | undefined;
  readonly cpusPerTask?: number | undefined;
  readonly memory?: string | undefined;
  readonly account?: string | undefined;
  readonly qos?: string | undefined;
  readonly constraint?: string | undefined;
  /** Lines of bash before a worker starts. */
  readonly setup?: readonly string[] | undefined;
  /** Path of Node on the training machines. */
  readonly node?: string | undefined;
  /** Further options of sbatch, one per entry. */
  readonly options?: readonly string[] | undefined;
}

export interface CommandOptions {
  readonly type: "command";
  readonly workers: number;
  /** Lines for sh with placeholders. */
  readonly start: string;
  readonly cancel?: string | undefined;
}

/** The workers to start. All paths are absolute, and equal on all machines. */
export interface Work {
  readonly group: string;
  /** The config's folder, in which commands run. */
  readonly folder: string;
  /** Path of dist/cli.js. */
  readonly script: string;
}

export interface Executor {
  readonly workers: number;
  /** Display name. */
  readonly name: string;
  /** The exact shell commands of `start`. */
  readonly lines: readonly string[];
  /** The shell commands of `cancel`; empty if it is unsupported. */
  readonly cancelLines: readonly string[];
  start(): Promise<StartedWorkers>;
  /** Ends all workers of the group, including those that another process started. */
  cancel(): Promise<void>;
  poll(): Promise<WorkersState>;
}

export interface WorkersState {
  /** Number of running and waiting workers; undefined if unknown. */
  readonly left?: number;
  /** The reason why workers are waiting. */
  readonly pending?: string;
}

export interface StartedWorkers {
  /** Number of started workers; Slurm may accept fewer than requested. */
  readonly workers: number;
  /** A sentence shown to the user. */
  readonly note?: string;
}
