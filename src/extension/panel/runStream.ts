/**
 * A run for a page: sends its history, then batches of events and its state; answers from its training process or its
 * folder.
 */

import type { Disposable } from "vscode";
import type { Event } from "../../protocol/events";
import type { QuestionName, RunDescription, StreamMessage } from "../../protocol/panel";
import { type RunQuestion, runQuestions } from "../../protocol/runQuestions";
import { DisposableStore } from "../base/disposables";
import { translatedEvent } from "../base/translated";
import { Feed } from "./feed";
import type { PanelContext } from "./panelContext";
import { RunReader } from "./runReader";
import { RunStatus } from "./runStatus";

interface StreamOptions {
  send(message: StreamMessage): void;
  /** Milliseconds between batches of events. */
  readonly every: number;
  /** Returns true for the events that the page needs; all of them if undefined. */
  wants?(event: Event): boolean;
}

/** Error codes of a training process that ended before it answered. */
const ended = ["run-ended", "peer-gone", "channel-closed"];

export class RunStream implements Disposable {
  private readonly store = new DisposableStore();
  private readonly feed: Feed;
  private readonly reader: RunReader;
  private readonly status: RunStatus;
  private run: RunDescription | undefined;
  private waiting: Event[] = [];
  private timer: NodeJS.Timeout | undefined;
  private lastState = "";

  constructor(
    folder: string,
    private readonly context: PanelContext,
    private readonly options: StreamOptions,
  ) {
    const { networks, trainings, output, clock } = context;
    this.feed = this.store.add(new Feed(folder, (problem) => output.warn(problem)));
    this.reader = this.store.add(new RunReader(folder, (line) => output.info(line)));
    this.status = this.store.add(new RunStatus(folder, networks, trainings, () => this.update()));
    this.store.add(this.feed.onDidCome((events) => this.take(events)));
    this.store.add(networks.onDidChange(() => this.update()));
    this.store.add(trainings.onDidChange(() => this.update()));
    this.store.add({ dispose: () => clock.clearTimeout(this.timer) });
    this.update();
  }

  /** Sends everything to a new page. @param run undefined if the folder cannot be read */
  greet(run: RunDescription | undefined): void {
    this.run = run;
    this.lastState = "";
    this.sendHistory();
    this.update();
  }

  /**
   * Asks the training of this window about the present, otherwise the run folder. Rejects with an Error whose message
   * is for display.
   */
  async ask(name: QuestionName, params: Record<string, unknown>): Promise<unknown> {
    const { training } = this.status;
    if (training && params.at === "now" && name in runQuestions) {
      try {
        return await training.request(name as RunQuestion, params as never);
      } catch (error) {
        // The run folder answers for a training that just ended.
        if (!ended.includes((error as { code: string }).code)) throw error;
      }
    }
    return this.reader.ask(name, params as never);
  }

  dispose(): void {
    this.store.dispose();
  }

  private sendHistory(): void {
    this.waiting = [];
    if (this.run) this.options.send({ type: "history", run: this.run, events: this.wanted(this.feed.history) });
  }

  private take(events: Event[] | "again"): void {
    if (events === "again") return this.sendHistory();
    for (const event of this.wanted(events)) this.waiting.push(event);
    this.timer ??= this.context.clock.setTimeout(() => {
      this.timer = undefined;
      const { waiting } = this;
      this.waiting = [];
      if (waiting.length > 0) this.options.send({ type: "events", events: waiting });
    }, this.options.every);
  }

  private update(): void {
    this.feed.follow(this.status.training);
    const message = this.status.describe();
    const text = JSON.stringify(message);
    if (!message || text === this.lastState) return;
    this.lastState = text;
    this.options.send(message);
  }

  private wanted(events: Event[]): Event[] {
    const { wants } = this.options;
    return (wants ? events.filter(wants) : events).map(translatedEvent);
  }
}
