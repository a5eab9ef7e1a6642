/** The nodes of the tree. Commands of the view receive them as arguments. */
import type { Command } from "vscode";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { EpochEnded } from "../../protocol/events";
import type { Run, WorkspaceNetwork } from "../workspace/networks";

export type TreeNode =
  | { kind: "network"; network: WorkspaceNetwork }
  /** `before`: the config of the previous run. */
  | { kind: "run"; run: Run; before?: ResolvedConfig }
  /** An epoch with saved weights; `ended`: its metrics. */
  | { kind: "epoch"; run: Run; epoch: number; ended: EpochEnded }
  | { kind: "message"; text: string; icon?: string; command?: Command };

export type RunNode = Extract<TreeNode, { kind: "run" }>;

/** The runs among values that may be nodes, such as a selection or the arguments of a command. */
export const runsIn = (nodes: readonly unknown[]): Run[] =>
  nodes.flatMap((node) => ((node as TreeNode | undefined)?.kind === "run" ? [(node as RunNode).run] : []));
