/** Tree items of the nodes. */
import { basename } from "node:path";
import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from "vscode";
import { visibleText } from "../../messages/visibleText";
import { commandId } from "../base/commandIds";
import { formatDuration, formatEpoch, formatState, isActive, relativeFolder, stateIcons } from "../base/formatting";
import type { WorkspaceNetwork } from "../workspace/networks";
import { groupItem, memberItem } from "./groupItems";
import type { RunNode, TreeNode } from "./node";
import { runScheme } from "./pinned";
import { describeRun, runName, runTooltip } from "./runText";

export function treeItem(node: TreeNode): TreeItem {
  switch (node.kind) {
    case "network":
      return networkItem(node.network);
    case "run":
      return runItem(node);
    case "epoch":
      return epochItem(node);
    case "group":
      return groupItem(node);
    case "member":
      return memberItem(node);
    case "message":
      return messageItem(node);
  }
}

function networkItem({ config, runs }: WorkspaceNetwork): TreeItem {
  const name = basename(config.fsPath).replace(/\.network\.json$/, "");
  const item = new TreeItem(visibleText(name), TreeItemCollapsibleState.Expanded);
  item.id = config.toString();
  item.resourceUri = config;
  item.description = visibleText(relativeFolder(config));
  item.iconPath = ThemeIcon.File;
  item.tooltip = visibleText(config.fsPath);
  item.contextValue = runs.some(({ state }) => isActive(state)) ? "config.training" : "config";
  item.command = { command: "vscode.open", title: l10n.t("Open"), arguments: [config] };
  return item;
}

function runItem({ run, before }: RunNode): TreeItem {
  const open = run.epoch > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
  const item = new TreeItem(visibleText(runName(run)), open);
  const { icon, color } = stateIcons[run.state];
  item.id = run.folder;
  // The resource URI selects the decoration of pinned runs.
  if (run.pinned) item.resourceUri = Uri.from({ scheme: runScheme, path: Uri.file(run.folder).path });
  item.description = visibleText(describeRun(run, before));
  item.iconPath = new ThemeIcon(icon, color ? new ThemeColor(color) : undefined);
  const whose = run.training ? ".ours" : run.onlyStops ? ".other" : "";
  item.contextValue = `run.${run.state}${whose}${run.pinned ? ".pinned" : ""}`;
  item.tooltip = runTooltip(run, before);
  const spoken = [item.label, run.pinned && l10n.t("pinned"), formatState(run.state), item.description];
  item.accessibilityInformation = { label: spoken.filter(Boolean).join(", ") };
  item.command = {
    command: commandId("openResults"),
    title: l10n.t("Open Results"),
    arguments: [{ kind: "run", run }],
  };
  return item;
}

function epochItem(node: Extract<TreeNode, { kind: "epoch" }>): TreeItem {
  const { run, epoch, ended } = node;
  const item = new TreeItem(l10n.t("epoch {0}", epoch));
  const isBest = run.best?.epoch === epoch && run.best.metric !== "epoch";
  item.id = `${run.folder}#${epoch}`;
  const seconds = ended.trainSeconds + ended.evaluateSeconds;
  const took = seconds >= 0.05 && formatDuration(seconds);
  item.description = [formatEpoch(ended), isBest && l10n.t("best"), took].filter(Boolean).join(" · ");
  item.iconPath = isBest ? new ThemeIcon("star-full", new ThemeColor("charts.yellow")) : new ThemeIcon("circle-small");
  item.contextValue = "epoch.kept";
  const metrics = Object.entries(ended).filter(([name]) => name !== "type" && name !== "epoch");
  item.tooltip = metrics.map(([name, value]) => `${name}: ${Number(value).toPrecision(5)}`).join("\n");
  item.command = { command: commandId("openResults"), title: l10n.t("Open Results"), arguments: [node] };
  return item;
}

function messageItem({ text, icon, command }: Extract<TreeNode, { kind: "message" }>): TreeItem {
  const item = new TreeItem(visibleText(text));
  item.tooltip = item.label as string;
  if (icon) item.iconPath = new ThemeIcon(icon);
  if (command) item.command = command;
  return item;
}
