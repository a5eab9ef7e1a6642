/** The editor panel that compares runs: feeds its page with every one of them, also while they train. */
import { commands, type Disposable, EventEmitter, env, l10n, type WebviewPanel } from "vscode";
import {
  type CompareHostMessage,
  type ComparePageMessage,
  type CompareQuestion,
  comparePageMessageSchema,
} from "../../protocol/compare";
import { commandId } from "../base/commandIds";
import { DisposableStore } from "../base/disposables";
import { pageOf } from "../panel/html";
import type { PanelContext } from "../panel/runPanel";
import { saveFile } from "../panel/saveFile";
import { describeRuns } from "./describeRuns";
import { Member } from "./member";

/** Whether runs are still there is looked at this often while anything changes. */
const lookMilliseconds = 1000;

type Compared = Extract<CompareHostMessage, { type: "compared" }>;
type Question = Extract<ComparePageMessage, { type: "ask" }>;

export class ComparePanel implements Disposable {
  private readonly store = new DisposableStore();
  private readonly closed = this.store.add(new EventEmitter<void>());
  readonly onDidClose = this.closed.event;
  private members = new Map<string, Member>();
  private compared: Compared | undefined;
  private ready = false;
  private timer: NodeJS.Timeout | undefined;
  private isDisposed = false;

  constructor(
    private shown: readonly string[],
    readonly panel: WebviewPanel,
    private readonly context: PanelContext,
  ) {
    const { networks, trainings, extension, clock } = context;
    this.store.add(networks.onDidChange(() => this.lookSoon()));
    this.store.add(trainings.onDidChange(() => this.lookSoon()));
    this.store.add(panel.webview.onDidReceiveMessage((message) => this.receive(message)));
    this.store.add(panel.onDidChangeViewState(() => !panel.visible && this.rest()));
    this.store.add(panel.onDidDispose(() => this.dispose()));
    this.store.add({ dispose: () => clock.clearTimeout(this.timer) });
    panel.webview.html = pageOf(panel.webview, extension, panel.title, "compare");
  }

  get folders(): readonly string[] {
    return this.shown;
  }

  /** Other runs. */
  async show(folders: readonly string[]): Promise<void> {
    this.shown = folders;
    await this.load();
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.closed.fire();
    for (const member of this.members.values()) member.dispose();
    this.store.dispose();
    this.panel.dispose();
  }

  private receive(raw: unknown): void {
    const message = comparePageMessageSchema.safeParse(raw);
    if (!message.success) {
      this.context.output.warn(`compare: ${message.error.issues[0].message}`);
      return;
    }
    switch (message.data.type) {
      case "ready":
        this.ready = true;
        void this.load();
        return;
      case "choose":
        void commands.executeCommand(commandId("compareRuns"), { instead: this.shown });
        return;
      case "open":
        void commands.executeCommand(commandId("openResults"), message.data.folder);
        return;
      case "save":
        void saveFile(this.shown[0], message.data);
        return;
      case "copy":
        void env.clipboard.writeText(message.data.text);
        return;
      case "ask":
        void this.answer(message.data);
    }
  }

  /** Reads what the runs are, and greets the page with all of them. */
  private async load(): Promise<void> {
    const compared = await describeRuns(this.shown);
    if (this.isDisposed) return;
    this.compared = compared;
    const before = this.members;
    this.members = new Map(
      compared.runs.map((run) => {
        const send = (message: Extract<CompareHostMessage, { type: "run" }>["message"]) =>
          this.post({ type: "run", folder: run.folder, message });
        return [run.folder, before.get(run.folder) ?? new Member(run, this.context, send)];
      }),
    );
    for (const [folder, member] of before) if (this.members.get(folder) !== member) member.dispose();
    this.panel.title = l10n.t("Compare {0} Runs", this.shown.length);
    if (!this.ready) return;
    this.post(compared);
    for (const member of this.members.values()) member.greet();
  }

  private rest(): void {
    this.ready = false;
    for (const member of this.members.values()) member.rest();
  }

  private lookSoon(): void {
    this.timer ??= this.context.clock.setTimeout(() => {
      this.timer = undefined;
      void this.look();
    }, lookMilliseconds);
  }

  /** A run may have been deleted, have come back, or have another name. */
  private async look(): Promise<void> {
    const compared = await describeRuns(this.shown);
    const namesIn = ({ runs, missing }: Compared) => [...runs, ...missing].map(({ name }) => name).join("\n");
    const isSame =
      this.compared?.missing.length === compared.missing.length && namesIn(this.compared) === namesIn(compared);
    if (!isSame && !this.isDisposed) return this.load();
    for (const member of this.members.values()) member.sendState();
  }

  private async answer({ id, name, folder, other, params }: Question): Promise<void> {
    try {
      const result = await this.ask(
        name,
        folder,
        other === undefined ? params : { ...params, other: this.known(other) },
      );
      this.post({ type: "answer", id, result });
    } catch (error) {
      this.post({ type: "answer", id, error: (error as Error).message });
    }
  }

  private ask(name: CompareQuestion, folder: string, params: object): Promise<unknown> {
    const { reader } = this.members.get(this.known(folder)) as Member;
    return reader.ask(name, params as never);
  }

  /** A page may ask about the runs that it compares, and of no other folder. */
  private known(folder: string): string {
    if (this.members.has(folder)) return folder;
    throw new Error(l10n.t("{0} is none of the runs that are compared", folder));
  }

  private post(message: CompareHostMessage): void {
    if (this.ready) void this.panel.webview.postMessage(message);
  }
}
