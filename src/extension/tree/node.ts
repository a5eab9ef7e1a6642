/** What the tree shows; commands of the view get these. */
import type { Command } from "vscode";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { EpochEnded } from "../../protocol/events";
import type { Network, Run } from "../workspace/networks";

export type Node =
  | { kind: "network"; network: Network }
  /** `before`: what the run before it was trained with. */
  | { kind: "run"; run: Run; before?: ResolvedConfig }
  /** An epoch whose weights are kept; `ended`: what it reached. */
  | { kind: "epoch"; run: Run; epoch: number; ended: EpochEnded }
  | { kind: "message"; text: string; icon?: string; command?: Command };

export type RunNode = Extract<Node, { kind: "run" }>;

/** Of what may be nodes: a selection, or the arguments of a command. */
export const runsIn = (nodes: readonly unknown[]): Run[] =>
  nodes.flatMap((node) => ((node as Node | undefined)?.kind === "run" ? [(node as RunNode).run] : []));
