/** Compare Runs…: compares the selected or given runs, or asks for them. */
import { l10n, type QuickPickItem, window } from "vscode";
import { showInformation } from "../base/notify";
import type { TreeNode } from "../tree/networksTree";
import { runItem } from "../tree/runText";
import type { Run } from "../workspace/networks";
import type { CommandContext } from "./context";

interface Replacement {
  /** Runs of the panel to be replaced. */
  readonly instead: readonly string[];
}

/** @param target and `chosen` are a tree node and the selected nodes, as VS Code passes them, or run folders */
export async function compareRuns(context: CommandContext, target?: unknown, chosen?: unknown): Promise<void> {
  const { comparisons, networks, panels } = context;
  await networks.ready;
  const { instead } = (target ?? {}) as Partial<Replacement>;
  const given = instead ?? runFolders(Array.isArray(chosen) && chosen.length > 0 ? chosen : target);
  const fromPanel = given.length === 0 && panels.active !== undefined ? [panels.active] : given;
  const folders = !instead && given.length > 1 ? given : await pick(context, fromPanel);
  if (folders) await comparisons.show(folders, instead);
}

/** Returns the run folders of tree nodes; a network node stands for all its runs. */
function runFolders(target: unknown): string[] {
  const all = (Array.isArray(target) ? target : [target]).flatMap((each: unknown) => {
    if (typeof each === "string") return [each];
    const node = each as TreeNode | undefined;
    if (node?.kind === "member") return [node.folder];
    if (node?.kind === "network") return node.network.runs.map(({ folder }) => folder);
    return node && "run" in node ? [node.run.folder] : [];
  });
  return [...new Set(all)];
}

/** Returns undefined if the user cancels or selects too few runs. */
async function pick({ networks }: CommandContext, picked: readonly string[]): Promise<string[] | undefined> {
  const runs = networks.all.flatMap(({ runs }) => runs);
  if (runs.length < 2) {
    void showInformation(l10n.t("At least two runs are needed to compare."));
    return undefined;
  }
  const newest = [...runs].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const first = newest.filter(({ folder }) => picked.includes(folder));
  const items = [...first, ...newest.filter((run) => !first.includes(run))].map((run) => pickItem(run, picked));
  const title = l10n.t("Compare Runs");
  const placeHolder = l10n.t("Select two or more runs");
  const options = { canPickMany: true, title, placeHolder, matchOnDescription: true } as const;
  const chosen = await window.showQuickPick(items, options);
  if (!chosen) return undefined;
  if (chosen.length > 1) return chosen.map(({ folder }) => folder);
  void showInformation(l10n.t("Select two or more runs to compare."));
  return undefined;
}

const pickItem = (run: Run, picked: readonly string[]): QuickPickItem & { folder: string } => ({
  ...runItem(run),
  folder: run.folder,
  picked: picked.includes(run.folder),
});
