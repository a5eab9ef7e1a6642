/** Tree items of groups and of their trials. */
import { basename, dirname } from "node:path";
import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from "vscode";
import type { GroupStanding, GroupState } from "../../groups/standing";
import { visibleText } from "../../messages/visibleText";
import { commandId } from "../base/commandIds";
import { stateIcons } from "../base/formatting";
import { markdownLines } from "../base/markdown";
import {
  describeGroup,
  describeTrial,
  groupName,
  groupTooltip,
  isFoldsFolder,
  trialName,
  trialTooltip,
} from "./groupText";
import type { GroupNode, MemberNode } from "./node";
import { runScheme } from "./pinned";

export function groupItem({ folder, view }: GroupNode): TreeItem {
  const item = new TreeItem(visibleText(groupName(folder, view)), TreeItemCollapsibleState.Collapsed);
  const kind = isFoldsFolder(folder) ? "folds" : "sweep";
  const standing = view?.standing;
  item.id = folder;
  const pinned = view?.label.pinned;
  if (pinned) item.resourceUri = Uri.from({ scheme: runScheme, path: Uri.file(folder).path });
  item.description = view ? visibleText(describeGroup(view)) : "";
  item.iconPath = groupIcon(kind, view?.problem === undefined ? standing?.state : "damaged");
  item.contextValue = `group.${kind}.${standing?.state ?? "unread"}${pinned ? ".pinned" : ""}`;
  item.tooltip = view ? groupTooltip(view, basename(dirname(folder))) : visibleText(folder);
  const spoken = [item.label, pinned && l10n.t("pinned"), item.description];
  item.accessibilityInformation = { label: spoken.filter(Boolean).join(", ") };
  return item;
}

function groupIcon(kind: "folds" | "sweep", state: GroupState | "damaged" | undefined): ThemeIcon {
  if (state === "damaged") return new ThemeIcon("warning");
  if (state === "running") return themed(stateIcons.running);
  if (state === "unfinished") return themed(stateIcons.interrupted);
  return new ThemeIcon(kind === "sweep" ? "beaker" : "layers");
}

const themed = ({ icon, color }: { icon: string; color?: string }) =>
  new ThemeIcon(icon, color ? new ThemeColor(color) : undefined);

export function memberItem(node: MemberNode): TreeItem {
  const { folder, group, trial, label } = node;
  const { standing } = group;
  const name = trial ? trialName(standing, trial.proposal.trial) : l10n.t("all examples");
  const item = new TreeItem(visibleText(label.name ?? name));
  item.id = folder;
  if (label.pinned) item.resourceUri = Uri.from({ scheme: runScheme, path: Uri.file(folder).path });
  const found = standing?.kind === "sweep" ? standing.found.map(({ proposal }) => proposal.trial) : [];
  const isFound = trial !== undefined && found.includes(trial.proposal.trial);
  const words = trial
    ? [describeTrial(standing, trial), isFound && foundAs(standing, found.length), label.name && name]
    : [l10n.t("the network that predicts"), label.name && name];
  item.description = visibleText(words.filter(Boolean).join(" · "));
  item.iconPath = memberIcon(trial?.state, isFound);
  item.contextValue = `member.${trial ? trial.state : "final"}${label.pinned ? ".pinned" : ""}`;
  item.tooltip = trial
    ? trialTooltip(standing, trial, folder)
    : markdownLines([l10n.t("Trained on all examples. Predict, export and Try It use it."), folder]);
  item.accessibilityInformation = { label: [item.label, item.description].filter(Boolean).join(", ") };
  item.command = { command: commandId("openResults"), title: l10n.t("Open Results"), arguments: [node] };
  return item;
}

/** Returns "best" only if no other trial has the same figure. */
function foundAs(standing: GroupStanding | undefined, count: number): string {
  if (standing?.kind === "sweep" && standing.objectives.length > 1) return l10n.t("Pareto front");
  return count > 1 ? l10n.t("one of {0} tied for best", count) : l10n.t("best");
}

function memberIcon(state: string | undefined, isBest: boolean): ThemeIcon {
  if (isBest) return new ThemeIcon("star-full", new ThemeColor("charts.yellow"));
  if (state === "running") return themed(stateIcons.running);
  if (state === "waiting") return themed(stateIcons.interrupted);
  if (state === "failed") return themed(stateIcons.failed);
  return new ThemeIcon(state === undefined ? "verified" : "circle-small");
}
