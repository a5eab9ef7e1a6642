/**
 * The data provider of the Networks view: configs, their runs, and the saved epochs of each run. Running trainings
 * update live.
 */

import { type Disposable, EventEmitter, l10n, type TreeDataProvider, type TreeItem } from "vscode";
import { commandId } from "../base/commandIds";
import { DisposableStore } from "../base/disposables";
import { stateIcons } from "../base/formatting";
import { messageOf } from "../base/translated";
import type { TrainingProcesses } from "../process/trainingProcesses";
import type { WorkspaceGroups } from "../workspace/groups";
import type { Run, WorkspaceNetwork, WorkspaceNetworks } from "../workspace/networks";
import { isFiltering, matchesFilter } from "./filter";
import { GroupNodes } from "./groupNodes";
import { treeItem } from "./items";
import type { GroupNode, RunNode, TreeNode } from "./node";
import { sortedRuns } from "./order";
import { previousConfigs } from "./runDifferences";
import type { TreeOptions } from "./treeOptions";

export type { TreeNode } from "./node";

/** Number of runs per network that are shown before Show More. */
const pageSize = 100;

export class NetworksTree implements TreeDataProvider<TreeNode>, Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<TreeNode | undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  /** Nodes by config path and by run folder. VS Code recognizes nodes only by identity. */
  private readonly networkNodes = new Map<string, Extract<TreeNode, { kind: "network" }>>();
  private readonly runNodes = new Map<string, RunNode>();
  /** Number of runs to show by config path, after Show More. */
  private readonly shown = new Map<string, number>();
  private readonly groups: GroupNodes;
  private readonly pendingNodes = new Set<TreeNode>();
  private refreshesAll = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly networks: WorkspaceNetworks,
    private readonly trainings: TrainingProcesses,
    private readonly options: TreeOptions,
    groups: WorkspaceGroups,
  ) {
    this.groups = new GroupNodes(groups);
    this.store.add(groups.onDidChange((folder) => this.refreshGroup(folder)));
    this.store.add(networks.onDidChange((runs) => this.refreshSoon(runs)));
    this.store.add(options.onDidChange(() => this.refreshSoon()));
    this.store.add({ dispose: () => clearTimeout(this.timer) });
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!node) {
      await this.networks.ready;
      return this.allNetworks();
    }
    if (node.kind === "network") return this.networkChildren(node.network);
    if (node.kind === "group") return this.groups.children(node, this.options.order);
    return node.kind === "run" ? this.epochNodes(node.run) : [];
  }

  getTreeItem(node: TreeNode): TreeItem {
    return treeItem(node);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    if (node.kind === "epoch") return this.runNode(node.run);
    if (node.kind === "member") return this.groups.node(node.group.folder, node.config);
    if (node.kind !== "run" && node.kind !== "group") return undefined;
    const network = this.networks.network(node.kind === "run" ? node.run.config : node.config);
    return network && this.networkNode(network);
  }

  /** Returns the node of a config, or undefined if the filter hides it. */
  configNode(config: string): TreeNode | undefined {
    const network = this.networks.all.find((each) => each.config.fsPath === config);
    return network && this.isShown(network) ? this.networkNode(network) : undefined;
  }

  /** @param where the path of a config, or the folder of a group */
  showMore(where: string): void {
    if (this.groups.has(where)) this.groups.showMore(where);
    else this.shown.set(where, this.shownCount(where) + pageSize);
    this.refreshSoon();
  }

  /** Number of runs that match the filter, and of all runs. */
  get counts(): { shown: number; all: number } {
    const { all } = this.networks;
    return {
      shown: all.reduce((sum, network) => sum + this.filteredRuns(network).length, 0),
      all: all.reduce((sum, { runs }) => sum + runs.length, 0),
    };
  }

  dispose(): void {
    this.store.dispose();
  }

  private allNetworks(): TreeNode[] {
    const { all } = this.networks;
    const paths = new Set(all.map(({ config }) => config.fsPath));
    for (const path of this.networkNodes.keys()) if (!paths.has(path)) this.networkNodes.delete(path);
    const folders = new Set(all.flatMap(({ runs }) => runs.map(({ folder }) => folder)));
    for (const folder of this.runNodes.keys()) if (!folders.has(folder)) this.runNodes.delete(folder);
    this.groups.forgetAllBut(new Set(all.flatMap(({ groups }) => groups)));
    const nodes = all.filter((network) => this.isShown(network)).map((network) => this.networkNode(network));
    if (nodes.length > 0 || all.length === 0) return nodes;
    const command = { command: commandId("clearFilter"), title: l10n.t("Clear Filter") };
    return [{ kind: "message", text: l10n.t("No runs match the filter. Show all."), icon: "filter", command }];
  }

  private networkChildren(network: WorkspaceNetwork): TreeNode[] {
    const { config, configError, problem } = network;
    const starting = this.trainings.atWork.filter((each) => !each.folder && each.config.fsPath === config.fsPath);
    const faults = [configError, problem].filter((text) => text !== undefined);
    const before = previousConfigs(network.runs);
    const runs = sortedRuns(this.filteredRuns(network, before), this.options.order);
    const groups = this.groupNodes(network);
    const all = network.runs.length + network.groups.length + starting.length + faults.length;
    const none = all === 0 ? [l10n.t("not trained yet")] : [];
    const count = this.shownCount(config.fsPath);
    const left = Math.max(0, runs.length - count) + Math.max(0, groups.length - count);
    return [
      ...faults.map((text): TreeNode => ({ kind: "message", text, icon: "warning" })),
      ...starting.map((): TreeNode => ({ kind: "message", text: l10n.t("starting…"), icon: stateIcons.starting.icon })),
      ...none.map((text): TreeNode => ({ kind: "message", text })),
      ...groups.slice(0, count),
      ...runs.slice(0, count).map((run) => this.runNode(run, before.get(run))),
      ...(left > 0 ? [moreNode(config.fsPath, left)] : []),
    ];
  }

  private async epochNodes(run: Run): Promise<TreeNode[]> {
    const { savedEpochMetrics } = await import("../../runs/savedEpochMetrics");
    try {
      const saved = await savedEpochMetrics(run.folder, run.best?.epoch);
      if (saved.length === 0) return [{ kind: "message", text: l10n.t("no saved weights yet") }];
      return saved.map((ended): TreeNode => ({ kind: "epoch", run, epoch: ended.epoch, ended }));
    } catch (error) {
      return [{ kind: "message", text: messageOf(error as Error), icon: "warning" }];
    }
  }

  private filteredRuns({ runs }: WorkspaceNetwork, before = previousConfigs(runs)): Run[] {
    const { filter } = this.options;
    return isFiltering(filter) ? runs.filter((run) => matchesFilter(run, before.get(run), filter)) : runs;
  }

  private groupNodes(network: WorkspaceNetwork): GroupNode[] {
    const { filter, order } = this.options;
    return this.groups.of(network, order, isFiltering(filter) ? filter : undefined);
  }

  private isShown(network: WorkspaceNetwork): boolean {
    if (!isFiltering(this.options.filter)) return true;
    return this.filteredRuns(network).length + this.groupNodes(network).length > 0;
  }

  private shownCount(config: string): number {
    return this.shown.get(config) ?? pageSize;
  }

  private networkNode(network: WorkspaceNetwork): TreeNode {
    const node = this.networkNodes.get(network.config.fsPath) ?? { kind: "network", network };
    node.network = network;
    this.networkNodes.set(network.config.fsPath, node);
    return node;
  }

  private runNode(run: Run, before = this.runNodes.get(run.folder)?.before): TreeNode {
    const node = this.runNodes.get(run.folder) ?? { kind: "run", run };
    node.run = run;
    if (before) node.before = before;
    else delete node.before;
    this.runNodes.set(run.folder, node);
    return node;
  }

  private refreshGroup(folder: string): void {
    const node = this.groups.changed(folder);
    // The order and the filter use a group's name and state.
    if (node && !isFiltering(this.options.filter)) this.pendingNodes.add(node);
    else this.refreshesAll = true;
    this.timer ??= setTimeout(() => this.fire(), 250);
  }

  /**
   * Collects changes for one refresh, since progress comes ten times a second and the tree would flicker. @param runs
   * the changed runs; undefined refreshes everything
   */
  private refreshSoon(runs?: readonly string[]): void {
    for (const folder of runs ?? []) {
      const node = this.runNodes.get(folder);
      const run = this.networks.run(folder);
      // A change of state can move or hide a run, or change the icon of its config.
      if (!node || !run || run.state !== node.run.state) this.refreshesAll = true;
      else {
        node.run = run;
        this.pendingNodes.add(node);
      }
    }
    if (!runs) this.refreshesAll = true;
    this.timer ??= setTimeout(() => this.fire(), 250);
  }

  private fire(): void {
    this.timer = undefined;
    const nodes = this.refreshesAll ? [undefined] : [...this.pendingNodes];
    this.refreshesAll = false;
    this.pendingNodes.clear();
    for (const node of nodes) this.changed.fire(node);
  }
}

const moreNode = (config: string, count: number): TreeNode => ({
  kind: "message",
  text: l10n.t("{0} more…", count),
  icon: "ellipsis",
  command: { command: commandId("showMoreRuns"), title: l10n.t("Show More"), arguments: [config] },
});
