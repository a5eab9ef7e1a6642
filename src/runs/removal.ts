/** The removal of runs or groups: each is checked again before, since time may have passed. */
import { type Comparing, findCompared } from "./comparedRuns";
import type { ReadOptions } from "./holder";
import type { KeptBecause } from "./prune";
import { findStartedFrom } from "./startedFrom";

/** Result of removing a run or a group: deleted if neither kept nor failed. */
export interface Removal<Each> {
  readonly run: Each;
  readonly kept: KeptBecause | undefined;
  readonly error: Error | undefined;
}

export interface Scope {
  /** Limits the runs to this network. */
  readonly only?: string | undefined;
  /** Folders of runs compared in this process; other processes mark theirs. */
  readonly compared?: readonly string[];
  /** Further folders of runs, which may start from these. */
  readonly otherRunsDirs?: readonly string[];
  readonly now?: Date;
  readonly look?: ReadOptions;
}

/** Reasons to keep runs that are not in their own folders. */
export interface Reasons {
  readonly compared: ReadonlyMap<string, Comparing>;
  /** By a run's real path: the run or config that starts from it. */
  readonly startedFrom: ReadonlyMap<string, string>;
  readonly look: ReadOptions;
}

export async function reasonsIn(runsDir: string, scope: Scope): Promise<Reasons> {
  const { otherRunsDirs = [], look = {} } = scope;
  const startedFrom = await findStartedFrom([...new Set([runsDir, ...otherRunsDirs])]);
  return { compared: await comparedIn(runsDir, scope), startedFrom, look };
}

export async function comparedIn(runsDir: string, { compared = [], look }: Scope): Promise<Map<string, Comparing>> {
  const byOthers = await findCompared(runsDir, look);
  return new Map([...byOthers, ...compared.map((folder): [string, Comparing] => [folder, {}])]);
}

/** @param remove throws if it fails; the others are deleted nevertheless */
export async function removeEach<Each extends { readonly folder: string }>(
  runsDir: string,
  all: readonly Each[],
  scope: Scope,
  whyKept: (each: Each, reasons: Reasons) => Promise<KeptBecause | undefined>,
  remove: (folder: string) => Promise<void>,
): Promise<Removal<Each>[]> {
  const reasons = await reasonsIn(runsDir, scope);
  const removals: Removal<Each>[] = [];
  for (const run of all) {
    // Deleting takes time, in which a window may begin to compare a run.
    const kept = await whyKept(run, { ...reasons, compared: await comparedIn(runsDir, scope) });
    const error = kept ? undefined : await remove(run.folder).then(() => undefined, asError);
    removals.push({ run, kept, error });
  }
  return removals;
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
