/** Explains why a run's file is missing, and the fix: the given folder may be no run. */
import type { Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { NetworkError } from "../core/errors";
import { about } from "./errors";
import { isRunId, runsDirOf, stemOf, subfolders } from "./folders";

/** Acts as `about` for a file of a run: if it is missing, the error says what the folder is instead. */
export async function aboutRun<T>(folder: string, file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await about(file, work);
  } catch (error) {
    if (!(error instanceof NetworkError) || error.code !== "run-missing") throw error;
    throw await explain(folder, file).catch(() => error);
  }
}

/** Files that only run folders contain; label.json may be elsewhere too. */
const filesOfRuns = ["manifest.json", "metrics.jsonl", "last.npz", "best.npz"];

/** Returns true if a folder has files of a run, even if others are missing. */
export async function looksLikeRun(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).some((name) => filesOfRuns.includes(name));
}

async function explain(folder: string, file: string): Promise<NetworkError> {
  const found = await statIfThere(folder);
  if (!found) return new NetworkError("run-missing/folder", { file: folder });
  if (!found.isDirectory()) return explainFile(folder);
  if (await looksLikeRun(folder)) return new NetworkError("run-missing/file", { file });
  const run = await newestRunIn(folder);
  if (run !== undefined) return new NetworkError("run-missing/runs", { folder, run });
  return new NetworkError("run-missing/other", { file });
}

/** Explains the path of a config, or of a file of a run. */
async function explainFile(file: string): Promise<NetworkError> {
  if (/\.network\.jsonc?$/i.test(file)) {
    const run = await newestRunIn(join(runsDirOf(file), stemOf(file)));
    return new NetworkError("run-missing/config", { file, ...(run !== undefined && { run }) });
  }
  for (const folder of [dirname(file), dirname(dirname(file))]) {
    if (await looksLikeRun(folder)) return new NetworkError("run-missing/within", { file, run: folder });
  }
  return new NetworkError("run-missing/no-folder", { file });
}

/** Returns the newest run in a network's folder, a folder of runs, or a folder of configs. */
async function newestRunIn(folder: string): Promise<string | undefined> {
  const own = await runsIn(folder);
  const beside = join(folder, ".matrix-network");
  const networks = [...(await subfolders(folder)), ...(await subfolders(beside))];
  const runs = [...own, ...(await Promise.all(networks.map(runsIn))).flat()];
  return runs.sort((a, b) => (a.id < b.id ? 1 : -1))[0]?.path;
}

const runsIn = async (folder: string) =>
  (await readdir(folder).catch(() => [])).filter(isRunId).map((id) => ({ id, path: join(folder, id) }));

const statIfThere = (path: string): Promise<Stats | undefined> => stat(path).catch(() => undefined);
