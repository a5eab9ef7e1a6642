/**
 * All that a run has said and says: its metrics.jsonl, whoever writes it, and the progress of a training of this window.
 * The host keeps it, so that a page that was hidden, closed or reloaded gets everything again.
 */
import { type Disposable, EventEmitter } from "vscode";
import type { Event } from "../../protocol/events";
import { latestPerEpoch } from "../../runs/events";
import { followEvents } from "../../runs/follow";
import { DisposableStore } from "../disposables";
import type { Training } from "../training";

export class Feed implements Disposable {
  private readonly store = new DisposableStore();
  private readonly came = this.store.add(new EventEmitter<Event[] | "again">());
  /** New events, or "again" when those before have to be taken again: a resumed run goes back to its checkpoint. */
  readonly onDidCome = this.came.event;
  private kept: Event[] = [];
  private progress: Event | undefined;
  private following: Disposable | undefined;

  constructor(
    folder: string,
    private readonly onProblem: (problem: string) => void,
  ) {
    const following = followEvents(
      folder,
      (events) => this.take(events),
      (error) => this.onProblem(error.message),
    );
    this.store.add({ dispose: () => following.dispose() });
  }

  /** Everything so far, as if the run had gone straight through. */
  get history(): Event[] {
    return this.progress ? [...this.kept, this.progress] : this.kept;
  }

  /** Progress of this training too. */
  follow(training: Training | undefined): void {
    this.following?.dispose();
    this.following = training?.onEvent((event) => {
      if (event.type !== "progress") return;
      this.progress = event;
      this.came.fire([event]);
    });
  }

  dispose(): void {
    this.following?.dispose();
    this.store.dispose();
  }

  private take(events: Event[]): void {
    const resumed = events.some(({ type }) => type === "started");
    if (resumed) this.kept = latestPerEpoch([...this.kept, ...events]);
    else this.kept.push(...events);
    this.came.fire(resumed ? "again" : events);
  }
}
