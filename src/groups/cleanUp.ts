/**
 * Selects the groups of a folder of runs to delete, and reasons to keep some. A group is deleted as a whole; its rank
 * is among the groups of its network, separate from runs (src/runs/cleanUp.ts).
 */
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { createdFrom } from "../runs/folders";
import { readPin } from "../runs/label";
import { beatMilliseconds } from "../runs/lockWatch";
import { type Judged, type KeptBecause, type Picked, type PruneRule, pickToPrune } from "../runs/prune";
import { type Reasons, type Removal, reasonsIn, removeEach, type Scope } from "../runs/removal";
import { bytesOf } from "../runs/runSize";
import { Claims } from "./claims";
import { deleteGroup } from "./deleteGroup";
import { finalFolder } from "./finalRun";
import { readGroup } from "./group";
import { groupHolder } from "./holder";
import { listGroups } from "./listGroups";
import { type GroupKind, groupKinds, namesIn, runOfTrial, trialsFolder } from "./names";

export interface PrunableGroup extends Judged {
  /** Kind, from the folder's name. */
  readonly kind: GroupKind;
  /** Number of started trials. */
  readonly trials: number;
  readonly bytes: number;
  /** The reason why it cannot be read. */
  readonly problem?: string;
}

export type CleanUpGroup = Picked<PrunableGroup> & { readonly kept?: KeptBecause | undefined };

export async function findGroupsToCleanUp(
  runsDir: string,
  rule: PruneRule,
  scope: Scope = {},
): Promise<CleanUpGroup[]> {
  const { only, now = new Date() } = scope;
  const folders = (await listGroups(runsDir)).filter((folder) => only === undefined || networkOf(folder) === only);
  const judged = await Promise.all(folders.map(judge));
  const groups: CleanUpGroup[] = [];
  const reasons = await reasonsIn(runsDir, scope);
  for (const { run: group, rank, age } of pickToPrune(judged, rule, now)) {
    const kept = await whyKept(group, reasons);
    groups.push({ run: { ...group, bytes: await bytesOf(group.folder) }, rank, age, kept });
  }
  return groups;
}

/** Number of checks, a heartbeat apart, after which another machine's unchanged claim is dead. */
const maxChecks = 22;

/**
 * Rechecks groups kept because of a process on another machine until it is known to be gone: for two minutes at most.
 */
export async function watchUncertainGroups(
  runsDir: string,
  groups: readonly CleanUpGroup[],
  scope: Scope,
  sleep: (milliseconds: number) => Promise<unknown>,
): Promise<CleanUpGroup[]> {
  const isUncertain = ({ kept }: CleanUpGroup) => kept?.because === "running" && kept.host !== undefined;
  const claims = new Map(groups.map(({ run }) => [run.folder, new Claims(run.folder)]));
  const reasons = { ...(await reasonsIn(runsDir, scope)), claims };
  let watched = [...groups];
  for (let look = 0; look < maxChecks && watched.some(isUncertain); look++) {
    const again = async (each: CleanUpGroup) =>
      isUncertain(each) ? { ...each, kept: await whyKept(each.run, reasons) } : each;
    watched = await Promise.all(watched.map(again));
    await sleep(beatMilliseconds);
  }
  return watched;
}

/**
 * Deletes groups after checking each again, since time may have passed.
 * @param remove throws if it fails; the others are deleted nevertheless
 */
export async function removeGroups(
  runsDir: string,
  groups: readonly PrunableGroup[],
  scope: Scope,
  remove: (folder: string) => Promise<void> = deleteGroup,
): Promise<Removal<PrunableGroup>[]> {
  return removeEach(runsDir, groups, scope, whyKept, remove);
}

interface GroupReasons extends Reasons {
  readonly claims?: ReadonlyMap<string, Claims>;
}

async function whyKept(group: PrunableGroup, reasons: GroupReasons): Promise<KeptBecause | undefined> {
  const { folder, problem } = group;
  // A damaged group is kept for inspection.
  if (problem !== undefined) return { because: "unreadable" };
  const holder = await groupHolder(folder, reasons.claims?.get(folder)).catch(() => "unreadable" as const);
  if (holder === "unreadable") return { because: "unreadable" };
  if (holder) return { because: "running", ...holder };
  const pin = await pinIn(folder);
  if (pin) return { because: pin };
  const real = await realpath(folder).catch(() => folder);
  const isIn = (parent: string) => (path: string) => path === parent || path.startsWith(parent + sep);
  const comparing = [...reasons.compared].find(([run]) => isIn(folder)(run));
  if (comparing) return { because: "compared", ...comparing[1] };
  const start = [...reasons.startedFrom].find(([run]) => isIn(real)(run));
  return start && { because: "started-from", by: start[1] };
}

/** Returns the pin of the group itself, of its last network, or of one of its trials. */
async function pinIn(folder: string): Promise<"pinned" | "damaged-label" | undefined> {
  const trials = (await namesIn(trialsFolder(folder))).map(Number).filter(Number.isInteger);
  for (const each of [folder, finalFolder(folder), ...trials.map((trial) => runOfTrial(folder, trial))]) {
    const pin = await readPin(each);
    if (pin !== "none") return pin;
  }
  return undefined;
}

const networkOf = (group: string) => basename(dirname(group));

async function judge(folder: string): Promise<PrunableGroup> {
  const name = basename(folder);
  const createdAt = createdFrom(name.slice(name.indexOf("-") + 1));
  const trials = await namesIn(trialsFolder(folder));
  // Claims, results and runs change the folders of trials.
  const written = await Promise.all(
    [...trials.map((trial) => join(trialsFolder(folder), trial)), join(finalFolder(folder), "metrics.jsonl")].map(
      (path) =>
        stat(path)
          .then(({ mtimeMs }) => mtimeMs)
          .catch(() => 0),
    ),
  );
  const trainedAt = new Date(written.reduce((latest, time) => Math.max(latest, time), createdAt.getTime()));
  const kind = groupKinds.find((each) => name.startsWith(`${each}-`)) ?? "sweep";
  const problem = await readGroup(folder).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return {
    folder,
    network: networkOf(folder),
    createdAt,
    trainedAt,
    kind,
    trials: trials.length,
    bytes: 0,
    ...(problem !== undefined && { problem }),
  };
}
