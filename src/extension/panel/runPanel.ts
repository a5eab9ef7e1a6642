/** The editor panel of one run: feeds its page, and does what the page's buttons say. */

import {
  commands,
  type Disposable,
  EventEmitter,
  env,
  type LogOutputChannel,
  type Uri,
  type WebviewPanel,
} from "vscode";
import type { Event } from "../../protocol/events";
import {
  type HostMessage,
  type Look,
  type PageMessage,
  pageMessageSchema,
  type QuestionName,
  type RunDescription,
} from "../../protocol/panel";
import { type RunQuestion, runQuestions } from "../../protocol/runQuestions";
import { readManifest } from "../../runs/manifest";
import type { Clock } from "../base/clock";
import { commandId } from "../base/commandIds";
import { DisposableStore } from "../base/disposables";
import type { TrainingProcesses } from "../process/trainingProcesses";
import type { WorkspaceNetworks } from "../workspace/networks";
import { debugExample } from "./debugExample";
import { describeRun } from "./describeRun";
import { Feed } from "./feed";
import { pageOf } from "./html";
import { RunReader } from "./runReader";
import { RunStatus } from "./runStatus";
import { saveFile } from "./saveFile";
import { WeightsSource } from "./weightsSource";

/** Events go to the page in batches, at most so often. */
const batchMilliseconds = 80;

export interface PanelContext {
  readonly extension: Uri;
  readonly networks: WorkspaceNetworks;
  readonly trainings: TrainingProcesses;
  readonly output: LogOutputChannel;
  /** How often pages are sent something at most. */
  readonly clock: Clock;
}

type Shown = (PageMessage & { type: "show" })["weights"];
type Question = PageMessage & { type: "ask" };
type PageCommand = (PageMessage & { type: "command" })["command"];

export class RunPanel implements Disposable {
  private readonly store = new DisposableStore();
  private readonly closed = this.store.add(new EventEmitter<void>());
  readonly onDidClose = this.closed.event;
  private readonly feed: Feed;
  private readonly reader: RunReader;
  private readonly weights: WeightsSource;
  private readonly status: RunStatus;
  private run: RunDescription | undefined;
  private waiting: Event[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** The page has the history; what is new can be sent. */
  private ready = false;
  private lastState = "";
  private shown: Shown = null;
  /** For a page that is not ready yet. */
  private wanted: Look | undefined;

  constructor(
    readonly folder: string,
    readonly panel: WebviewPanel,
    private readonly context: PanelContext,
  ) {
    const { networks, trainings, output } = context;
    this.feed = this.store.add(new Feed(folder, (problem) => output.warn(problem)));
    this.status = this.store.add(new RunStatus(folder, networks, trainings, () => this.update()));
    const listener = {
      onPicture: (picture: (HostMessage & { type: "weights" })["picture"]) => this.post({ type: "weights", picture }),
      onNone: (message: string) => this.post({ type: "noWeights", message }),
    };
    this.reader = this.store.add(new RunReader(folder, (line) => output.info(line)));
    this.weights = this.store.add(new WeightsSource(this.reader, listener, context.clock));
    this.store.add(this.feed.onDidCome((events) => this.take(events)));
    this.store.add(networks.onDidChange(() => this.update()));
    this.store.add(trainings.onDidChange(() => this.update()));
    this.store.add(panel.webview.onDidReceiveMessage((message) => this.receive(message)));
    this.store.add(panel.onDidChangeViewState(() => this.look()));
    this.store.add(panel.onDidDispose(() => this.dispose()));
    this.store.add({ dispose: () => context.clock.clearTimeout(this.timer) });
    panel.webview.html = pageOf(panel.webview, context.extension, panel.title);
    this.update();
  }

  dispose(): void {
    this.closed.fire();
    this.store.dispose();
    this.panel.dispose();
  }

  /** Moves the page to a moment and a tab, as soon as it is there. */
  moveTo(look: Look): void {
    this.wanted = look;
    this.move();
  }

  private receive(raw: unknown): void {
    const message = pageMessageSchema.safeParse(raw);
    if (!message.success) {
      this.context.output.warn(`panel: ${message.error.issues[0].message}`);
      return;
    }
    switch (message.data.type) {
      case "ready":
        void this.greet();
        return;
      case "show":
        this.shown = message.data.weights;
        this.update();
        return;
      case "command":
        void this.perform(message.data.command);
        return;
      case "debug": {
        const { at = "best", example } = message.data;
        void debugExample(this.folder, at === "now" ? "last" : at, example);
        return;
      }
      case "fork":
        void commands.executeCommand(commandId("forkRun"), { ...message.data, folder: this.folder });
        return;
      case "save":
        void saveFile(this.folder, message.data);
        return;
      case "copy":
        void env.clipboard.writeText(message.data.text);
        return;
      case "ask":
        void this.answer(message.data);
    }
  }

  private async answer({ id, name, params }: Question): Promise<void> {
    try {
      const result = await this.resultOf(name, params);
      this.post({ type: "answer", id, result });
    } catch (error) {
      this.post({ type: "answer", id, error: (error as Error).message });
    }
  }

  /** The run folder tells; what a training of this window knows better, because it is of now, its process tells. */
  private async resultOf(name: QuestionName, params: unknown): Promise<unknown> {
    const { training } = this.status;
    const { at } = (params ?? {}) as { at?: unknown };
    if (name in runQuestions && at === "now" && training) {
      const live = await training.request(name as RunQuestion, params as never).catch(() => undefined);
      if (live) return live;
    }
    return this.reader.ask(name, params as never);
  }

  /** A hidden page is taken down: it says "ready" when it comes back. */
  private look(): void {
    if (!this.panel.visible) this.ready = false;
    this.update();
  }

  /** The page is new, or it lost what it had: it gets everything. */
  private async greet(): Promise<void> {
    try {
      this.run ??= describeRun(this.folder, await readManifest(this.folder));
    } catch (error) {
      this.context.output.error(error as Error);
    }
    this.ready = true;
    this.lastState = "";
    this.sendHistory();
    this.move();
    this.update();
    this.weights.renew();
  }

  private move(): void {
    if (!this.ready || !this.wanted) return;
    this.post({ type: "look", ...this.wanted });
    this.wanted = undefined;
  }

  private sendHistory(): void {
    this.waiting = [];
    if (this.run) this.post({ type: "history", run: this.run, events: this.feed.history });
  }

  private take(events: Event[] | "again"): void {
    const isAgain = events === "again";
    if (isAgain) this.sendHistory();
    else this.sendSoon(events);
    const renewed = isAgain || events.some(({ type }) => type === "checkpoint");
    // Of a training of this window they are asked for as it goes.
    if (renewed && !this.status.training) this.weights.renew();
  }

  private sendSoon(events: Event[]): void {
    this.waiting.push(...events);
    this.timer ??= this.context.clock.setTimeout(() => {
      this.timer = undefined;
      const { waiting } = this;
      this.waiting = [];
      if (waiting.length > 0) this.post({ type: "events", events: waiting });
    }, batchMilliseconds);
  }

  private update(): void {
    const { training } = this.status;
    const message = this.status.describe();
    this.feed.follow(training);
    this.weights.follow(training);
    this.weights.show(this.panel.visible ? this.shown : null);
    const text = JSON.stringify(message);
    if (!message || !this.ready || text === this.lastState) return;
    this.lastState = text;
    this.post(message);
  }

  private async perform(command: PageCommand): Promise<void> {
    const names: Record<PageCommand, string> = {
      stop: commandId("stop"),
      pause: commandId("pause"),
      continue: commandId("continue"),
      resumeRun: commandId("resumeRun"),
      openConfig: "vscode.open",
      revealFolder: commandId("revealRun"),
      showLog: commandId("showLog"),
      predict: commandId("predict"),
      exportRun: commandId("exportRun"),
      compareRuns: commandId("compareRuns"),
    };
    const config = this.context.networks.run(this.folder)?.config;
    const argument = command === "openConfig" ? config : this.folder;
    if (argument) await commands.executeCommand(names[command], argument);
  }

  private post(message: HostMessage): void {
    if (this.ready) void this.panel.webview.postMessage(message);
  }
}
