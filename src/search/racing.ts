/**
 * Compares the best trials with further seeds: a race as in F-Race (Birattari et al., A Racing Algorithm for
 * Configuring Metaheuristics, 2002), with irace's paired t-test (López-Ibáñez et al., 2016). It starts when the search
 * has ended. Each round trains all contenders with the same further seed; those worse than a leader, tested at 5%,
 * leave. A seed gives everyone the same split and order, so differences are tested seed by seed: Welch's test would
 * count a split's effect on all of them as noise. The race ends when one is left, or in a tie after `repeats.most`
 * seeds.
 */
import { type Draft, type History, isPending, lossesOf } from "./history";
import { bestFirst, nondominated, type Ranked } from "./ranking";
import { pairedP } from "./studentT";
import type { Proposal, SweepPlan } from "./types";

const level = 0.05;
/** Minimum number of seeds for a test: two differences are easily equal if a metric counts examples. */
const minSeeds = 3;

export interface Standing {
  /** Trials that can still win, best first. */
  readonly contenders: readonly Proposal[];
  /** Number of seeds that all contenders have been trained with. */
  readonly seeds: number;
  /** Drafts of the next round. Empty while results are pending, and when the race is over. */
  readonly wanted: readonly Draft[];
}

/** Returns completely trained trials: those with the epochs of the farthest rung, best first. */
function finalistsOf(plan: SweepPlan, history: History): readonly (Proposal & Ranked)[] {
  const done = history.proposals.flatMap((proposal) => {
    const losses = lossesOf(plan, history.results.get(proposal.trial));
    return proposal.repeats === undefined && losses ? [{ ...proposal, losses }] : [];
  });
  const epochs = Math.max(...done.map((trial) => trial.epochs));
  return bestFirst(done.filter((trial) => trial.epochs === epochs));
}

export function standingOf(plan: SweepPlan, history: History): Standing {
  const finalists = finalistsOf(plan, history);
  const most = plan.repeats?.most ?? 1;
  if (most < 2 || finalists.length < 2) return { contenders: finalists, seeds: 1, wanted: [] };
  // The square root is a heuristic: 8 of 60 trials, 32 of 1,000.
  let contenders: readonly Proposal[] = finalists.slice(0, Math.max(2, Math.ceil(Math.sqrt(finalists.length))));
  for (let seeds = 1; seeds < most && contenders.length > 1; seeds++) {
    const repeats = contenders.map((contender) => repeatOf(plan, history, contender, seeds));
    if (repeats.some((repeat) => !repeat || isPending(history, repeat))) {
      const wanted = contenders.filter((_, i) => !repeats[i]).map((contender) => draftOf(plan, contender, seeds));
      return { contenders, seeds, wanted };
    }
    const left = survivors(plan, history, contenders, seeds + 1);
    // No contender passed this seed: the standing before it counts.
    if (left.length === 0) return { contenders, seeds, wanted: [] };
    contenders = left;
    if (seeds + 1 === most) return { contenders, seeds: most, wanted: [] };
    if (contenders.length === 1) return { contenders, seeds: seeds + 1, wanted: [] };
  }
  return { contenders, seeds: 1, wanted: [] };
}

/** Returns the repeat with the k-th further seed; the 0th is the config's. */
function draftOf({ seed, epochs }: SweepPlan, { values, trial }: Proposal, k: number): Draft {
  return { values, seed: seed + k, epochs, repeats: trial };
}

function repeatOf({ seed }: SweepPlan, { proposals }: History, { trial }: Proposal, k: number): Proposal | undefined {
  return proposals.find((proposal) => proposal.repeats === trial && proposal.seed === seed + k);
}

/** Returns the losses by seed; undefined if a seed failed. */
export function lossesBySeed(
  plan: SweepPlan,
  history: History,
  contender: Proposal,
  seeds: number,
): readonly (readonly number[])[] | undefined {
  const rows: (readonly number[])[] = [];
  for (let k = 0; k < seeds; k++) {
    const proposal = k === 0 ? contender : repeatOf(plan, history, contender, k);
    const losses = lossesOf(plan, proposal && history.results.get(proposal.trial));
    if (!losses) return undefined;
    rows.push(losses);
  }
  return rows;
}

/** Returns the surviving contenders, best first. One with a failed seed is out. */
function survivors(plan: SweepPlan, history: History, contenders: readonly Proposal[], seeds: number) {
  const raced = contenders.map((proposal) => {
    const rows = lossesBySeed(plan, history, proposal, seeds);
    return { ...proposal, rows: rows ?? [], losses: rows && meansOf(rows) };
  });
  const sound = raced.filter(({ losses }) => losses);
  const leaders = nondominated(sound);
  return bestFirst(sound.filter((one) => !leaders.some((leader) => isWorse(one, leader)))).map(
    ({ rows: _rows, losses: _losses, ...proposal }) => proposal,
  );
}

type Raced = Ranked & { readonly rows: readonly (readonly number[])[] };

/** Returns true if `one` is worse in every objective, and significantly so. */
function isWorse(one: Raced, leader: Raced): boolean {
  if (one.rows.length < minSeeds) return false;
  return leader.rows[0].every((_, i) => {
    const column = ({ rows }: Raced) => rows.map((row) => row[i]);
    const p = pairedP(column(one), column(leader)) ?? 1;
    return (one.losses?.[i] ?? 0) > (leader.losses?.[i] ?? 0) && p < level;
  });
}

export function meansOf(rows: readonly (readonly number[])[]): readonly number[] {
  return rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);
}
