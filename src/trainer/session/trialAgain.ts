/** Repeats a trial of a group in a run of its own with saved epochs: its name, and whether it gave the same bits. */
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { keepEveryOf } from "../../config/schema/resolve";
import { NetworkError } from "../../core/errors";
import { describeFold, foldsPlanOf, placeOfTrial } from "../../groups/foldsPlan";
import { readGroup } from "../../groups/group";
import { runOfTrial } from "../../groups/names";
import { problemOf, readResult, type StoredResult } from "../../groups/trial";
import { noticed } from "../../messages";
import { type Cited, saidBy } from "../../messages/said";
import type { Compared, EpochEnded } from "../../protocol/events";
import { readCheckpoint, sumsOf, weightsHash } from "../../runs/checkpoint";
import { latestPerEpoch, readEvents } from "../../runs/events";
import { readLabel } from "../../runs/label";
import { type Manifest, readManifest } from "../../runs/manifest";
import { figuresIn } from "../../runs/measured";
import { readRecordedRun } from "../../runs/recordedRun";

type Trial = NonNullable<Manifest["trial"]>;
type Difference = Compared["differences"][number];

/** Returns the run to train again. Throws a NetworkError if the trial has not ended or was never trained. */
export async function runToTrainAgain({ group, number: trial }: Trial): Promise<string> {
  await readGroup(group);
  const result = await readResult(group, trial);
  if (!result) throw new NetworkError("trial-again", { folder: group, trial });
  const run = runOfTrial(group, trial);
  if (existsSync(run)) return run;
  if (result.state === "done") throw new NetworkError("trial-again/gone", { folder: run, trial });
  throw new NetworkError("trial-again/untrained", { folder: group, trial, reason: problemOf(result) });
}

/** Returns the config's `keepEvery`; if it saves no epochs, the default. */
export const keepEveryOfRepeat = ({ training: { keepEvery, epochs } }: Manifest["config"]): number =>
  keepEvery <= epochs ? keepEvery : keepEveryOf(epochs);

/** Returns the default name of the run, such as "trial 29 of sweep-20261129T170148Z-4d3f". */
export async function defaultName({ group: folder, number }: Trial): Promise<string> {
  const group = await readGroup(folder);
  const { name = basename(folder) } = await readLabel(folder);
  if (group.kind === "sweep") return `trial ${number} of ${name}`;
  const plan = foldsPlanOf(group, folder);
  return `${describeFold(plan, placeOfTrial(plan, number)).message} of ${name}`;
}

/**
 * Compares a finished run with the trial that it repeats: the weights of the best and of the last epoch, and all
 * metrics. Throws a NetworkError if nothing of the trial is left.
 */
export async function compareWithTrial(run: string, trial: Trial, failure?: NetworkError): Promise<Compared> {
  const { group, number } = trial;
  const result = await readResult(group, number);
  if (!result) throw new NetworkError("trial-again", { folder: group, trial: number });
  const recorded = runOfTrial(group, number);
  const differences: Difference[] = [];
  const left: ReturnType<typeof notCompared>[] = [];
  const attempt = (what: string, work: () => Promise<Difference[]>) =>
    work().then(
      (found) => void differences.push(...found),
      (error: Error) => void left.push(notCompared(what, error)),
    );
  // A missing objective is no difference of training.
  const overflow = result.failure === "trial-unmeasured" ? undefined : result.failure;
  differences.push(...differs(noticed("compared/failure", {}), overflow, failure?.code));
  differences.push(...differs(noticed("compared/edits", {}), undefined, await editsOf(run)));
  await attempt("history", () => differentHistory(recorded, run));
  // Checkpoints of an overflowed trial are written every ten seconds, so they end at any minibatch.
  if (overflow === undefined && !failure) {
    differences.push(...(await differentResult(result, run)));
    for (const file of ["best.npz", "last.npz"]) await attempt(file, () => differentWeights(recorded, run, file));
  }
  const versions = differences.length > 0 ? await differentVersions(recorded, run) : [];
  const all = [...differences, ...versions];
  return { group, trial: number, same: all.length === 0, differences: all, ...(left.length > 0 && saidOf(left)) };
}

const notCompared = (what: string, reason: Error) =>
  what === "history" ? noticed("not-compared/history", { reason }) : noticed("not-compared", { file: what, reason });

const saidOf = (left: readonly ReturnType<typeof notCompared>[]): Pick<Compared, "left" | "leftSaid"> => ({
  left: left.map(({ message }) => message),
  leftSaid: left.flatMap((each) => saidBy(each) ?? []),
});

/** Returns undefined instead of 0. Trials have no edits: only their group trains them. */
const editsOf = async (run: string): Promise<number | undefined> =>
  (await readRecordedRun(run)).edits.length || undefined;

function differs(what: Cited, recorded: unknown, again: unknown): Difference[] {
  if (JSON.stringify(recorded) === JSON.stringify(again)) return [];
  const said = saidBy(what);
  return [{ what: what.message, ...(said && { said }), recorded, again }];
}

/** result.json still exists if the trial's run was removed. */
async function differentResult({ best, weights, epochs }: StoredResult, run: string): Promise<Difference[]> {
  const ended = await epochsOf(run);
  const different = differs(noticed("compared/epochs", {}), epochs, ended.at(-1)?.epoch);
  if (!best) return different;
  const checkpoint = await readCheckpoint(join(run, "best.npz"));
  return [
    ...different,
    ...differs(noticed("compared/best-epoch", {}), best.epoch, checkpoint.state.epoch),
    ...differs(noticed("compared/best-weights", {}), weights, weightsHash(checkpoint)),
  ];
}

/** Only the first epoch that differs is reported. */
async function differentHistory(recorded: string, run: string): Promise<Difference[]> {
  const [before, now] = [await epochsOf(recorded), await epochsOf(run)];
  const count = Math.max(before.length, now.length);
  for (let i = 0; i < count; i++) {
    const [a, b] = [before[i], now[i]].map(
      (ended) => ended && { ...figuresIn(ended), learningRate: ended.learningRate },
    );
    const [difference] = differs(noticed("compared/epoch", { epoch: (before[i] ?? now[i]).epoch }), a, b);
    if (difference) return [difference];
  }
  return [];
}

async function epochsOf(run: string): Promise<EpochEnded[]> {
  const events = latestPerEpoch(await readEvents(run, ["started", "epoch"]));
  return events.filter((event) => event.type === "epoch");
}

async function differentWeights(recorded: string, run: string, file: string): Promise<Difference[]> {
  const [before, now] = await Promise.all([recorded, run].map((folder) => readCheckpoint(join(folder, file))));
  const [sums, others] = [sumsOf(before.arrays), sumsOf(now.arrays)];
  const name = [...new Set([...Object.keys(sums), ...Object.keys(others)])].find((each) => sums[each] !== others[each]);
  return [
    ...differs(noticed("compared/file-epoch", { file }), before.state.epoch, now.state.epoch),
    ...(name === undefined ? [] : differs(noticed("compared/array", { name, file }), sums[name], others[name])),
  ];
}

/** Returns differences of versions, which may explain the others. */
async function differentVersions(recorded: string, run: string): Promise<Difference[]> {
  const [before, now] = await Promise.all([recorded, run].map((folder) => readManifest(folder).catch(() => undefined)));
  if (!before || !now) return [];
  return (["product", "node", "platform"] as const).flatMap((what) =>
    differs(
      what === "product" ? noticed("compared/version", {}) : { message: what },
      before.versions[what],
      now.versions[what],
    ),
  );
}

/** Returns the folder of the runs of a group's config: the one that contains the group's folder. */
export const runsDirOfGroup = (group: string): string => dirname(dirname(group));
