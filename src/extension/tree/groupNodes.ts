/** The nodes of groups in the tree: one for each group, with its trials as children, the best first, in pages. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import { l10n, type Uri } from "vscode";
import type { GroupState } from "../../groups/standing";
import type { TrialSummary } from "../../groups/trials";
import { commandId } from "../base/commandIds";
import type { GroupView, WorkspaceGroups } from "../workspace/groups";
import type { WorkspaceNetwork } from "../workspace/networks";
import type { RunFilter, StateGroup } from "./filter";
import { formatGroupState, groupName } from "./groupText";
import type { GroupNode, MemberNode, TreeNode } from "./node";
import type { RunOrder } from "./order";

/** Number of trials of a group that are shown before Show More. */
const pageSize = 200;

export class GroupNodes {
  /** Nodes by folder. VS Code recognizes nodes only by identity. */
  private readonly nodes = new Map<string, GroupNode>();
  private readonly shown = new Map<string, number>();

  constructor(private readonly groups: WorkspaceGroups) {}

  /** Returns the groups of a network: pinned ones first, then the newest or in the tree's order. */
  of({ config, groups }: WorkspaceNetwork, order: RunOrder, filter?: RunFilter): GroupNode[] {
    const nodes = groups.map((folder) => this.node(folder, config));
    const shown = filter ? nodes.filter((node) => matches(node, filter)) : nodes;
    const name = ({ view }: GroupNode) => view?.label.name ?? "\uffff";
    if (order === "oldest") shown.reverse();
    if (order === "name") shown.sort((a, b) => name(a).localeCompare(name(b), undefined, { numeric: true }));
    const pinned = ({ view }: GroupNode) => (view?.label.pinned ? 0 : 1);
    return shown.sort((a, b) => pinned(a) - pinned(b));
  }

  /** Returns the updated node of a group; undefined if the tree has not shown it. */
  changed(folder: string): GroupNode | undefined {
    const node = this.nodes.get(folder);
    return node && this.node(folder, node.config);
  }

  node(folder: string, config: Uri): GroupNode {
    const node: GroupNode = this.nodes.get(folder) ?? { kind: "group", folder, config };
    const view = this.groups.of(folder);
    if (view) node.view = view;
    this.nodes.set(folder, node);
    return node;
  }

  forgetAllBut(folders: ReadonlySet<string>): void {
    for (const folder of this.nodes.keys()) if (!folders.has(folder)) this.nodes.delete(folder);
  }

  has(folder: string): boolean {
    return this.nodes.has(folder);
  }

  showMore(folder: string): void {
    this.shown.set(folder, this.shownCount(folder) + pageSize);
  }

  /** Returns the last network of folds, then a page of trials. */
  async children({ folder, config }: GroupNode, order: RunOrder): Promise<TreeNode[]> {
    const [view, { readLabel }, { finalFolder }, { runOfTrial }] = await Promise.all([
      this.groups.of(folder) ?? this.groups.poll(folder),
      import("../../runs/label"),
      import("../../groups/finalRun"),
      import("../../groups/names"),
    ]);
    if (view.problem !== undefined) return [{ kind: "message", text: view.problem, icon: "warning" }];
    const member = async (run: string, trial?: TrialSummary): Promise<MemberNode> => {
      const label = await readLabel(run);
      return { kind: "member", folder: run, config, group: view, label, ...(trial && { trial }) };
    };
    const final = finalFolder(folder);
    const isThere = await access(join(final, "manifest.json")).then(
      () => true,
      () => false,
    );
    const finals = isThere ? [await member(final)] : [];
    const trials = sortedTrials(view, order);
    const count = this.shownCount(folder);
    const page = await Promise.all(
      trials.slice(0, count).map((trial) => member(runOfTrial(folder, trial.proposal.trial), trial)),
    );
    const none = trials.length === 0 ? [{ kind: "message" as const, text: l10n.t("no trial has started") }] : [];
    return [...finals, ...page, ...none, ...(trials.length > count ? [moreNode(folder, trials.length - count)] : [])];
  }

  private shownCount(folder: string): number {
    return this.shown.get(folder) ?? pageSize;
  }
}

/** Returns running trials first, then the best, failed ones last; folds, and all with "oldest", by number. */
function sortedTrials({ standing, trials }: GroupView, order: RunOrder): TrialSummary[] {
  const all = [...trials.values()].sort((a, b) => a.proposal.trial - b.proposal.trial);
  if (standing?.kind !== "sweep" || order === "oldest") return all;
  const rank = ({ state }: TrialSummary) => ["running", "waiting", "done", "failed"].indexOf(state);
  const sign = standing.objectives[0].largerIsBetter ? -1 : 1;
  const loss = ({ result }: TrialSummary) => sign * (result?.objectives[0] ?? 0);
  const epochs = ({ result }: TrialSummary) => result?.epochs ?? 0;
  const within = (a: TrialSummary, b: TrialSummary) => (order === "epochs" ? epochs(b) - epochs(a) : loss(a) - loss(b));
  return all.sort((a, b) => rank(a) - rank(b) || within(a, b));
}

/** State group in the filter of runs for each state of a group. */
const filterStates: Record<GroupState, StateGroup> = {
  running: "training",
  ended: "completed",
  unfinished: "stopped",
};

function matches({ folder, view }: GroupNode, { text, states, pinned }: RunFilter): boolean {
  if (pinned && !view?.label.pinned) return false;
  const state = view?.standing?.state;
  if (states.length > 0 && !(state && states.includes(filterStates[state]))) return false;
  const label = view?.label;
  const searched = [
    groupName(folder, view),
    folder,
    state ? formatGroupState(state) : "",
    label?.note ?? "",
    ...(label?.tags ?? []),
  ]
    .join(" ")
    .toLocaleLowerCase();
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

const moreNode = (folder: string, count: number): TreeNode => ({
  kind: "message",
  text: l10n.t("{0} more…", count),
  icon: "ellipsis",
  command: { command: commandId("showMoreRuns"), title: l10n.t("Show More"), arguments: [folder] },
});
