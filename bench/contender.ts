/** Who trains, and rounds in which they take turns, so that what else the machine does meets all alike. */

export interface Epoch {
  /** Of training all examples once. */
  readonly seconds: number;
  /** Of classifying all test examples. */
  readonly evaluateSeconds: number;
  /** On the test examples, a fraction of 1. */
  readonly accuracy: number;
}

export interface Contender {
  readonly name: string;
  /** What does the work: versions, threads, backend. */
  readonly description: string;
  epoch(): Promise<Epoch>;
  close(): Promise<void>;
}

export interface Result {
  readonly name: string;
  readonly description: string;
  /** Medians. */
  readonly seconds: number;
  readonly evaluateSeconds: number;
  /** The mean of the last three epochs: single ones wander. */
  readonly accuracy: number;
  readonly rounds: number;
}

/** Libraries' threads go on looking for work for a while: the next one's turn begins when they sleep. */
const restMilliseconds = 300;

/**
 * Some epochs each to warm up, then `rounds` in turns. Of two epochs in a turn the second counts: training does not rest, and threads that
 * were asleep may share a processor for the first. Closes the contenders.
 */
export async function compete(contenders: Contender[], rounds: number, warmUp = 1): Promise<Result[]> {
  const epochs = contenders.map(() => [] as Epoch[]);
  try {
    for (let round = 0; round < warmUp + rounds; round++) {
      for (const [i, contender] of contenders.entries()) {
        await new Promise((rested) => setTimeout(rested, restMilliseconds));
        await contender.epoch();
        const epoch = await contender.epoch();
        if (round >= warmUp) epochs[i].push(epoch);
      }
    }
  } finally {
    for (const contender of contenders) await contender.close();
  }
  return contenders.map(({ name, description }, i) => ({
    name,
    description,
    seconds: median(epochs[i].map(({ seconds }) => seconds)),
    evaluateSeconds: median(epochs[i].map(({ evaluateSeconds }) => evaluateSeconds)),
    accuracy: mean(epochs[i].slice(-3).map(({ accuracy }) => accuracy)),
    rounds: epochs[i].length,
  }));
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
