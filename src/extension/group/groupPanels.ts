/** One panel for each group: opened, found again, and restored after the window was reloaded. */
import { l10n, ViewColumn, type WebviewPanel, window } from "vscode";
import { nameOfRun } from "../../groups/finalRun";
import { DisposableStore } from "../base/disposables";
import { formatTime } from "../base/formatting";
import type { PanelContext } from "../panel/panelContext";
import type { GroupPanel } from "./groupPanel";

const viewType = "matrixNetwork.group";

export class GroupPanels extends DisposableStore {
  private readonly open = new Map<string, GroupPanel>();

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
  }

  async show(folder: string): Promise<void> {
    const found = this.open.get(folder);
    if (found) found.panel.reveal();
    else await this.adopt(folder, window.createWebviewPanel(viewType, "", ViewColumn.Active));
  }

  /** The group is gone. */
  close(folder: string): void {
    this.open.get(folder)?.dispose();
  }

  isOpen(folder: string): boolean {
    return this.open.has(folder);
  }

  override dispose(): void {
    for (const panel of this.open.values()) panel.dispose();
    super.dispose();
  }

  /** Takes a new panel, or one that VS Code has restored. */
  async adopt(folder: string, panel: WebviewPanel): Promise<void> {
    const { GroupPanel } = await import("./groupPanel");
    // Asked for twice at once, it is there by now.
    if (this.open.has(folder)) return panel.dispose();
    panel.title = titleOf(folder);
    const shown = new GroupPanel(folder, panel, this.context);
    this.open.set(folder, shown);
    shown.onDidClose(() => this.open.delete(folder));
  }
}

/** "Sweep: iris · 6:57 PM" */
export function titleOf(folder: string): string {
  const { network, run, created } = nameOfRun(folder);
  const name = `${network} · ${formatTime(created)}`;
  return run.startsWith("folds-") ? l10n.t("Folds: {0}", name) : l10n.t("Sweep: {0}", name);
}
