/**
 * Run Sweep: runs a config's sweep in a terminal, which shows the trials and stops them on Ctrl-C. There the user also
 * confirms the command lines of an executor, as on the command line.
 */

import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import { l10n, Range, Selection, type Uri, window } from "vscode";
import type { SweepConfig } from "../../config/schema/sweep";
import { listGroupsOf } from "../../groups/listGroups";
import { namesIn, trialsFolder } from "../../groups/names";
import { stemOf } from "../../runs/folders";
import { showError, showInformation } from "../base/notify";
import { configuredRunsFolder } from "../base/settings";
import { messageOf } from "../base/translated";
import { confirmTrust } from "../base/trust";
import { searchText } from "../editor/sweepText";
import { runSweepTask } from "../tasks";
import type { CommandContext } from "./context";
import { readyConfig } from "./readyConfig";
import { resolveConfig } from "./target";

/** Interval of the search for a new sweep folder. */
const pollMilliseconds = 300;

export async function runSweep(context: CommandContext, target?: unknown): Promise<void> {
  const config = await resolveConfig(target, context.networks);
  if (!config || !(await confirmTrust())) return;
  const parsed = await readyConfig(context, config);
  if (!parsed) return;
  if (parsed.sweep) await startSweep(context, config, parsed.sweep);
  else await offerSweep(config);
}

/** Offers to insert a sweep, and moves the cursor to it. */
async function offerSweep(config: Uri): Promise<void> {
  const insert = l10n.t("Insert a Sweep");
  const file = basename(config.fsPath);
  const text = l10n.t("{0} has no sweep. Add the key sweep to the config to try several settings.", file);
  if ((await showInformation(text, insert)) !== insert) return;
  const editor = await window.showTextDocument(config, { preview: false });
  const { document } = editor;
  const { sweepInsertions } = await import("../../config/editor/insertSweep");
  const insertions = sweepInsertions(document.getText());
  const isDone = await editor.edit((edit) => {
    for (const { offset, content } of insertions) edit.insert(document.positionAt(offset), content);
  });
  if (!isDone) return;
  const key = document.positionAt(document.getText().lastIndexOf('"sweep"'));
  editor.selection = new Selection(key, key);
  editor.revealRange(new Range(key, key));
}

/** Runs a sweep in its own terminal and opens its panel beside it when the first trial starts. */
export async function startSweep(
  { groupPanels }: Pick<CommandContext, "groupPanels">,
  config: Uri,
  { executor }: SweepConfig,
): Promise<void> {
  try {
    const sweeps = () => listGroupsOf(configuredRunsFolder(config), stemOf(config.fsPath));
    const before = new Set(await sweeps());
    const { ended } = await runSweepTask(config, { focus: executor.type !== "local" });
    const isNew = async (folder: string) => !before.has(folder) && (await hasTrials(folder));
    void showFirst(groupPanels, async () => find(await sweeps(), isNew), ended);
  } catch (error) {
    void showError(messageOf(error as Error));
  }
}

/** Returns true if a worker was started. A sweep without one, as after a declined executor, is removed again. */
const hasTrials = async (folder: string): Promise<boolean> => (await namesIn(trialsFolder(folder))).length > 0;

async function find(folders: readonly string[], isIt: (folder: string) => Promise<boolean>) {
  for (const folder of folders) if (await isIt(folder)) return folder;
  return undefined;
}

/** Searches while the terminal's command runs, and once more after it has ended. */
async function showFirst(
  panels: CommandContext["groupPanels"],
  look: () => Promise<string | undefined>,
  ended: Promise<unknown>,
): Promise<void> {
  let isOver = false;
  const end = ended.then(() => {
    isOver = true;
  });
  for (;;) {
    const wasOver = isOver;
    const folder = await look();
    if (folder !== undefined) return panels.show(folder, { beside: true });
    if (wasOver) return;
    await Promise.race([end, setTimeout(pollMilliseconds)]);
  }
}

/** Asks whether to train once or to run the sweep. Returns undefined if the user cancels. */
export async function trainOrSweep({ search }: SweepConfig): Promise<"train" | "sweep" | undefined> {
  const { type, trials = Number.POSITIVE_INFINITY } = search;
  const items = [
    {
      label: l10n.t("Train Once"),
      description: l10n.t("one network with the settings of the config itself"),
      answer: "train" as const,
    },
    { label: l10n.t("Run the Sweep"), description: searchText(type, trials), answer: "sweep" as const },
  ];
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t("This config has a sweep") });
  return picked?.answer;
}
