/** Debug Training: trains a config in the debugger, or goes through a run there. */
import { basename } from "node:path";
import { debug, l10n, Uri, workspace } from "vscode";
import { confirmTrust } from "../base/trust";
import type { TreeNode } from "../tree/networksTree";
import { runName } from "../tree/runText";
import type { CommandContext } from "./context";
import { resolveConfig } from "./target";

/** @param target a config, or a run of the tree */
export async function debugTraining({ networks }: CommandContext, target?: unknown): Promise<boolean> {
  const node = target instanceof Uri ? undefined : (target as TreeNode | undefined);
  const launch = { type: "matrix-network", request: "launch", mode: "training", stopOnEntry: true };
  if (node?.kind === "run") {
    const { run } = node;
    if (!confirmTrust()) return false;
    const name = l10n.t("Debug the training: {0}", `${run.network}, ${runName(run)}`);
    return debug.startDebugging(workspace.getWorkspaceFolder(run.config), { ...launch, name, run: run.folder });
  }
  const config = await resolveConfig(target, networks);
  if (!config || !confirmTrust()) return false;
  const name = l10n.t("Debug the training: {0}", basename(config.fsPath));
  return debug.startDebugging(workspace.getWorkspaceFolder(config), { ...launch, name, config: config.fsPath });
}
