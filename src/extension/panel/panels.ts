/** One panel per run: opened, found again, and restored after the window was reloaded. */
import { sep } from "node:path";
import { l10n, ViewColumn, type WebviewPanel, window } from "vscode";
import { nameOfRun } from "../../groups/finalRun";
import type { Look } from "../../protocol/panel";
import { DisposableStore } from "../base/disposables";
import { formatTime } from "../base/formatting";
import type { PanelContext } from "./panelContext";
import type { RunPanel } from "./runPanel";

const viewType = "matrixNetwork.run";

export class Panels extends DisposableStore {
  private readonly open = new Map<string, RunPanel>();

  constructor(private readonly context: PanelContext) {
    super();
    this.add(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state) => {
          // The page keeps it for the reload of a window.
          const folder = (state as { folder?: unknown } | undefined)?.folder;
          if (typeof folder === "string") await this.adopt(folder, panel);
          else panel.dispose();
        },
      }),
    );
    this.add(
      context.networks.onDidChange(() => {
        for (const [folder, { panel }] of this.open) {
          const title = this.titleOf(folder);
          if (panel.title !== title) panel.title = title;
        }
      }),
    );
  }

  /** A run has a name of its own, or the time it began; one in a group its place there. */
  private titleOf(folder: string): string {
    const name = this.context.networks.run(folder)?.name;
    const { network, run, created } = nameOfRun(folder);
    const trial = /\/trials\/(\d+)\/run$/.exec(run)?.[1];
    const time = formatTime(created);
    const inGroup = trial === undefined ? time : l10n.t("trial {0}, {1}", Number(trial), time);
    const called = run.endsWith("/final") ? l10n.t("all examples, {0}", time) : inGroup;
    return `${network} · ${name ?? called}`;
  }

  /** Opens the panel of a run, or finds it again; `look` moves its page. */
  async show(folder: string, look?: Look): Promise<void> {
    const found = this.open.get(folder);
    if (found) found.panel.reveal();
    else {
      const panel = window.createWebviewPanel(viewType, "", { viewColumn: ViewColumn.Beside, preserveFocus: true });
      await this.adopt(folder, panel);
    }
    if (look) this.open.get(folder)?.moveTo(look);
  }

  /** The run whose panel has the focus. */
  get active(): string | undefined {
    return [...this.open.values()].find(({ panel }) => panel.active)?.folder;
  }

  isOpen(folder: string): boolean {
    return this.open.has(folder);
  }

  close(folder: string): void {
    this.open.get(folder)?.dispose();
  }

  /** Those of all runs in a folder. */
  closeIn(folder: string): void {
    for (const [run, panel] of this.open) if (run.startsWith(folder + sep)) panel.dispose();
  }

  override dispose(): void {
    for (const panel of this.open.values()) panel.dispose();
    super.dispose();
  }

  /** Takes a new panel, or one that VS Code has restored. */
  async adopt(folder: string, panel: WebviewPanel): Promise<void> {
    const { RunPanel } = await import("./runPanel");
    // Asked for twice at once, it is there by now.
    if (this.open.has(folder)) return panel.dispose();
    panel.title = this.titleOf(folder);
    const shown = new RunPanel(folder, panel, this.context);
    this.open.set(folder, shown);
    shown.onDidClose(() => this.open.delete(folder));
  }
}
