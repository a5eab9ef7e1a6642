/** Who starts the workers of a group: what an executor is, and what it is made of. */

/** As `sweep.executor` of a config; workers on this machine are processes of whoever shows the sweep. */
export type ExecutorOptions = SlurmOptions | CommandOptions;

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
  /** Who starts the workers, for people. */
  readonly name: string;
  /** Exactly what `start` runs, as a shell takes it. */
  readonly lines: readonly string[];
  /** The same of `cancel`; none where it cannot. */
  readonly cancelLines: readonly string[];
  start(): Promise<StartedWorkers>;
  /** Ends the group's workers, also those that another process started. */
  cancel(): Promise<void>;
  look(): Promise<WorkersState>;
}

export interface WorkersState {
  /** Workers that run or wait; undefined where nobody can say. */
  readonly left?: number;
  /** Why workers have not begun yet, where some wait. */
  readonly pending?: string;
}

export interface StartedWorkers {
  /** Of which Slurm may take fewer than were wanted. */
  readonly workers: number;
  /** A sentence for the person, where there is something to say. */
  readonly note?: string;
}
