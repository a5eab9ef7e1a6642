/** Describes several runs for the comparison page: unambiguous names, groups, and the settings that differ. */

import { l10n } from "vscode";
import { differingSettings, groupsBySeed } from "../../config/compare/groupsBySeed";
import { nameOfRun } from "../../groups/finalRun";
import { numberOfTrialRun } from "../../groups/names";
import type { CompareHostMessage } from "../../protocol/compare";
import { readLabel } from "../../runs/label";
import { type Manifest, readManifest } from "../../runs/manifest";
import { formatTime } from "../base/formatting";
import { messageOf } from "../base/translated";
import { describeRun } from "../panel/describeRun";

type Compared = Extract<CompareHostMessage, { type: "compared" }>;

export async function describeRuns(folders: readonly string[]): Promise<Compared> {
  const names = await namesOf(folders);
  const read = await Promise.all(folders.map(readIfThere));
  const found = read.flatMap((manifest, i) => (manifest instanceof Error ? [] : [{ manifest, i }]));
  const configs = found.map(({ manifest: { config } }) => config);
  const groups = groupsBySeed(configs);
  return {
    type: "compared",
    runs: found.map(({ manifest, i }, place) => ({
      ...describeRun(folders[i], manifest),
      name: names[i],
      seed: manifest.seed,
      task: manifest.data.task,
      data: Object.values(manifest.data.sha256).sort(),
      group: groups[place],
    })),
    settings: configs.length > 1 ? differingSettings(configs) : [],
    missing: read.flatMap((problem, i) =>
      problem instanceof Error ? [{ folder: folders[i], name: names[i], problem: messageOf(problem) }] : [],
    ),
  };
}

async function readIfThere(folder: string): Promise<Manifest | Error> {
  try {
    return await readManifest(folder);
  } catch (error) {
    return (error as { id?: unknown }).id === "run-missing/folder"
      ? new Error(l10n.t("it no longer exists"))
      : (error as Error);
  }
}

/** Returns "trial 17" for a trial of a sweep, "all examples" for the last network of folds. */
function placeInGroup(folder: string): string | undefined {
  const trial = numberOfTrialRun(folder);
  if (trial !== undefined) return l10n.t("trial {0}", trial);
  return nameOfRun(folder).run.endsWith("/final") ? l10n.t("all examples") : undefined;
}

/**
 * Returns the user's names or the start times, with the network if there are several, and with the end of the folder's
 * name if names are equal.
 */
async function namesOf(folders: readonly string[]): Promise<string[]> {
  const labels = await Promise.all(folders.map(readLabel));
  const networks = new Set(folders.map((folder) => nameOfRun(folder).network));
  const names = folders.map((folder, i) => {
    const { network, created } = nameOfRun(folder);
    const name = labels[i].name ?? placeInGroup(folder) ?? formatTime(created);
    return networks.size > 1 ? `${network} · ${name}` : name;
  });
  return names.map((name, i) =>
    names.filter((other) => other === name).length > 1 ? `${name} · ${folders[i].slice(-4)}` : name,
  );
}
