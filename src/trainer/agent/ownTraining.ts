/**
 * The training that an agent has started: a child process with a time limit. It ends with this process, and saves a
 * checkpoint then.
 */
import { type ChildProcess, fork } from "node:child_process";
import { portOf } from "../../control/ipcPort";
import { NetworkError } from "../../core/errors";
import { Channel } from "../../protocol/channel";
import type { EpochEnded, Failed, Started } from "../../protocol/events";

/** Seconds that a stopped training has to save its checkpoint. */
const graceSeconds = 30;

export interface TrainingOrder {
  /** Path of dist/trainer.js. */
  script: string;
  /** Absolute path of the config. */
  file: string;
  /** Time limit in seconds. */
  seconds: number;
  /** Runs folder; default: beside the config. */
  runs?: string | undefined;
  epochs?: number | undefined;
  seed?: number | undefined;
}

export class OwnTraining {
  /** Resolves when the process has ended; never rejects. */
  readonly ended: Promise<void>;
  readonly warnings: string[] = [];
  isOver = false;
  /** Resolves with the first event of the run's folder; undefined if the training ends before. */
  readonly began: Promise<Started | undefined>;
  started: Started | undefined;
  lastEpoch: EpochEnded | undefined;
  private failed: Failed | undefined;
  private readonly child: ChildProcess;
  private readonly channel: Channel<"train">;
  /** Times in milliseconds. */
  private begun: number | undefined;
  private end: number | undefined;
  private begin!: (started: Started | undefined) => void;
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(readonly order: TrainingOrder) {
    this.began = new Promise((resolve) => {
      this.begin = (started) => {
        if (started) this.limit(started);
        resolve(started);
      };
    });
    this.child = fork(order.script, argumentsOf(order), {
      serialization: "advanced",
      // Nothing else may write to the stdout of an agent's server.
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      execArgv: [],
    });
    this.channel = new Channel<"train">(portOf(this.child), {
      onEvent: (event) => {
        if (event.type === "started") this.begin(event);
        if (event.type === "epoch") this.lastEpoch = event;
        if (event.type === "failed") this.failed = event;
        if (event.type === "warning") this.warnings.push(event.message);
      },
    });
    this.ended = new Promise((resolve) => {
      const end = () => {
        for (const timer of this.timers) clearTimeout(timer);
        this.end = performance.now();
        this.isOver = true;
        this.begin(undefined);
        resolve();
      };
      // Its last messages may follow its exit.
      this.child.once("exit", () => (this.child.connected ? this.child.once("disconnect", end) : end()));
      this.child.once("error", end);
    });
  }

  /** Seconds of training until now or until the end. Reading the data before does not count. */
  get seconds(): number {
    return this.begun === undefined ? 0 : ((this.end ?? performance.now()) - this.begun) / 1000;
  }

  /** The error with which the training ended before the run had its folder. */
  get failure(): Error | undefined {
    if (!this.isOver || this.started) return undefined;
    if (this.failed) return new FailedTraining(this.failed);
    return new NetworkError("agent-train/lost", { code: String(this.child.exitCode ?? this.child.signalCode) });
  }

  /** Stops the training and resolves when its process has ended; without an answer it is killed. */
  async stop(): Promise<void> {
    this.requestStop();
    await this.ended;
  }

  /** Starts the time limit. */
  private limit(started: Started): void {
    this.started = started;
    this.begun = performance.now();
    this.timers.push(setTimeout(() => this.requestStop(), this.order.seconds * 1000));
  }

  private requestStop(): void {
    void this.channel.request("stop", {}).catch(() => {});
    this.timers.push(setTimeout(() => this.child.kill("SIGKILL"), graceSeconds * 1000));
  }
}

/** The error of a training that failed before it had a folder; its message is complete. */
export class FailedTraining extends Error {
  readonly code: string;

  constructor({ code, message }: Pick<Failed, "code" | "message">) {
    super(message);
    this.code = code;
  }
}

function argumentsOf({ file, runs, epochs, seed }: TrainingOrder): string[] {
  const given = Object.entries({ runs, epochs, seed }).filter(([, value]) => value !== undefined);
  return ["train", file, ...given.flatMap(([name, value]) => [`--${name}`, `${value}`])];
}
