/** The nodes of the tree. Commands of the view receive them as arguments. */
import type { Command, Uri } from "vscode";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { TrialSummary } from "../../groups/trials";
import type { EpochEnded } from "../../protocol/events";
import type { Label } from "../../runs/label";
import type { GroupView } from "../workspace/groups";
import type { Run, WorkspaceNetwork } from "../workspace/networks";

export type TreeNode =
  | { kind: "network"; network: WorkspaceNetwork }
  /** A run; `before` is the config of the previous run. */
  | { kind: "run"; run: Run; before?: ResolvedConfig }
  /** An epoch with saved weights; `ended` has its metrics. */
  | { kind: "epoch"; run: Run; epoch: number; ended: EpochEnded }
  /** A sweep or folds; `view` is its last read state. */
  | { kind: "group"; folder: string; config: Uri; view?: GroupView }
  /** A run in a group: of a trial, or the last network of folds. */
  | { kind: "member"; folder: string; config: Uri; group: GroupView; trial?: TrialSummary; label: Label }
  | { kind: "message"; text: string; icon?: string; command?: Command };

export type RunNode = Extract<TreeNode, { kind: "run" }>;
export type GroupNode = Extract<TreeNode, { kind: "group" }>;
export type MemberNode = Extract<TreeNode, { kind: "member" }>;

/** Returns the runs among values that may be nodes, such as a selection or the arguments of a command. */
export const runsIn = (nodes: readonly unknown[]): Run[] =>
  nodes.flatMap((node) => ((node as TreeNode | undefined)?.kind === "run" ? [(node as RunNode).run] : []));
