/**
 * The debugged training, in this process: a regular session with its lock, run folder and control socket. Between two
 * minibatches it asks how many it may train. While it is held, it is paused for all connected windows; one that resumes
 * it continues the debugger.
 */
import type { NetworkError } from "../../core/errors";
import type { Edited } from "../../protocol/edited";
import type { Done, Event } from "../../protocol/events";
import type { TrainingState } from "../../trainer/experiment/training";
import type { SessionOrder } from "../../trainer/session/openSession";
import type { StopReason } from "../../trainer/session/pauseGate";
import { Session } from "../../trainer/session/session";
import type { Steered, Steering } from "../../trainer/session/steering";
import { say } from "../language";

export interface Watcher {
  /** Returns the number of minibatches that may be trained now; 0: the training is held. */
  ahead(): Promise<number>;
  /** Called when another client pauses the training, or resumes it. */
  paused(): Promise<void>;
  resumed(): void;
  /** Called when the next minibatch will fail. Returns true if the training is held before that. */
  failing(error: NetworkError): Promise<boolean>;
  event(event: Event): void;
  ended(outcome: { done: Done } | { error: NetworkError }): void;
}

export class DebuggedTraining implements Steering {
  private session!: Session;
  private begun: (steered: Steered) => void = () => {};
  private held = true;
  private over: Promise<void> = Promise.resolve();
  steered!: Steered;

  private constructor(private readonly watcher: Watcher) {}

  /** Resolves when the training is held before its first minibatch. Rejects with the error that prevents its start. */
  static async open(order: SessionOrder, watcher: Watcher, signal: AbortSignal): Promise<DebuggedTraining> {
    const live = new DebuggedTraining(watcher);
    const began = new Promise<Steered>((resolve) => {
      live.begun = resolve;
    });
    live.session = new Session(order, live);
    live.session.handover.keeper = "debugger";
    live.session.onEvent((event) => watcher.event(event));
    signal.addEventListener("abort", () => live.session.stop("interrupted"));
    const running = live.session.run();
    const done = await Promise.race([began, running]);
    if ("type" in done) throw new Error(say("the training ended before it started"));
    live.over = running.then(
      (done) => watcher.ended({ done }),
      (error: NetworkError) => watcher.ended({ error }),
    );
    return live;
  }

  /** Number of trained minibatches of the run. */
  get head(): number {
    return this.steered.training.position.step;
  }

  begin(steered: Steered): void {
    this.steered = steered;
    void steered.gate.pause();
    this.begun(steered);
  }

  async ahead(): Promise<number> {
    const { gate } = this.steered;
    if (this.held && gate.pausing) return 0;
    if (this.held && !gate.stopReason) {
      this.held = false;
      this.watcher.resumed();
    }
    if (gate.pausing) {
      this.held = true;
      await this.watcher.paused();
      return 0;
    }
    const most = await this.watcher.ahead();
    if (most === 0) this.hold();
    return most;
  }

  async failing(error: NetworkError): Promise<void> {
    if (!(await this.watcher.failing(error))) return;
    this.hold();
    await this.steered.gate.waitWhilePaused();
  }

  release(): void {
    this.held = false;
    this.steered.gate.resume();
  }

  /**
   * Sets a value in the next minibatch, and writes the edit to the run.
   * @param before state before its minibatch, if that is already trained: it is undone
   */
  edit(edited: Edited, before?: TrainingState): Promise<void> {
    return this.session.edit(edited, before);
  }

  /** Finishes the minibatch, saves a checkpoint and ends. Resolves when the run folder is released. */
  async end(reason: StopReason): Promise<void> {
    this.session.stop(reason);
    await this.over;
  }

  /** Offers the training to the next process that asks. Resolves when that process owns the run. */
  async handOver(): Promise<void> {
    this.session.handover.keeper = undefined;
    await this.over;
  }

  private hold(): void {
    this.held = true;
    void this.steered.gate.pause();
  }
}
