/** The editor panel that compares runs: sends its page the events of each, also during training. */
import { commands, l10n, type WebviewPanel } from "vscode";
import { type CompareHostMessage, type ComparePageMessage, comparePageMessageSchema } from "../../protocol/compare";
import type { Event } from "../../protocol/events";
import type { SharedMessage } from "../../protocol/panel";
import { commandId } from "../base/commandIds";
import { PagePanel } from "../panel/pagePanel";
import type { PanelContext } from "../panel/panelContext";
import { PanelHost } from "../panel/panelHost";
import { RunStream } from "../panel/runStream";
import { describeRuns } from "./describeRuns";

/** Interval at which the runs are described again while anything changes. */
const pollMilliseconds = 1000;
/** Interval between batches of a run's events to the page. */
const batchMilliseconds = 200;

type Compared = Extract<CompareHostMessage, { type: "compared" }>;
type Own = Exclude<ComparePageMessage, { type: SharedMessage["type"] }>;

export class ComparePanel extends PagePanel {
  private readonly host: PanelHost<Own>;
  private streams = new Map<string, RunStream>();
  private compared: Compared | undefined;

  constructor(
    private shown: readonly string[],
    panel: WebviewPanel,
    context: PanelContext,
  ) {
    super(panel, context);
    this.host = this.add(
      new PanelHost<Own>(panel, context, {
        name: "compare",
        schema: comparePageMessageSchema,
        runIn: (folder) => this.runIn(folder),
        folder: () => this.shown[0],
        prepare: () => this.load(),
        greet: () => this.greet(),
        receive: (message) => this.receive(message),
      }),
    );
    this.add({
      dispose: () => {
        for (const stream of this.streams.values()) stream.dispose();
      },
    });
    this.add(context.networks.onDidChange(() => this.lookSoon()));
    this.add(context.trainings.onDidChange(() => this.lookSoon()));
  }

  get folders(): readonly string[] {
    return this.shown;
  }

  /** Shows other runs. */
  async show(folders: readonly string[]): Promise<void> {
    this.shown = folders;
    await this.renew();
  }

  private receive(message: Own): void {
    if (message.type === "open") void commands.executeCommand(commandId("openResults"), message.folder);
    else void commands.executeCommand(commandId("compareRuns"), { instead: this.shown });
  }

  /** Reads the descriptions of the runs. */
  private async load(): Promise<void> {
    const compared = await describeRuns(this.shown);
    if (this.isDisposed) return;
    this.compared = compared;
    const before = this.streams;
    this.streams = new Map(compared.runs.map(({ folder }) => [folder, before.get(folder) ?? this.streamOf(folder)]));
    for (const [folder, stream] of before) if (!this.streams.has(folder)) stream.dispose();
    this.panel.title = l10n.t("Compare {0} Runs", this.shown.length);
  }

  private greet(): void {
    if (!this.compared) return;
    this.host.post(this.compared);
    for (const run of this.compared.runs) this.streams.get(run.folder)?.greet(run);
  }

  private async renew(): Promise<void> {
    await this.load();
    this.greet();
  }

  private streamOf(folder: string): RunStream {
    return new RunStream(folder, this.context, {
      send: (message) => this.host.post({ type: "run", folder, message }),
      every: batchMilliseconds,
      wants: isCompared,
    });
  }

  private lookSoon(): void {
    this.timer ??= this.context.clock.setTimeout(() => {
      this.timer = undefined;
      void this.poll();
    }, pollMilliseconds);
  }

  /** Updates the panel if a run was deleted, restored or renamed. */
  private async poll(): Promise<void> {
    const compared = await describeRuns(this.shown);
    const namesIn = ({ runs, missing }: Compared) => [...runs, ...missing].map(({ name }) => name).join("\n");
    const isSame =
      this.compared?.missing.length === compared.missing.length && namesIn(this.compared) === namesIn(compared);
    if (!isSame && !this.isDisposed) await this.renew();
  }

  /** Returns a compared run's stream. Throws an Error for other folders, which a page must not ask about. */
  private runIn(folder: string): RunStream {
    const stream = this.streams.get(folder);
    if (stream) return stream;
    throw new Error(l10n.t("{0} is not one of the compared runs", folder));
  }
}

/** Excludes statistics of layers, most of the history, which are not compared. */
const isCompared = ({ type }: Event) => type !== "layers" && type !== "progress" && type !== "checkpoint";
