/** The editor panel of Look at Data: a process of its own reads the data of a config, and ends with the panel. */
import { basename } from "node:path";
import { l10n, type Uri, type WebviewPanel, window, workspace } from "vscode";
import { type DataHostMessage, type DataPageMessage, dataPageMessageSchema } from "../../protocol/dataPanel";
import type { SharedMessage } from "../../protocol/panel";
import { messageOf, translatedProfile } from "../base/translated";
import { PagePanel } from "../panel/pagePanel";
import type { PanelContext } from "../panel/panelContext";
import { PanelHost } from "../panel/panelHost";
import { type Child, startChild } from "../process/childProcess";

type Own = Exclude<DataPageMessage, { type: SharedMessage["type"] }>;

export class DataPanel extends PagePanel {
  private readonly host: PanelHost<Own>;
  private child: Child<"inspect"> | undefined;
  private shown: DataHostMessage | undefined;

  constructor(
    readonly config: Uri,
    panel: WebviewPanel,
    context: PanelContext,
  ) {
    super(panel, context);
    panel.title = l10n.t("Data: {0}", this.name);
    this.host = this.add(
      new PanelHost<Own>(panel, context, {
        name: "data",
        schema: dataPageMessageSchema,
        folder: () => config.fsPath,
        prepare: async () => {},
        greet: () => {
          this.host.post({ type: "reading", config: config.fsPath, name: this.name });
          if (this.shown) this.host.post(this.shown);
        },
        receive: ({ type }) => {
          if (type === "again") void this.read();
          else void window.showTextDocument(config);
        },
      }),
    );
    this.add({ dispose: () => this.end() });
    void this.read();
  }

  /** Process id of the process that reads the data; undefined if none does. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Stem of the config's file name. */
  private get name(): string {
    return basename(this.config.fsPath).replace(/\.network\.json$/, "");
  }

  /** Reads the data as the config says now, also if it is not saved. */
  async read(): Promise<void> {
    this.end();
    const child = startChild<"inspect">(["inspect"], { onLine: (line) => this.context.output.info(`data: ${line}`) });
    this.child = child;
    this.shown = undefined;
    this.host.post({ type: "reading", config: this.config.fsPath, name: this.name });
    try {
      const text = (await workspace.openTextDocument(this.config)).getText();
      for (let after = 0, isDone = false; !isDone && this.child === child; ) {
        const { number, profile } = await child.channel.request("profile", { file: this.config.fsPath, text, after });
        if (this.child !== child) return;
        after = number;
        isDone = profile.isDone;
        this.show({ type: "profile", profile: translatedProfile(profile) });
      }
    } catch (error) {
      if (this.child === child) this.show({ type: "problem", message: messageOf(error as Error) });
    }
    if (this.child === child) this.end();
  }

  private show(message: DataHostMessage): void {
    this.shown = message;
    this.host.post(message);
  }

  private end(): void {
    const { child } = this;
    this.child = undefined;
    // It writes nothing.
    child?.kill();
    child?.dispose();
  }
}
