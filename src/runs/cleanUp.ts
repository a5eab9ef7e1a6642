/** Disk space that can be freed in a folder of runs: runs that a rule removes, reasons to keep some, and leftovers. */
import { realpath, rm, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { removeDeadMarks } from "./comparedRuns";
import { deleteRun } from "./deleteRun";
import { about } from "./errors";
import { metricsFile } from "./events";
import { type Holder, readHolder } from "./holder";
import { readPin } from "./label";
import { findLeftovers } from "./leftovers";
import { beatMilliseconds } from "./lockWatch";
import { type Judged, type KeptBecause, type Picked, type PruneRule, pickToPrune } from "./prune";
import { comparedIn, type Reasons, type Removal, reasonsIn, removeEach, type Scope } from "./removal";
import { bytesOf } from "./runSize";
import { listRuns, type RunSummary } from "./summary";

export type PrunableRun = RunSummary & Judged & { readonly bytes: number };

/** A run that the rule removes; `kept` is undefined if nothing keeps it. */
export type CleanUpRun = Picked<PrunableRun> & { readonly kept?: KeptBecause | undefined };

export interface Leftover {
  readonly path: string;
  readonly bytes: number;
}

export interface CleanUp {
  /** All runs that the rule removes, newest first. */
  readonly runs: readonly CleanUpRun[];
  readonly leftovers: readonly Leftover[];
}

export async function findCleanUp(runsDir: string, rule: PruneRule, scope: Scope = {}): Promise<CleanUp> {
  const { only, now = new Date() } = scope;
  const judged = await Promise.all((await listRuns(runsDir, only)).map(judge));
  const reasons = await reasonsIn(runsDir, scope);
  const runs: CleanUpRun[] = [];
  for (const picked of pickToPrune(judged, rule, now)) {
    const kept = await whyKept(picked.run, reasons);
    runs.push({ ...picked, run: { ...picked.run, bytes: await bytesOf(picked.run.folder) }, kept });
  }
  const leftovers: Leftover[] = [];
  for (const path of await findLeftovers(runsDir, only, now)) leftovers.push({ path, bytes: await bytesOf(path) });
  return { runs, leftovers };
}

export const isUncertain = ({ kept }: CleanUpRun): boolean => kept !== undefined && "host" in kept;

/** Number of checks, a heartbeat apart, after which an unchanged lock or mark is dead. */
const maxChecks = 22;

/** Rechecks runs kept because of a process on another machine until it is known to be gone: for about a minute. */
export async function watchUncertain(
  runsDir: string,
  runs: readonly CleanUpRun[],
  scope: Scope = {},
  sleep: (milliseconds: number) => Promise<unknown> = setTimeout,
): Promise<CleanUpRun[]> {
  let watched = [...runs];
  const before = await reasonsIn(runsDir, scope);
  for (let look = 0; look < maxChecks && watched.some(isUncertain); look++) {
    await sleep(beatMilliseconds);
    const reasons = { ...before, look: scope.look ?? {}, compared: await comparedIn(runsDir, scope) };
    const again = async (each: CleanUpRun) =>
      isUncertain(each) ? { ...each, kept: await whyKept(each.run, reasons) } : each;
    watched = await Promise.all(watched.map(again));
  }
  return watched;
}

/**
 * Deletes runs after checking each again, since time may have passed.
 * @param remove throws if it fails; the others are deleted nevertheless
 */
export async function removeRuns(
  runsDir: string,
  runs: readonly PrunableRun[],
  scope: Scope,
  remove: (folder: string) => Promise<void> = deleteRun,
): Promise<Removal<PrunableRun>[]> {
  await removeDeadMarks(runsDir, scope.look).catch(() => {});
  return removeEach(runsDir, runs, scope, whyKept, remove);
}

async function whyKept(
  { folder, trained }: Pick<RunSummary, "folder" | "trained">,
  { compared, startedFrom, look }: Reasons,
): Promise<KeptBecause | undefined> {
  const holder = await readHolder(folder, look);
  if (holder) return { because: "running", ...hostUnlessCertain(holder) };
  const pin = await readPin(folder);
  if (pin !== "none") return { because: pin };
  const comparing = compared.get(folder);
  if (comparing) return { because: "compared", ...comparing };
  const by = startedFrom.get(await realpath(folder).catch(() => folder));
  if (by !== undefined) return { because: "started-from", by };
  return trained ? undefined : { because: "unreadable" };
}

const hostUnlessCertain = ({ isCertain, lock }: Holder) => (isCertain || !lock ? {} : { host: lock.host });

export const deleteLeftover = ({ path }: Leftover): Promise<void> =>
  about(path, () => rm(path, { recursive: true, force: true }));

async function judge(run: RunSummary): Promise<PrunableRun> {
  const written = await stat(metricsFile(run.folder)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return { ...run, trainedAt: new Date(Math.max(written, run.createdAt.getTime())), bytes: 0 };
}
