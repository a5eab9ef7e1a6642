/** One panel for each group: opened, revealed, and restored after a window reload. */
import { l10n, ViewColumn, type WebviewPanel, window } from "vscode";
import { nameOfRun } from "../../groups/finalRun";
import { formatTime } from "../base/formatting";
import { FolderPanels } from "../panel/folderPanels";
import type { PanelContext } from "../panel/panelContext";
import type { WorkspaceGroups } from "../workspace/groups";
import type { GroupPanel } from "./groupPanel";

export class GroupPanels extends FolderPanels<GroupPanel> {
  constructor(
    private readonly context: PanelContext,
    groups: Pick<WorkspaceGroups, "onDidChange">,
  ) {
    super("matrixNetwork.group");
    this.add(
      groups.onDidChange(async (folder) => {
        if (!this.open.has(folder)) return;
        const title = await titleOf(folder);
        const shown = this.open.get(folder);
        if (shown && shown.panel.title !== title) shown.panel.title = title;
      }),
    );
  }

  /** @param beside true to keep the focus, for example in a terminal that asks a question */
  async show(folder: string, { beside = false }: { beside?: boolean } = {}): Promise<void> {
    const found = this.open.get(folder);
    const place = beside ? { viewColumn: ViewColumn.Beside, preserveFocus: true } : ViewColumn.Active;
    if (!found) await this.adopt(folder, window.createWebviewPanel(this.viewType, "", place));
    else if (beside) found.panel.reveal(undefined, true);
    else found.panel.reveal();
  }

  protected override async filling(folder: string) {
    const [{ GroupPanel }, title] = await Promise.all([import("./groupPanel"), titleOf(folder)]);
    return (panel: WebviewPanel) => {
      panel.title = title;
      return new GroupPanel(folder, panel, this.context);
    };
  }
}

/** Returns "Sweep: iris · 6:57 PM", or with the user's name for it instead of the time. */
export async function titleOf(folder: string): Promise<string> {
  const { readLabel } = await import("../../runs/label");
  const { network, run, created } = nameOfRun(folder);
  const { name = formatTime(created) } = await readLabel(folder);
  const title = `${network} · ${name}`;
  return run.startsWith("folds-") ? l10n.t("Folds: {0}", title) : l10n.t("Sweep: {0}", title);
}
