/** Debug Training: trains a config in the debugger, or goes through a run there. */
import { basename } from "node:path";
import { debug, l10n, Uri, workspace } from "vscode";
import { confirmTrust } from "../base/trust";
import type { TreeNode } from "../tree/networksTree";
import { runName } from "../tree/runText";
import type { Run } from "../workspace/networks";
import type { CommandContext } from "./context";
import { resolveConfig } from "./target";

const launch = { type: "matrix-network", request: "launch", mode: "training", stopOnEntry: true };

/** @param from the minibatch at which it stops first */
export async function debugRun(run: Run, from?: { epoch: number; batch: number }): Promise<boolean> {
  if (!confirmTrust()) return false;
  const name = l10n.t("Debug the training: {0}", `${run.network}, ${runName(run)}`);
  const given = { ...launch, name, run: run.folder, ...(from && { from }) };
  return debug.startDebugging(workspace.getWorkspaceFolder(run.config), given);
}

/** @param target a config, or a run of the tree */
export async function debugTraining({ networks }: CommandContext, target?: unknown): Promise<boolean> {
  const node = target instanceof Uri ? undefined : (target as TreeNode | undefined);
  if (node?.kind === "run") return debugRun(node.run);
  const config = await resolveConfig(target, networks);
  if (!config || !confirmTrust()) return false;
  const name = l10n.t("Debug the training: {0}", basename(config.fsPath));
  return debug.startDebugging(workspace.getWorkspaceFolder(config), { ...launch, name, config: config.fsPath });
}
