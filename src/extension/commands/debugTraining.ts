/** Debug Training: trains a config in the debugger, attaches to a training, or replays a finished one. */
import { basename } from "node:path";
import { debug, l10n, Uri, workspace } from "vscode";
import { isActive } from "../base/formatting";
import { nextEvent } from "../base/nextEvent";
import { confirmTrust } from "../base/trust";
import type { TrainingProcess } from "../process/trainingProcess";
import type { TreeNode } from "../tree/networksTree";
import { runName } from "../tree/runText";
import type { Run } from "../workspace/networks";
import type { CommandContext } from "./context";
import { resolveConfig, resolveRun } from "./target";

const attach = { type: "matrix-network", request: "attach", stopOnEntry: true };
const launch = { type: "matrix-network", request: "launch", mode: "training", stopOnEntry: true };

/** @param from the minibatch at which it stops first */
export async function debugRun(run: Run, from?: { epoch: number; batch: number }): Promise<boolean> {
  if (!(await confirmTrust())) return false;
  const name = l10n.t("Debug the training: {0}", `${run.network}, ${runName(run)}`);
  const how = isActive(run.state) ? attach : { ...launch, ...(from && { from }) };
  const given = { ...how, name, run: run.folder };
  return debug.startDebugging(workspace.getWorkspaceFolder(run.config), given);
}

/** @param target a config or a run of the tree; undefined for the run of the active panel */
export async function debugTraining(context: CommandContext, target?: unknown): Promise<boolean> {
  const { networks, panels } = context;
  const config = target instanceof Uri && target.path.endsWith(".network.json") ? target : undefined;
  const node = target instanceof Uri ? undefined : (target as TreeNode | undefined);
  if (node?.kind === "run") return debugRun(networks.run(node.run.folder) ?? node.run);
  const shown = !node && !config && panels.active ? networks.run(panels.active) : undefined;
  if (shown) return debugRun(shown);
  const chosen = await resolveConfig(config ?? node, networks);
  if (!chosen || !(await confirmTrust())) return false;
  const active = await activeRun(context, chosen);
  if (active) return debugRun(active);
  const name = l10n.t("Debug the training: {0}", basename(chosen.fsPath));
  return debug.startDebugging(workspace.getWorkspaceFolder(chosen), { ...launch, name, config: chosen.fsPath });
}

/**
 * Returns the newest run of a config that is being trained. Waits until a starting training has its run folder, and
 * rereads the runs if a new training is missing.
 */
export async function activeRun(
  { networks, trainings }: Pick<CommandContext, "networks" | "trainings">,
  config: Uri,
): Promise<Run | undefined> {
  const find = () => networks.network(config)?.runs.find(({ state }) => isActive(state));
  const training = trainings.atWork.findLast((each) => each.config.fsPath === config.fsPath);
  if (training) await begun(training);
  if (training && !find()) await networks.refresh();
  return find();
}

/** Resolves when a training has its run folder, or has ended without one. */
async function begun(training: TrainingProcess): Promise<void> {
  while (!training.folder && !training.isOver) await nextEvent(training.onDidChange);
}

/** Resolves `${command:pickRun}` of a launch.json to a run that is being trained. */
export async function pickRun(context: CommandContext): Promise<string | undefined> {
  const run = await resolveRun(undefined, context, ({ state }) => isActive(state));
  return run?.folder;
}
