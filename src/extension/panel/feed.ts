/**
 * The events of one run for its page: those of metrics.jsonl, whoever writes it, and the progress of a training that
 * this window is connected to. The whole history is kept, so that a page can be rebuilt at any moment.
 */
import { type Disposable, EventEmitter } from "vscode";
import type { Event, Progress } from "../../protocol/events";
import { latestPerEpoch } from "../../runs/events";
import { followEvents } from "../../runs/follow";
import { DisposableStore } from "../base/disposables";
import type { TrainingProcess } from "../process/trainingProcess";

export class Feed implements Disposable {
  private readonly store = new DisposableStore();
  private readonly came = this.store.add(new EventEmitter<Event[] | "again">());
  /** Fires with new events, or with "again" if the history has changed: a resumed run goes back to its checkpoint. */
  readonly onDidCome = this.came.event;
  private kept: Event[] = [];
  private progress: Progress | undefined;
  private training: TrainingProcess | undefined;
  private listening: Disposable | undefined;

  constructor(folder: string, onProblem: (problem: string) => void) {
    const following = followEvents(
      folder,
      (events) => this.take(events),
      (error) => onProblem(error.message),
    );
    this.store.add({ dispose: () => following.dispose() });
  }

  /** All events so far, as if the run had never been interrupted. */
  get history(): Event[] {
    return this.progress ? [...this.kept, this.progress] : this.kept;
  }

  /** Adds the progress of a training; undefined for none. */
  follow(training: TrainingProcess | undefined): void {
    if (training === this.training) return;
    this.listening?.dispose();
    this.training = training;
    this.progress = training?.progress;
    this.listening = training?.onEvent((event) => {
      if (event.type !== "progress") return;
      this.progress = event;
      this.came.fire([event]);
    });
  }

  dispose(): void {
    this.listening?.dispose();
    this.store.dispose();
  }

  private take(events: Event[]): void {
    const resumed = events.some(({ type }) => type === "started");
    if (resumed) this.kept = latestPerEpoch([...this.kept, ...events]);
    else for (const event of events) this.kept.push(event);
    this.came.fire(resumed ? "again" : events);
  }
}
