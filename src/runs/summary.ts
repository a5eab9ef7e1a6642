/** A run's summary, read quickly: from the manifest, the end of metrics.jsonl and the lock. */
import { readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { ResolvedConfig } from "../config/schema/resolve";
import { inEnglish, type SayMessage } from "../messages/said";
import { about } from "./errors";
import { createdFrom, isRunId } from "./folders";
import { readHolder } from "./holder";
import { type Label, labelProblem, readLabel } from "./label";
import { readManifest } from "./manifest";
import { mapInBatches } from "./mapInBatches";
import { looksLikeRun } from "./missingRun";
import { type Progress, readProgress } from "./progress";

export interface RunSummary extends Progress, Label {
  folder: string;
  /** Name of the folder. */
  id: string;
  /** Stem of the config's file name. */
  network: string;
  createdAt: Date;
  backend: string;
  /**
   * The machine of a starting or training run whose process this machine cannot check. It counts as alive until its
   * lock was unchanged for a minute.
   */
  host?: string;
  /** Folder name of the run's group. */
  group?: string;
  /** Trial number of a run in a group. */
  trial?: number;
  /** The trained config; undefined for a run that cannot be read. */
  trained?: ResolvedConfig;
  /** sha256 (hex) of its data sources, in order; undefined for a run that cannot be read. */
  sources?: string[];
}

/** Reads a summary; throws NetworkError of kind "run". @param say returns the text of a message */
export async function readRun(folder: string, say: SayMessage = inEnglish): Promise<RunSummary> {
  const manifest = await readManifest(folder);
  // The lock is read first: a run that ends in between has written its last event by then.
  const holder = await readHolder(folder);
  const { config, backend, created } = manifest;
  const progress = await readProgress(folder, config.training, holder !== undefined, say);
  const isActive = progress.state === "starting" || progress.state === "running";
  const unwatched = isActive && holder?.isCertain === false ? holder.lock?.host : undefined;
  const [label, wrongLabel] = [await readLabel(folder), await labelProblem(folder)];
  const damage = [progress.damage, wrongLabel && say(wrongLabel)].filter((each) => each !== undefined);
  return {
    ...namesOf(folder),
    createdAt: new Date(created),
    backend,
    ...progress,
    ...label,
    ...(damage.length > 0 && { damage: damage.join("\n") }),
    ...(unwatched !== undefined && { host: unwatched }),
    trained: config,
    sources: Object.values(manifest.data.sha256).sort(),
  };
}

const namesOf = (folder: string) => ({
  folder,
  id: basename(resolve(folder)),
  network: basename(dirname(resolve(folder))),
});

/** Number of runs read concurrently. */
const concurrency = 8;

/**
 * Returns summaries, newest first. A folder that cannot be read is listed with its problem; a missing folder has no
 * runs.
 * @param only limits the runs to this network
 */
export async function listRuns(runsDir: string, only?: string, say?: SayMessage): Promise<RunSummary[]> {
  const runs: RunSummary[] = [];
  for (const network of only === undefined ? await foldersIn(runsDir) : [only]) {
    const ids = await foldersIn(join(runsDir, network));
    const folders = ids.map((id) => join(runsDir, network, id));
    runs.push(
      ...(await mapInBatches(folders, concurrency, (folder) => readIfRun(folder, say))).filter(
        (run) => run !== undefined,
      ),
    );
  }
  return runs.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
}

async function foldersIn(folder: string): Promise<string[]> {
  return about(folder, async () => {
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map(({ name }) => name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  });
}

/** Returns undefined for a folder with neither the name nor the files of a run. */
export async function readIfRun(folder: string, say: SayMessage = inEnglish): Promise<RunSummary | undefined> {
  const { id } = namesOf(folder);
  if (!isRunId(id) && !(await looksLikeRun(folder))) return undefined;
  return readRun(folder, say).catch((error: Error) => ({
    ...namesOf(folder),
    state: "failed" as const,
    createdAt: createdFrom(id),
    epoch: 0,
    epochs: 0,
    seconds: 0,
    backend: "",
    problem: say(error),
    damage: say(error),
  }));
}
