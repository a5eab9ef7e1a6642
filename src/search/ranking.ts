/**
 * Which trials are better. One objective: by its value. Two: by nondomination rank, within a rank by crowding distance
 * (Deb et al., A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, 2002). Ties by trial number.
 */

/** Smaller losses are better; one without losses has failed and is worse than all others. */
export interface Ranked {
  readonly trial: number;
  readonly losses: readonly number[] | undefined;
}

/** At least as good in every objective, and better in one. */
function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((loss, i) => loss <= b[i]) && a.some((loss, i) => loss < b[i]);
}

/** Those that no other one dominates, by trial; failed ones never. */
export function nondominated<T extends Ranked>(trials: readonly T[]): T[] {
  const done = trials.filter(({ losses }) => losses);
  if (done.every(({ losses }) => losses?.length === 2)) return frontsOf(done)[0] ?? [];
  const front = done.filter((a) => !done.some((b) => dominates(b.losses ?? [], a.losses ?? [])));
  return front.sort((a, b) => a.trial - b.trial);
}

/**
 * All fronts of two objectives, each by trial: with thousands of trials comparing every two of them takes minutes.
 * Sorted by the first loss, then by the second, a trial belongs to the first front whose last member does not dominate
 * it.
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

/** Best first. */
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

/** A front's ends first, then by how far apart the neighbours of a trial are, in shares of the front's extent. */
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
