/** The editor panel with the table of all runs: sends the runs to its page, and runs the page's commands. */

import { commands, l10n, type WebviewPanel, window, workspace } from "vscode";
import type { SharedMessage } from "../../protocol/panel";
import {
  type RunsTableHostMessage,
  type RunsTablePageMessage,
  runsTablePageMessageSchema,
} from "../../protocol/runsTable";
import { changeLabel, type LabelChange } from "../../runs/label";
import { csvOf } from "../../runs/table/csv";
import { commandId } from "../base/commandIds";
import { showError } from "../base/notify";
import { messageOf } from "../base/translated";
import { PagePanel } from "../panel/pagePanel";
import type { PanelContext } from "../panel/panelContext";
import { PanelHost } from "../panel/panelHost";
import { saveFile } from "../panel/saveFile";
import { GroupRuns } from "./groupRuns";
import { LongRuns } from "./longRuns";
import type { SavedViews } from "./savedViews";
import { TableRows } from "./tableRows";

/** Milliseconds between batches of changed runs to the page; longer if all runs must be compared. */
const [batchMilliseconds, lookMilliseconds] = [300, 1000];

type Own = Exclude<RunsTablePageMessage, { type: SharedMessage["type"] }>;

export class RunsTablePanel extends PagePanel {
  private readonly longRuns = this.add(new LongRuns());
  private readonly rows: TableRows;
  private readonly host: PanelHost<Own>;
  private readonly changed = new Set<string>();
  private anyChanged = false;
  private sentPending = 0;

  constructor(
    panel: WebviewPanel,
    context: PanelContext,
    private readonly views: SavedViews,
  ) {
    super(panel, context);
    const { networks } = context;
    panel.title = l10n.t("Runs");
    const groupRuns = this.add(new GroupRuns(networks, () => panel.visible));
    this.rows = new TableRows(networks, groupRuns, this.longRuns);
    this.add(groupRuns.onDidRead((folders) => this.noteChange(folders)));
    this.host = this.add(
      new PanelHost<Own>(panel, context, {
        name: "runsTable",
        schema: runsTablePageMessageSchema,
        folder: () => networks.all[0]?.runs[0]?.folder ?? "",
        prepare: () => networks.ready,
        greet: () => this.greet(),
        receive: (message) => void this.receive(message),
      }),
    );
    this.add(networks.onDidChange((folders) => this.noteChange(folders)));
    this.add(this.longRuns.onDidRead((folder) => this.noteChange([folder])));
    this.add(views.onDidChange(() => this.postViews()));
    this.add(workspace.onDidGrantWorkspaceTrust(() => this.greet()));
  }

  private greet(): void {
    this.postViews();
    this.post(this.rows.all());
  }

  private postViews(): void {
    this.host.post({ type: "views", views: this.views.all });
  }

  private post(message: ReturnType<TableRows["changes"]>): void {
    if (message) this.host.post(message.type === "runs" ? { ...message, trusted: workspace.isTrusted } : message);
    const { pending } = this.longRuns;
    const now: RunsTableHostMessage = { type: "pending", runs: pending };
    if (pending !== this.sentPending || message?.type === "runs") this.host.post(now);
    this.sentPending = pending;
  }

  private noteChange(folders: readonly string[] | undefined): void {
    if (folders) for (const folder of folders) this.changed.add(folder);
    else this.anyChanged = true;
    const wait = this.anyChanged ? lookMilliseconds : batchMilliseconds;
    this.timer ??= this.context.clock.setTimeout(() => this.sendChanges(), wait);
  }

  private sendChanges(): void {
    this.timer = undefined;
    const folders = this.anyChanged ? undefined : [...this.changed];
    this.changed.clear();
    this.anyChanged = false;
    // A hidden page receives everything when it is shown again.
    if (this.host.ready && !this.isDisposed) this.post(this.rows.changes(folders));
  }

  private async receive(message: Own): Promise<void> {
    try {
      await this.act(message);
    } catch (error) {
      void showError(messageOf(error as Error));
    }
  }

  /** Acts only on runs of the workspace, since a page is never trusted. */
  private async act(message: Own): Promise<unknown> {
    switch (message.type) {
      case "open":
        return commands.executeCommand(commandId("openResults"), this.known([message.folder])[0].folder);
      case "trainAgain":
        return commands.executeCommand(commandId("trainAgain"), this.known([message.folder])[0].folder);
      case "compare":
        return commands.executeCommand(
          commandId("compareRuns"),
          this.known(message.folders).map(({ folder }) => folder),
        );
      case "delete":
        return commands.executeCommand(commandId("deleteRun"), undefined, this.nodes(message.folders));
      case "pin":
        return commands.executeCommand(
          commandId(message.pinned ? "pinRun" : "unpinRun"),
          undefined,
          this.nodes(message.folders),
        );
      case "label":
        return this.label([message.folder], { [message.what]: labelValue(message.what, message.text) });
      case "askLabel":
        return this.askLabel(message.folders, message.what);
      case "fork":
        return commands.executeCommand(commandId("forkRun"), {
          folder: this.known([message.folder])[0].folder,
          setting: { path: message.path, text: message.text },
        });
      case "exportCsv":
        return this.exportCsv(message.folders, message.columns);
      case "saveView":
        return this.views.save(message.view);
      case "deleteView":
        return this.views.remove(message.name);
      case "showGroup":
        return commands.executeCommand(commandId("showGroup"));
    }
  }

  private known(folders: readonly string[]) {
    return folders.map((folder) => {
      const run = this.rows.run(folder);
      if (run) return run;
      throw new Error(l10n.t("{0} is not a run of this workspace.", folder));
    });
  }

  /** Returns nodes like those the tree passes to commands. */
  private nodes(folders: readonly string[]) {
    return this.known(folders).map((run) => ({ kind: "run", run }));
  }

  private async askLabel(folders: readonly string[], what: "note" | "tags"): Promise<void> {
    const runs = this.known(folders);
    const values = new Set(runs.map((run) => (what === "note" ? (run.note ?? "") : (run.tags ?? []).join(", "))));
    const text = await window.showInputBox({
      title: what === "note" ? l10n.t("Note") : l10n.t("Tags"),
      prompt:
        what === "note"
          ? l10n.t("A note for {0} runs. Leave empty to remove the note.", runs.length)
          : l10n.t("Tags of {0} runs, separated by commas. Leave empty to remove them.", runs.length),
      value: values.size === 1 ? [...values][0] : "",
    });
    if (text !== undefined) await this.label(folders, { [what]: labelValue(what, text) });
  }

  private async label(folders: readonly string[], change: LabelChange): Promise<void> {
    if (!workspace.isTrusted) return;
    const runs = this.known(folders);
    try {
      for (const { folder } of runs) await changeLabel(folder, change);
    } finally {
      await this.context.networks.rereadRuns(runs.map(({ folder }) => folder));
    }
  }

  private async exportCsv(folders: readonly string[], columns: readonly string[]): Promise<void> {
    const rows = folders.flatMap((folder) => this.rows.row(folder) ?? []);
    if (rows.length === 0) return;
    const data = csvOf(
      columns,
      rows.map(({ cells }) => columns.map((key) => (Object.hasOwn(cells, key) ? cells[key] : undefined))),
    );
    await saveFile(rows[0].folder, { type: "save", name: "runs", kind: "csv", data });
  }
}

const labelValue = (what: "name" | "note" | "tags", text: string): string | string[] =>
  what === "tags" ? text.split(",") : text;
