/**
 * Ranking of trials. One objective: by its value. Two: by nondomination rank, within a rank by crowding distance (Deb
 * et al., A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, 2002). Ties are broken by trial number.
 */

/** A trial with its losses, smaller if better; without losses it has failed and ranks last. */
export interface Ranked {
  readonly trial: number;
  readonly losses: readonly number[] | undefined;
}

/** Returns true if `a` is at least as good in every objective, and better in one. */
function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((loss, i) => loss <= b[i]) && a.some((loss, i) => loss < b[i]);
}

/** Returns the trials that no other dominates, by trial number; failed ones are excluded. */
export function nondominated<T extends Ranked>(trials: readonly T[]): T[] {
  const done = trials.filter(({ losses }) => losses);
  if (done.every(({ losses }) => losses?.length === 2)) return frontsOf(done)[0] ?? [];
  const front = done.filter((a) => !done.some((b) => dominates(b.losses ?? [], a.losses ?? [])));
  return front.sort((a, b) => a.trial - b.trial);
}

/**
 * Returns all fronts of two objectives, each by trial number. Comparing all pairs of thousands of trials takes minutes:
 * sorted by both losses, a trial belongs to the first front whose last member does not dominate it.
 */
function frontsOf<T extends Ranked>(done: readonly T[]): T[][] {
  const loss = ({ losses }: Ranked, i: number) => losses?.[i] ?? 0;
  const sorted = [...done].sort((a, b) => loss(a, 0) - loss(b, 0) || loss(a, 1) - loss(b, 1) || a.trial - b.trial);
  const fronts: T[][] = [];
  for (const trial of sorted) {
    let [low, high] = [0, fronts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (dominates(fronts[middle].at(-1)?.losses ?? [], trial.losses ?? [])) low = middle + 1;
      else high = middle;
    }
    if (low === fronts.length) fronts.push([]);
    fronts[low].push(trial);
  }
  for (const front of fronts) front.sort((a, b) => a.trial - b.trial);
  return fronts;
}

/** Sorts trials, best first. */
export function bestFirst<T extends Ranked>(trials: readonly T[]): T[] {
  const failed = trials.filter(({ losses }) => !losses).sort((a, b) => a.trial - b.trial);
  let left = trials.filter(({ losses }) => losses);
  if (left.every(({ losses }) => losses?.length === 1)) {
    const loss = ({ losses }: Ranked) => losses?.[0] ?? 0;
    return [...left.sort((a, b) => loss(a) - loss(b) || a.trial - b.trial), ...failed];
  }
  if (left.every(({ losses }) => losses?.length === 2))
    return [...frontsOf(left).flatMap(leastCrowdedFirst), ...failed];
  const sorted: T[] = [];
  while (left.length > 0) {
    const front = nondominated(left);
    sorted.push(...leastCrowdedFirst(front));
    left = left.filter((trial) => !front.includes(trial));
  }
  return [...sorted, ...failed];
}

/** Sorts a front: its ends first, then by the distance of a trial's neighbours relative to the front's extent. */
function leastCrowdedFirst<T extends Ranked>(front: readonly T[]): T[] {
  const distance = new Map<T, number>(front.map((trial) => [trial, 0]));
  for (const i of front[0].losses?.keys() ?? []) {
    const loss = (trial: T) => trial.losses?.[i] ?? 0;
    const sorted = [...front].sort((a, b) => loss(a) - loss(b) || a.trial - b.trial);
    const extent = loss(sorted[sorted.length - 1]) - loss(sorted[0]) || 1;
    sorted.forEach((trial, at) => {
      const isEnd = at === 0 || at === sorted.length - 1;
      const gap = isEnd ? Number.POSITIVE_INFINITY : (loss(sorted[at + 1]) - loss(sorted[at - 1])) / extent;
      distance.set(trial, (distance.get(trial) ?? 0) + gap);
    });
  }
  const of = (trial: T) => distance.get(trial) ?? 0;
  return [...front].sort((a, b) => (of(a) === of(b) ? a.trial - b.trial : of(b) - of(a)));
}
