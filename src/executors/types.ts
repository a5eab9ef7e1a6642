/** Who starts the workers of a group: what an executor is, and what it is made of. */

/** As `sweep.executor` of a config. */
export type ExecutorOptions = LocalOptions | SlurmOptions | CommandOptions;

export interface LocalOptions {
  readonly type: "local";
  /** As many as fit, where left out. */
  readonly workers?: number | undefined;
}

/** Texts are passed to sbatch as they are. */
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
  /** The path of Node on the machines that train. */
  readonly node?: string | undefined;
  /** More of sbatch's, one an entry. */
  readonly options?: readonly string[] | undefined;
}

export interface CommandOptions {
  readonly type: "command";
  readonly workers: number;
  /** Lines for sh with placeholders. */
  readonly start: string;
  readonly cancel?: string | undefined;
}

/** Which workers are started. All paths are absolute, and the same wherever a worker runs. */
export interface Work {
  readonly group: string;
  /** The config's folder, in which commands run. */
  readonly folder: string;
  /** dist/cli.js */
  readonly script: string;
}

export interface Executor {
  readonly workers: number;
  /** Exactly what `start` runs, as a shell takes it. Empty where it runs this program alone, on this machine. */
  readonly lines: readonly string[];
  start(): Promise<StartedWorkers>;
  /** Ends the group's workers, also those that another process started. */
  cancel(): Promise<void>;
  /** Why workers have not begun yet; undefined where none waits, or nobody can say. */
  pending(): Promise<string | undefined>;
}

export interface StartedWorkers {
  /** Of which Slurm may take fewer than were wanted. */
  readonly workers: number;
  /** A sentence for the person, where there is something to say. */
  readonly note?: string;
}
