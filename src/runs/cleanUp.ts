/** What can be freed in a folder of runs: the runs that a rule removes, those that stay all the same, and leftovers. */
import { realpath, rm, stat } from "node:fs/promises";
import { deleteRun } from "./deleteRun";
import { about } from "./errors";
import { metricsFile } from "./events";
import { readHolder } from "./holder";
import { readPin } from "./label";
import { findLeftovers } from "./leftovers";
import { type Judged, type KeptBecause, type Picked, type PruneRule, pickToPrune } from "./prune";
import { bytesOf } from "./runSize";
import { findStartedFrom } from "./startedFrom";
import { listRuns, type RunSummary } from "./summary";

export type PrunableRun = RunSummary & Judged & { readonly bytes: number };

/** Undefined where nothing keeps it. */
export type CleanUpRun = Picked<PrunableRun> & { readonly kept?: KeptBecause | undefined };

/** What became of a run: deleted where it was neither kept nor failed. */
export interface Removal {
  readonly run: PrunableRun;
  readonly kept: KeptBecause | undefined;
  readonly error: Error | undefined;
}

export interface Leftover {
  readonly path: string;
  readonly bytes: number;
}

export interface CleanUp {
  /** All that the rule removes, the newest first. */
  readonly runs: readonly CleanUpRun[];
  readonly leftovers: readonly Leftover[];
}

export interface Scope {
  /** Runs of this network alone. */
  readonly only?: string | undefined;
  /** Folders of runs that are shown side by side. */
  readonly compared?: readonly string[];
  /** Where else runs may be that start from these. */
  readonly otherRunsDirs?: readonly string[];
  readonly now?: Date;
}

export async function findCleanUp(runsDir: string, rule: PruneRule, scope: Scope = {}): Promise<CleanUp> {
  const { only, compared = [], now = new Date() } = scope;
  const judged = await Promise.all((await listRuns(runsDir, only)).map(judge));
  const startedFrom = await startedFromIn(runsDir, scope);
  const runs: CleanUpRun[] = [];
  for (const picked of pickToPrune(judged, rule, now)) {
    const kept = await whyKept(picked.run, compared, startedFrom);
    runs.push({ ...picked, run: { ...picked.run, bytes: await bytesOf(picked.run.folder) }, kept });
  }
  const leftovers: Leftover[] = [];
  for (const path of await findLeftovers(runsDir, only, now)) leftovers.push({ path, bytes: await bytesOf(path) });
  return { runs, leftovers };
}

/**
 * Deletes runs, of which each is first looked at again: time may have passed since they were found.
 * @param remove throws where it cannot; the others are deleted all the same
 */
export async function removeRuns(
  runsDir: string,
  runs: readonly PrunableRun[],
  scope: Scope,
  remove: (folder: string) => Promise<void> = deleteRun,
): Promise<Removal[]> {
  const startedFrom = await startedFromIn(runsDir, scope);
  const removals: Removal[] = [];
  for (const run of runs) {
    const kept = await whyKept(run, scope.compared ?? [], startedFrom);
    const error = kept ? undefined : await remove(run.folder).then(() => undefined, asError);
    removals.push({ run, kept, error });
  }
  return removals;
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

const startedFromIn = (runsDir: string, { otherRunsDirs = [] }: Scope) =>
  findStartedFrom([...new Set([runsDir, ...otherRunsDirs])]);

async function whyKept(
  { folder, trained }: Pick<RunSummary, "folder" | "trained">,
  compared: readonly string[],
  startedFrom: ReadonlyMap<string, string>,
): Promise<KeptBecause | undefined> {
  if (await readHolder(folder)) return { because: "running" };
  const pin = await readPin(folder);
  if (pin !== "none") return { because: pin };
  if (compared.includes(folder)) return { because: "compared" };
  const by = startedFrom.get(await realpath(folder).catch(() => folder));
  if (by !== undefined) return { because: "started-from", by };
  return trained ? undefined : { because: "unreadable" };
}

export const deleteLeftover = ({ path }: Leftover): Promise<void> =>
  about(path, () => rm(path, { recursive: true, force: true }));

async function judge(run: RunSummary): Promise<PrunableRun> {
  const written = await stat(metricsFile(run.folder)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return { ...run, trainedAt: new Date(Math.max(written, run.createdAt.getTime())), bytes: 0 };
}
