/** One of the runs that are compared: its events and its state for the page, and answers from its folder. */

import type { Disposable } from "vscode";
import type { CompareHostMessage } from "../../protocol/compare";
import type { Event } from "../../protocol/events";
import type { RunDescription } from "../../protocol/panel";
import type { Clock } from "../base/clock";
import { DisposableStore } from "../base/disposables";
import { Feed } from "../panel/feed";
import type { PanelContext } from "../panel/runPanel";
import { RunReader } from "../panel/runReader";
import { RunStatus } from "../panel/runStatus";

type Message = Extract<CompareHostMessage, { type: "run" }>["message"];

/** Events go to the page in batches, at most so often. */
const batchMilliseconds = 200;

export class Member implements Disposable {
  private readonly store = new DisposableStore();
  readonly reader: RunReader;
  private readonly feed: Feed;
  private readonly status: RunStatus;
  private readonly clock: Clock;
  private waiting: Event[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** The page has the history. */
  private greeted = false;
  private lastState = "";

  constructor(
    private readonly run: RunDescription,
    { networks, trainings, output, clock }: PanelContext,
    private readonly send: (message: Message) => void,
  ) {
    const { folder } = run;
    this.feed = this.store.add(new Feed(folder, (problem) => output.warn(problem)));
    this.reader = this.store.add(new RunReader(folder, (line) => output.info(line)));
    this.status = this.store.add(new RunStatus(folder, networks, trainings, () => this.sendState()));
    this.store.add(this.feed.onDidCome((events) => this.take(events)));
    this.clock = clock;
    this.store.add({ dispose: () => clock.clearTimeout(this.timer) });
  }

  /** The page is new: it gets everything. */
  greet(): void {
    this.greeted = true;
    this.lastState = "";
    this.sendHistory();
    this.sendState();
  }

  /** Nobody looks: nothing is sent until the next greeting. */
  rest(): void {
    this.greeted = false;
  }

  sendState(): void {
    const message = this.status.describe();
    const text = JSON.stringify(message);
    if (!this.greeted || !message || text === this.lastState) return;
    this.lastState = text;
    this.send(message);
  }

  dispose(): void {
    this.store.dispose();
  }

  private sendHistory(): void {
    this.waiting = [];
    this.send({ type: "history", run: this.run, events: this.feed.history.filter(isTold) });
  }

  private take(events: Event[] | "again"): void {
    if (!this.greeted) return;
    if (events === "again") return this.sendHistory();
    this.waiting.push(...events.filter(isTold));
    this.timer ??= this.clock.setTimeout(() => {
      this.timer = undefined;
      const { waiting } = this;
      this.waiting = [];
      if (waiting.length > 0 && this.greeted) this.send({ type: "events", events: waiting });
    }, batchMilliseconds);
  }
}

/** What is compared; statistics of layers would be most of the history. */
const isTold = ({ type }: Event) => type !== "layers" && type !== "progress" && type !== "checkpoint";
