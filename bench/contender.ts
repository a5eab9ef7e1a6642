/** Contenders, and rounds in which they alternate, so that other load on the machine affects all alike. */

export interface Epoch {
  /** Seconds to train on all examples once. */
  readonly seconds: number;
  /** Seconds to classify all test examples. */
  readonly evaluateSeconds: number;
  /** Accuracy on the test examples, from 0 to 1. */
  readonly accuracy: number;
}

export interface Contender {
  readonly name: string;
  /** Versions, threads and backend. */
  readonly description: string;
  epoch(): Promise<Epoch>;
  close(): Promise<void>;
}

export interface Result {
  readonly name: string;
  readonly description: string;
  /** Medians of the rounds, in seconds. */
  readonly seconds: number;
  readonly evaluateSeconds: number;
  /** Mean of the last three epochs, as single epochs fluctuate. */
  readonly accuracy: number;
  readonly rounds: number;
}

/** Pause between turns: threads of libraries keep spinning for a while, and must sleep before the next turn. */
const restMilliseconds = 300;

/**
 * Warms up, then measures `rounds` in turns. Of two epochs per turn the second counts: training runs without pauses,
 * and waking threads may share a processor in the first. Closes the contenders.
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
