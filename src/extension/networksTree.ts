/** The tree view *Networks*: configs, below each its runs, what is at work told live. */
import { basename } from "node:path";
import {
  type Disposable,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  workspace,
} from "vscode";
import { DisposableStore } from "./disposables";
import type { Network, Networks, Run } from "./networks";
import type { Trainings } from "./trainings";
import { bestInWords, duration, epochInWords, isAtWork, stateIcons, stateInWords, timeInWords } from "./words";

/** What the tree shows; commands of the view get one of these. */
export type Node =
  | { kind: "network"; network: Network }
  | { kind: "run"; run: Run }
  | { kind: "words"; words: string; icon?: string };

export class NetworksTree implements TreeDataProvider<Node>, Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<void>());
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly networks: Networks,
    private readonly trainings: Trainings,
  ) {
    let waiting: NodeJS.Timeout | undefined;
    // Progress comes ten times a second; a tree that is drawn as often flickers.
    const redraw = () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        this.changed.fire();
      }, 250);
    };
    this.store.add(networks.onDidChange(redraw));
    this.store.add(trainings.onDidChange(redraw));
    this.store.add({ dispose: () => clearTimeout(waiting) });
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) {
      await this.networks.ready;
      return this.networks.all.map((network) => ({ kind: "network", network }));
    }
    if (node.kind !== "network") return [];
    const { config, runs, fault, problem } = node.network;
    const starting = this.trainings.atWork.filter((each) => !each.folder && each.config.fsPath === config.fsPath);
    const faults = [fault, problem].filter((text) => text !== undefined);
    const none = runs.length + starting.length + faults.length === 0 ? [l10n.t("not trained yet")] : [];
    return [
      ...faults.map((text): Node => ({ kind: "words", words: text, icon: "warning" })),
      ...starting.map((): Node => ({ kind: "words", words: l10n.t("starting…"), icon: stateIcons.starting.icon })),
      ...none.map((text): Node => ({ kind: "words", words: text })),
      ...runs.map((run): Node => ({ kind: "run", run })),
    ];
  }

  getTreeItem(node: Node): TreeItem {
    if (node.kind === "network") return networkItem(node.network);
    if (node.kind === "run") return runItem(node.run);
    const item = new TreeItem(node.words);
    item.tooltip = node.words;
    if (node.icon) item.iconPath = new ThemeIcon(node.icon);
    return item;
  }

  getParent(node: Node): Node | undefined {
    if (node.kind !== "run") return undefined;
    const network = this.networks.network(node.run.config);
    return network && { kind: "network", network };
  }

  dispose(): void {
    this.store.dispose();
  }
}

function networkItem({ config, runs }: Network): TreeItem {
  const name = basename(config.fsPath).replace(/\.network\.json$/, "");
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = config.toString();
  item.resourceUri = config;
  item.description = workspace
    .asRelativePath(config)
    .replace(/[^/]+$/, "")
    .replace(/\/$/, "");
  item.iconPath = ThemeIcon.File;
  item.tooltip = config.fsPath;
  item.contextValue = runs.some(({ state }) => isAtWork(state)) ? "config.training" : "config";
  item.command = { command: "vscode.open", title: l10n.t("Open"), arguments: [config] };
  return item;
}

function runItem(run: Run): TreeItem {
  const item = new TreeItem(timeInWords(run.createdAt), TreeItemCollapsibleState.None);
  const { icon, color } = stateIcons[run.state];
  item.id = run.folder;
  item.description = describe(run);
  item.iconPath = new ThemeIcon(icon, color ? new ThemeColor(color) : undefined);
  item.contextValue = `run.${run.state}${run.training ? ".ours" : ""}`;
  item.tooltip = tooltip(run);
  item.accessibilityInformation = { label: `${item.label}, ${stateInWords(run.state)}, ${item.description}` };
  item.command = {
    command: "matrixNetwork.openResults",
    title: l10n.t("Open Results"),
    arguments: [{ kind: "run", run }],
  };
  return item;
}

/** "97.9% · 30 epochs · 12 s", or while it trains "97.2% · 12/30". */
function describe(run: Run): string {
  const { training } = run;
  if (isAtWork(run.state)) {
    const reached = training?.lastEpoch ? epochInWords(training.lastEpoch) : run.best && bestInWords(run.best);
    const epoch = training?.progress?.epoch ?? training?.lastEpoch?.epoch ?? run.epoch;
    const state = run.state === "running" ? "" : stateInWords(run.state);
    return [reached, `${epoch}/${run.epochs}`, state].filter(Boolean).join(" · ");
  }
  const epochs = run.epoch === 1 ? l10n.t("1 epoch") : l10n.t("{0} epochs", run.epoch);
  const state = run.state === "completed" ? "" : stateInWords(run.state);
  const best = run.best && bestInWords(run.best);
  return [best, epochs, run.seconds > 0 ? duration(run.seconds) : "", state].filter(Boolean).join(" · ");
}

function tooltip(run: Run): MarkdownString {
  const text = new MarkdownString();
  text.appendText(`${run.network}, ${stateInWords(run.state)}\n`);
  if (run.best)
    text.appendText(l10n.t("Best: {0} in epoch {1}", bestInWords(run.best), run.best.epoch)).appendText("\n");
  if (run.backend) text.appendText(l10n.t("Backend: {0}", run.backend)).appendText("\n");
  if (run.problem) text.appendText(`${run.problem}\n`);
  return text.appendText(run.folder);
}
