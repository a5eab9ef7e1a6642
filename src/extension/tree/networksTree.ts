/** The tree view *Networks*: configs, below each its runs, below each run its kept epochs; what is at work is told live. */
import { type Disposable, EventEmitter, l10n, type TreeDataProvider, type TreeItem } from "vscode";
import { commandId } from "../base/commandIds";
import { DisposableStore } from "../base/disposables";
import { stateIcons } from "../base/formatting";
import type { TrainingProcesses } from "../process/trainingProcesses";
import type { Network, Run, WorkspaceNetworks } from "../workspace/networks";
import { isFiltering, passes } from "./filter";
import { itemOf } from "./items";
import type { Node, RunNode } from "./node";
import { inOrder } from "./order";
import { configsBefore } from "./runDifferences";
import type { Choices } from "./treeOptions";

export type { Node } from "./node";

/** Of a network with more runs than this the rest is shown when it is asked for. */
const pageSize = 100;

export class NetworksTree implements TreeDataProvider<Node>, Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<Node | undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  /** As they were handed to VS Code, which knows them again by identity alone; by the config's path and by folder. */
  private readonly networkNodes = new Map<string, Extract<Node, { kind: "network" }>>();
  private readonly runNodes = new Map<string, RunNode>();
  /** How many runs of a config are shown, where more were asked for. */
  private readonly shown = new Map<string, number>();
  private readonly waiting = new Set<Node>();
  private waitingForAll = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly networks: WorkspaceNetworks,
    private readonly trainings: TrainingProcesses,
    private readonly choices: Choices,
  ) {
    this.store.add(networks.onDidChange((runs) => this.redraw(runs)));
    this.store.add(choices.onDidChange(() => this.redraw()));
    this.store.add({ dispose: () => clearTimeout(this.timer) });
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) {
      await this.networks.ready;
      return this.allNetworks();
    }
    if (node.kind === "network") return this.below(node.network);
    return node.kind === "run" ? this.epochsOf(node.run) : [];
  }

  getTreeItem(node: Node): TreeItem {
    return itemOf(node);
  }

  getParent(node: Node): Node | undefined {
    if (node.kind === "epoch") return this.runNode(node.run);
    if (node.kind !== "run") return undefined;
    const network = this.networks.network(node.run.config);
    return network && this.networkNode(network);
  }

  /** The node of a config, or undefined where the filter hides it. */
  nodeOf(config: string): Node | undefined {
    const network = this.networks.all.find((each) => each.config.fsPath === config);
    return network && this.isShown(network) ? this.networkNode(network) : undefined;
  }

  showMore(config: string): void {
    this.shown.set(config, this.countOf(config) + pageSize);
    this.redraw();
  }

  /** How many runs the filter lets through, of how many. */
  get counts(): { shown: number; all: number } {
    const { all } = this.networks;
    return {
      shown: all.reduce((sum, network) => sum + this.runsOf(network).length, 0),
      all: all.reduce((sum, { runs }) => sum + runs.length, 0),
    };
  }

  dispose(): void {
    this.store.dispose();
  }

  private allNetworks(): Node[] {
    const { all } = this.networks;
    const there = new Set(all.map(({ config }) => config.fsPath));
    for (const path of this.networkNodes.keys()) if (!there.has(path)) this.networkNodes.delete(path);
    const folders = new Set(all.flatMap(({ runs }) => runs.map(({ folder }) => folder)));
    for (const folder of this.runNodes.keys()) if (!folders.has(folder)) this.runNodes.delete(folder);
    const nodes = all.filter((network) => this.isShown(network)).map((network) => this.networkNode(network));
    if (nodes.length > 0 || all.length === 0) return nodes;
    const command = { command: commandId("clearFilter"), title: l10n.t("Clear the Filter") };
    return [{ kind: "words", words: l10n.t("No run passes the filter. Show all."), icon: "filter", command }];
  }

  private below(network: Network): Node[] {
    const { config, fault, problem } = network;
    const starting = this.trainings.atWork.filter((each) => !each.folder && each.config.fsPath === config.fsPath);
    const faults = [fault, problem].filter((text) => text !== undefined);
    const before = configsBefore(network.runs);
    const runs = inOrder(this.runsOf(network, before), this.choices.order);
    const none = network.runs.length + starting.length + faults.length === 0 ? [l10n.t("not trained yet")] : [];
    const count = this.countOf(config.fsPath);
    return [
      ...faults.map((text): Node => ({ kind: "words", words: text, icon: "warning" })),
      ...starting.map((): Node => ({ kind: "words", words: l10n.t("starting…"), icon: stateIcons.starting.icon })),
      ...none.map((text): Node => ({ kind: "words", words: text })),
      ...runs.slice(0, count).map((run) => this.runNode(run, before.get(run))),
      ...(runs.length > count ? [more(config.fsPath, runs.length - count)] : []),
    ];
  }

  private async epochsOf(run: Run): Promise<Node[]> {
    const { savedEpochMetrics } = await import("../../runs/savedEpochMetrics");
    try {
      const kept = await savedEpochMetrics(run.folder, run.best?.epoch);
      if (kept.length === 0) return [{ kind: "words", words: l10n.t("no weights were kept yet") }];
      return kept.map((ended): Node => ({ kind: "epoch", run, epoch: ended.epoch, ended }));
    } catch (error) {
      return [{ kind: "words", words: (error as Error).message, icon: "warning" }];
    }
  }

  private runsOf({ runs }: Network, before = configsBefore(runs)): Run[] {
    const { filter } = this.choices;
    return isFiltering(filter) ? runs.filter((run) => passes(run, before.get(run), filter)) : runs;
  }

  private isShown(network: Network): boolean {
    return !isFiltering(this.choices.filter) || this.runsOf(network).length > 0;
  }

  private countOf(config: string): number {
    return this.shown.get(config) ?? pageSize;
  }

  private networkNode(network: Network): Node {
    const node = this.networkNodes.get(network.config.fsPath) ?? { kind: "network", network };
    node.network = network;
    this.networkNodes.set(network.config.fsPath, node);
    return node;
  }

  private runNode(run: Run, before = this.runNodes.get(run.folder)?.before): Node {
    const node = this.runNodes.get(run.folder) ?? { kind: "run", run };
    node.run = run;
    if (before) node.before = before;
    else delete node.before;
    this.runNodes.set(run.folder, node);
    return node;
  }

  /** Progress comes ten times a second; a tree that is drawn as often flickers. @param runs that alone have changed; else everything */
  private redraw(runs?: readonly string[]): void {
    for (const folder of runs ?? []) {
      const node = this.runNodes.get(folder);
      const run = this.networks.run(folder);
      // Another state can move a run, hide it or change the icon of its config.
      if (!node || !run || run.state !== node.run.state) this.waitingForAll = true;
      else {
        node.run = run;
        this.waiting.add(node);
      }
    }
    if (!runs) this.waitingForAll = true;
    this.timer ??= setTimeout(() => this.fire(), 250);
  }

  private fire(): void {
    this.timer = undefined;
    const nodes = this.waitingForAll ? [undefined] : [...this.waiting];
    this.waitingForAll = false;
    this.waiting.clear();
    for (const node of nodes) this.changed.fire(node);
  }
}

const more = (config: string, count: number): Node => ({
  kind: "words",
  words: l10n.t("{0} more…", count),
  icon: "ellipsis",
  command: { command: commandId("showMoreRuns"), title: l10n.t("Show More"), arguments: [config] },
});
