/** The editor panel of one run: feeds its page, and does what the page's buttons say. */
import { commands, type Disposable, EventEmitter, type LogOutputChannel, type Uri, type WebviewPanel } from "vscode";
import type { Event } from "../../protocol/events";
import { type HostMessage, type PageMessage, pageMessageSchema, type RunDescription } from "../../protocol/panel";
import { readManifest } from "../../runs/manifest";
import { DisposableStore } from "../disposables";
import type { Networks } from "../networks";
import type { Trainings } from "../trainings";
import { isResumable } from "../words";
import { Feed } from "./feed";
import { pageOf } from "./html";
import { WeightsSource } from "./weightsSource";

/** Events go to the page in batches, at most so often. */
const batchMilliseconds = 80;

export interface PanelContext {
  readonly extension: Uri;
  readonly networks: Networks;
  readonly trainings: Trainings;
  readonly output: LogOutputChannel;
}

export class RunPanel implements Disposable {
  private readonly store = new DisposableStore();
  private readonly closed = this.store.add(new EventEmitter<void>());
  readonly onDidClose = this.closed.event;
  private readonly feed: Feed;
  private readonly weights: WeightsSource;
  private waiting: Event[] = [];
  private timer: NodeJS.Timeout | undefined;
  private ready = false;
  private lastState = "";
  private shown: PageMessage & { type: "show" } = { type: "show", weights: null };

  constructor(
    readonly folder: string,
    readonly panel: WebviewPanel,
    private readonly context: PanelContext,
  ) {
    const { networks, trainings, output } = context;
    this.feed = this.store.add(new Feed(folder, (problem) => output.warn(problem)));
    this.weights = this.store.add(
      new WeightsSource(
        folder,
        {
          onPicture: (picture) => this.post({ type: "weights", picture }),
          onNone: (message) => this.post({ type: "noWeights", message }),
        },
        (line) => output.info(line),
      ),
    );
    this.store.add(this.feed.onDidCome((events) => this.take(events)));
    this.store.add(networks.onDidChange(() => this.update()));
    this.store.add(trainings.onDidChange(() => this.update()));
    this.store.add(panel.webview.onDidReceiveMessage((message) => this.receive(message)));
    this.store.add(panel.onDidChangeViewState(() => this.update()));
    this.store.add(panel.onDidDispose(() => this.dispose()));
    this.store.add({ dispose: () => clearTimeout(this.timer) });
    panel.webview.html = pageOf(panel.webview, context.extension, panel.title);
    this.update();
  }

  dispose(): void {
    this.closed.fire();
    this.store.dispose();
    this.panel.dispose();
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
        this.shown = message.data;
        this.update();
        return;
      case "command":
        void this.perform(message.data.command);
    }
  }

  /** The page is new, or it lost what it had: it gets everything. */
  private async greet(): Promise<void> {
    this.ready = true;
    this.lastState = "";
    await this.sendHistory();
    this.update();
  }

  private async sendHistory(): Promise<void> {
    this.waiting = [];
    try {
      const run = await describeRun(this.folder);
      this.waiting = [];
      this.post({ type: "history", run, events: this.feed.history });
    } catch (error) {
      this.context.output.error(error as Error);
    }
  }

  private take(events: Event[] | "again"): void {
    if (events === "again") {
      void this.sendHistory();
      this.weights.renew();
      return;
    }
    if (events.some(({ type }) => type === "checkpoint")) this.weights.renew();
    this.waiting.push(...events);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const { waiting } = this;
      this.waiting = [];
      if (waiting.length > 0) this.post({ type: "events", events: waiting });
    }, batchMilliseconds);
  }

  private update(): void {
    const { networks, trainings } = this.context;
    const run = networks.run(this.folder);
    const training = trainings.of(this.folder);
    const live = training && !training.isOver ? training : undefined;
    this.feed.follow(live);
    this.weights.follow(live);
    this.weights.show(this.panel.visible ? this.shown.weights : null);
    const state = live?.state ?? run?.state ?? training?.state;
    if (!state || !this.ready) return;
    const problem = run?.problem ?? training?.problem;
    const message: HostMessage = {
      type: "state",
      state,
      can: {
        stop: live !== undefined && state !== "starting",
        pause: live !== undefined && state === "running",
        continue: live !== undefined && state === "paused",
        resumeRun: !live && isResumable(state),
      },
      ...(problem && { problem: { message: problem, log: training?.log ?? [] } }),
    };
    const text = JSON.stringify(message);
    if (text === this.lastState) return;
    this.lastState = text;
    this.post(message);
  }

  private async perform(command: (PageMessage & { type: "command" })["command"]): Promise<void> {
    const names = {
      stop: "matrixNetwork.stop",
      pause: "matrixNetwork.pause",
      continue: "matrixNetwork.continue",
      resumeRun: "matrixNetwork.resumeRun",
      openConfig: "vscode.open",
      revealFolder: "matrixNetwork.revealRun",
      showLog: "matrixNetwork.showLog",
    } as const;
    const config = this.context.networks.run(this.folder)?.config;
    const argument = command === "openConfig" ? config : this.folder;
    if (argument) await commands.executeCommand(names[command], argument);
  }

  /** A hidden page loses what is sent to it; it asks for everything when it comes back. */
  private post(message: HostMessage): void {
    if (this.ready && this.panel.visible) void this.panel.webview.postMessage(message);
    if (!this.panel.visible) this.ready = false;
  }
}

async function describeRun(folder: string): Promise<RunDescription> {
  const { config, data } = await readManifest(folder);
  const parts = folder.split(/[\\/]/);
  return {
    folder,
    id: parts[parts.length - 1],
    network: parts[parts.length - 2],
    shape: [data.inputs, ...config.layers.map(({ units }) => units)],
    activations: config.layers.map(({ activation }) => activation),
    epochs: config.training.epochs,
    ...(data.imageShape && { imageShape: data.imageShape }),
  };
}
