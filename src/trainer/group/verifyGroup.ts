/**
 * Verifies that a group is reproducible: computes every proposal again from the results that it could know, and trains
 * some trials again, in a temporary folder. Writes nothing in the group.
 */
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NetworkError } from "../../core/errors";
import { type ClosedGeneration, endedIn, readGenerations } from "../../groups/generations";
import { readGroup } from "../../groups/group";
import { runOfTrial } from "../../groups/names";
import { type EndedTrial, normalizedProposal, readResult, type StoredResult } from "../../groups/trial";
import { readCheckpoint, weightsHash } from "../../runs/checkpoint";
import type { GroupTrials } from "./groupTrials";
import { ResidentBackend } from "./residentBackend";
import { attemptTrial } from "./trialResult";
import { trialsOf } from "./trialsOf";

interface GroupDifference {
  readonly trial: number;
  /** Name of what differs: the proposal, a member of the result, or the weights in the trial's run folder. */
  readonly what: string;
  readonly recorded: unknown;
  readonly again: unknown;
}

export interface GroupVerification {
  /** Number of generations and trials whose proposals were computed again. */
  readonly generations: number;
  readonly trials: number;
  /** Numbers of the trials that were trained again. */
  readonly trained: readonly number[];
  readonly differences: readonly GroupDifference[];
}

interface Options {
  /** Number of trials to train again: the winner, and others drawn at random. */
  trials?: number;
  onTrial?(trial: number): void;
  /** Returns a random integer below `end`; tests replace it. */
  draw?: (end: number) => number;
}

export async function verifyGroup(
  folder: string,
  { trials: count = 3, onTrial, draw = (end) => randomInt(end) }: Options = {},
): Promise<GroupVerification> {
  const group = await readGroup(folder);
  const trials = await trialsOf(group, folder);
  const closed = await readGenerations(folder);
  await trials.open();
  const ended = closed.flatMap(endedIn);
  if (ended.length === 0) throw new NetworkError("group-nothing-ended", { folder, command: commandOf[group.kind] });
  const differences = closed.flatMap((generation) => differentProposals(generation, closed, trials));
  for (const { result } of ended) differences.push(...differentResults(result, await readResult(folder, result.trial)));
  const chosen = choose(trials.winner?.(closed), ended, count, draw);
  const again = new Again(folder, trials, ended);
  try {
    for (const each of chosen) {
      const { trial } = each.proposal;
      onTrial?.(trial);
      differences.push(...differentResults(each.result, await again.train(each)));
      differences.push(...(await differentWeights(folder, each.result)));
    }
  } finally {
    await again.remove();
  }
  return {
    generations: closed.length,
    trials: ended.length,
    trained: chosen.map(({ proposal }) => proposal.trial),
    differences,
  };
}

/** The command that continues a group. */
const commandOf = { sweep: "sweep", folds: "resume" } as const;

function differentProposals(
  { generation, proposals }: ClosedGeneration,
  closed: readonly ClosedGeneration[],
  trials: GroupTrials,
): GroupDifference[] {
  const known = closed.filter((each) => each.generation <= generation - 2);
  const again = (trials.propose(generation, known) ?? []).map(normalizedProposal);
  const count = Math.max(proposals.length, again.length);
  return Array.from({ length: count }, (_, i) => i).flatMap((i) => {
    const trial = (proposals[i] ?? again[i]).trial;
    const [recorded, now] = [proposals[i], again[i]];
    return isSame(recorded, now) ? [] : [{ trial, what: "proposal", recorded, again: now }];
  });
}

function differentResults(recorded: StoredResult, again: StoredResult | undefined): GroupDifference[] {
  const { trial } = recorded;
  if (!again) return [{ trial, what: "result", recorded, again }];
  const members = ["state", "objectives", "failure", "epochs", "examples", "best", "weights"] as const;
  return members
    .filter((what) => !isSame(recorded[what], again[what]))
    .map((what) => ({ trial, what, recorded: recorded[what], again: again[what] }));
}

/** Returns no difference if the run folder was removed. */
async function differentWeights(folder: string, { trial, weights }: StoredResult): Promise<GroupDifference[]> {
  const file = join(runOfTrial(folder, trial), "best.npz");
  if (weights === undefined || !existsSync(file)) return [];
  const found = weightsHash(await readCheckpoint(file));
  return found === weights ? [] : [{ trial, what: "best.npz", recorded: found, again: weights }];
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Puts the winner first. */
function choose(
  winner: number | undefined,
  ended: readonly EndedTrial[],
  count: number,
  draw: (end: number) => number,
): EndedTrial[] {
  const left = [...ended];
  const chosen: EndedTrial[] = [];
  const first = left.findIndex(({ proposal }) => proposal.trial === winner);
  if (first >= 0) chosen.push(...left.splice(first, 1));
  while (chosen.length < count && left.length > 0) chosen.push(...left.splice(draw(left.length), 1));
  return chosen.slice(0, count);
}

/** Trains trials again, with the earlier trials that they continue. */
class Again {
  private readonly backend = new ResidentBackend();
  private readonly results = new Map<number, Promise<StoredResult>>();
  private place: Promise<string> | undefined;

  constructor(
    private readonly group: string,
    private readonly trials: GroupTrials,
    private readonly ended: readonly EndedTrial[],
  ) {}

  train(ended: EndedTrial): Promise<StoredResult> {
    const { trial } = ended.proposal;
    const result = this.results.get(trial) ?? this.trainOnce(ended);
    this.results.set(trial, result);
    return result;
  }

  async remove(): Promise<void> {
    if (this.place) await rm(await this.place, { recursive: true, force: true });
  }

  private async trainOnce({ proposal, result }: EndedTrial): Promise<StoredResult> {
    this.place ??= mkdtemp(join(tmpdir(), "matrix-network-verify-"));
    const place = await this.place;
    const before = this.ended.find((each) => each.proposal.trial === proposal.continues);
    const continued = before && (await this.train(before));
    const again = await attemptTrial(proposal, {
      trials: this.trials,
      continued,
      folder: join(place, String(proposal.trial)),
      ...(before && { from: join(place, String(before.proposal.trial)) }),
      runsDir: join(this.group, "..", ".."),
      backend: this.backend,
      stopping: new AbortController(),
      confirm: async () => {},
    });
    return again ?? result;
  }
}
