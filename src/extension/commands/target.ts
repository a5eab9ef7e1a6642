/** Resolves the target of a command: a tree node, a file, a run folder, the active editor, or the user's pick. */

import { isAbsolute } from "node:path";
import { commands, l10n, Uri, window, workspace } from "vscode";
import { labelText } from "../../messages/visibleText";
import { commandId } from "../base/commandIds";
import { showError, showInformation } from "../base/notify";
import { messageOf } from "../base/translated";
import type { TreeNode } from "../tree/networksTree";
import { runsIn } from "../tree/node";
import { runItem } from "../tree/runText";
import type { Run, WorkspaceNetworks } from "../workspace/networks";
import type { CommandContext } from "./context";

const isConfig = (uri: Uri | undefined): uri is Uri => uri?.path.endsWith(".network.json") === true;

/** Returns the config that a command applies to; asks if it is ambiguous. Undefined if the user cancels. */
export async function resolveConfig(target: unknown, networks: WorkspaceNetworks): Promise<Uri | undefined> {
  if (target instanceof Uri) return target;
  const node = target as TreeNode | undefined;
  if (node?.kind === "network") return node.network.config;
  if (node?.kind === "run" || node?.kind === "epoch") return node.run.config;
  if (node?.kind === "group" || node?.kind === "member") return node.config;
  const active = window.activeTextEditor?.document.uri;
  if (isConfig(active)) return active;
  await networks.ready;
  const configs = networks.all.map(({ config }) => config);
  if (configs.length <= 1) {
    if (configs.length === 0) void offerNewConfig();
    return configs[0];
  }
  const items = configs.map((config) => ({ label: labelText(workspace.asRelativePath(config)), config }));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t("Select a network") });
  return picked?.config;
}

async function offerNewConfig(): Promise<void> {
  const create = l10n.t("New Network Config…");
  const text = l10n.t("This workspace contains no network config (*.network.json).");
  if ((await showInformation(text, create)) === create) {
    await commands.executeCommand(commandId("newConfig"));
  }
}

/** Argument of the view's keybindings: the command applies to its selection. */
const fromSelection = "selection";

/** Returns the runs that a command applies to: the selection if there is one, otherwise a single run. */
export async function resolveRuns(
  target: unknown,
  nodes: unknown,
  context: Pick<CommandContext, "networks" | "panels" | "view">,
  accepts: (run: Run) => boolean,
): Promise<Run[]> {
  const selected = target === fromSelection ? context.view.selection : Array.isArray(nodes) ? nodes : [];
  await context.networks.rereadActive();
  const runs = runsIn(selected).map((run) => context.networks.run(run.folder) ?? run);
  if (runs.length > 0) return runs;
  const run = await resolveRun(target, context, accepts);
  return run ? [run] : [];
}

async function findRun(folder: string, networks: WorkspaceNetworks): Promise<Run | undefined> {
  const { findMember } = await import("../workspace/members");
  try {
    const member = await findMember(folder, networks);
    if (member) return member;
  } catch (error) {
    void showError(messageOf(error as Error));
    return undefined;
  }
  if (!networks.run(folder)) await networks.refresh();
  const run = networks.run(folder);
  if (!run) void showInformation(l10n.t("{0} is not a run of this workspace.", folder));
  return run;
}

/** Returns the run that a command applies to: the only one that `accepts` returns true for, or the user's pick. */
export async function resolveRun(
  target: unknown,
  { networks, panels, view }: Pick<CommandContext, "networks" | "panels" | "view">,
  accepts: (run: Run) => boolean,
): Promise<Run | undefined> {
  await networks.ready;
  await networks.rereadActive();
  const all = networks.all.flatMap(({ runs }) => runs);
  const node = (target === fromSelection ? view.selection[0] : target) as TreeNode | undefined;
  // A run of the tree, or the run of an epoch.
  if (node?.kind === "run" || node?.kind === "epoch") return networks.run(node.run.folder) ?? node.run;
  if (node?.kind === "member") return findRun(node.folder, networks);
  if (typeof target === "string" && isAbsolute(target)) return findRun(target, networks);
  const shown = target === undefined && panels.active ? networks.run(panels.active) : undefined;
  if (shown && accepts(shown)) return shown;
  const config = target instanceof Uri ? target : node?.kind === "network" ? node.network.config : undefined;
  const active = config ?? window.activeTextEditor?.document.uri;
  const here = all.filter((run) => run.config.fsPath === active?.fsPath).filter(accepts);
  const candidates = config || here.length > 0 ? here : all.filter(accepts);
  if (candidates.length === 0) {
    void showInformation(l10n.t("This command does not apply to any run."));
    return undefined;
  }
  if (candidates.length === 1) return candidates[0];
  const items = candidates.map((run) => ({ ...runItem(run), run }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t("Select a run"), matchOnDescription: true }))?.run;
}
