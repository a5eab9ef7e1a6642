/** One panel for each group: opened, found again, and restored after the window was reloaded. */
import { l10n, ViewColumn, type WebviewPanel, window } from "vscode";
import { nameOfRun } from "../../groups/finalRun";
import { DisposableStore } from "../base/disposables";
import { formatTime } from "../base/formatting";
import type { PanelContext } from "../panel/panelContext";
import type { WorkspaceGroups } from "../workspace/groups";
import type { GroupPanel } from "./groupPanel";

const viewType = "matrixNetwork.group";

export class GroupPanels extends DisposableStore {
  private readonly open = new Map<string, GroupPanel>();

  constructor(
    private readonly context: PanelContext,
    groups: Pick<WorkspaceGroups, "onDidChange">,
  ) {
    super();
    this.add(
      groups.onDidChange(async (folder) => {
        if (!this.open.has(folder)) return;
        const title = await titleOf(folder);
        const shown = this.open.get(folder);
        if (shown && shown.panel.title !== title) shown.panel.title = title;
      }),
    );
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

  /** @param beside whether what has the focus keeps it, as a terminal that asks something */
  async show(folder: string, { beside = false }: { beside?: boolean } = {}): Promise<void> {
    const found = this.open.get(folder);
    const place = beside ? { viewColumn: ViewColumn.Beside, preserveFocus: true } : ViewColumn.Active;
    if (!found) await this.adopt(folder, window.createWebviewPanel(viewType, "", place));
    else if (beside) found.panel.reveal(undefined, true);
    else found.panel.reveal();
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
    const [{ GroupPanel }, title] = await Promise.all([import("./groupPanel"), titleOf(folder)]);
    // Asked for twice at once, it is there by now.
    if (this.open.has(folder)) return panel.dispose();
    panel.title = title;
    const shown = new GroupPanel(folder, panel, this.context);
    this.open.set(folder, shown);
    shown.onDidClose(() => this.open.delete(folder));
  }
}

/** "Sweep: iris · 6:57 PM", or with the name that a person gave it in place of the time. */
export async function titleOf(folder: string): Promise<string> {
  const { readLabel } = await import("../../runs/label");
  const { network, run, created } = nameOfRun(folder);
  const { name = formatTime(created) } = await readLabel(folder);
  const title = `${network} · ${name}`;
  return run.startsWith("folds-") ? l10n.t("Folds: {0}", title) : l10n.t("Sweep: {0}", title);
}
