/**
 * The Networks view around the tree: its selection, its filter message, and revealing the config of the active editor.
 */
import { type Disposable, l10n, type TreeView, type Uri, window, workspace } from "vscode";
import { DisposableStore } from "../base/disposables";
import type { TrainingProcesses } from "../process/trainingProcesses";
import type { WorkspaceGroups } from "../workspace/groups";
import type { WorkspaceNetworks } from "../workspace/networks";
import { RunDragAndDrop } from "./dragAndDrop";
import { isFiltering, type RunFilter } from "./filter";
import { NetworksTree } from "./networksTree";
import type { TreeNode } from "./node";
import { showPinDecorations } from "./pinned";
import { formatStateGroup } from "./stateGroupText";
import type { TreeOptions } from "./treeOptions";

export class NetworksView implements Disposable {
  private readonly store = new DisposableStore();
  readonly tree: NetworksTree;
  private readonly view: TreeView<TreeNode>;

  constructor(
    networks: WorkspaceNetworks,
    trainings: TrainingProcesses,
    readonly options: TreeOptions,
    groups: WorkspaceGroups,
  ) {
    this.tree = this.store.add(new NetworksTree(networks, trainings, options, groups));
    this.view = this.store.add(
      window.createTreeView("matrixNetwork.networks", {
        treeDataProvider: this.tree,
        showCollapseAll: true,
        canSelectMany: true,
        dragAndDropController: new RunDragAndDrop(networks),
      }),
    );
    groups.isVisible = () => this.view.visible;
    this.store.add(showPinDecorations());
    this.store.add(this.tree.onDidChangeTreeData(() => this.updateMessage()));
    this.store.add(window.onDidChangeActiveTextEditor(() => this.revealActiveConfig()));
    this.store.add(this.view.onDidChangeVisibility(() => this.revealActiveConfig()));
  }

  get selection(): readonly TreeNode[] {
    return this.view.selection;
  }

  /**
   * Reveals and selects a config, opening the view if necessary. Returns false if the view does not contain it or the
   * filter hides it.
   */
  async reveal(config: string, focus = true): Promise<boolean> {
    const node = this.tree.configNode(config);
    if (!node) return false;
    await this.view.reveal(node, { select: true, focus });
    return true;
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Reveals like the Explorer: only while the view is visible, and if the setting allows it. */
  private revealActiveConfig(): void {
    const config = window.activeTextEditor?.document.uri;
    if (!config || !this.view.visible) return;
    if (!workspace.getConfiguration("matrixNetwork", config).get<boolean>("autoReveal", true)) return;
    // Selecting a run of this config has activated its editor.
    if (this.view.selection.some((node) => configPath(node) === config.fsPath)) return;
    void this.revealWithRetry(config);
  }

  /**
   * Retries until the config is selected or the user selects something else: revealing can fail while the tree
   * refreshes, which takes seconds on a busy machine.
   */
  private async revealWithRetry(config: Uri): Promise<void> {
    const before = this.selectedConfig;
    for (let i = 0; i < 20; i++) {
      await this.reveal(config.fsPath, false).catch(() => false);
      await new Promise((resolve) => setTimeout(resolve, 400));
      if (this.selectedConfig !== before) return;
      if (!this.view.visible || window.activeTextEditor?.document.uri.fsPath !== config.fsPath) return;
    }
  }

  private get selectedConfig(): string | undefined {
    const [node] = this.view.selection;
    return node && configPath(node);
  }

  private updateMessage(): void {
    const { filter } = this.options;
    const { shown, all } = this.tree.counts;
    this.view.message = isFiltering(filter) ? l10n.t("{0} of {1} runs: {2}", shown, all, formatFilter(filter)) : "";
  }
}

function configPath(node: TreeNode): string | undefined {
  if (node.kind === "network") return node.network.config.fsPath;
  if (node.kind === "group" || node.kind === "member") return node.config.fsPath;
  return node.kind === "message" ? undefined : node.run.config.fsPath;
}

function formatFilter({ text, states, pinned }: RunFilter): string {
  const quoted = text.trim() && `“${text.trim()}”`;
  return [quoted, states.map(formatStateGroup).join(", "), pinned && l10n.t("pinned")].filter(Boolean).join(" · ");
}
