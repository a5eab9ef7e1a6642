/** Measures a network on the validation, test and, when asked for, training examples. */
import type { Backend, Examples, Plan, ResidentExamples } from "../../core/backend";
import { type BatchSizer, evaluateNetwork, evaluationMinibatch } from "../../core/evaluate";
import type { Evaluation } from "../../core/metrics";
import type { Network } from "../../core/network";
import { minibatchesOf } from "../../core/order";
import { AdaptiveBatchSizer } from "./adaptiveBatchSizer";

/**
 * Rows of an evaluation pass: many, so that matrices are large; a function of the network alone, so that sums stay the
 * same.
 */
const evaluationRows = ({ parameters }: Network): number => Math.max(16, Math.min(128, Math.round(8e6 / parameters)));

/** Minibatches of a call: as many as take a few ms; a function of the network alone, too. */
function evenCalls({ parameters }: Network, rows: number): BatchSizer {
  const most = Math.max(1, Math.min(16, Math.floor(64e6 / (parameters * rows))));
  return { next: (left) => Math.min(left, most), timed: (_, call) => call() };
}

/** Evaluates a network on one set of examples, as often as needed. */
export class Evaluator {
  private readonly rows: number;
  private readonly plan: Plan;
  /** Minibatches of a call: measured where a call itself is expensive. */
  private readonly calls: BatchSizer;

  constructor(
    private readonly network: Network,
    private readonly backend: Backend,
    private readonly examples: ResidentExamples,
  ) {
    this.rows = evaluationRows(network);
    this.plan = backend.plan(network.evaluation(examples, this.rows));
    const { callMilliseconds } = backend;
    this.calls =
      callMilliseconds === undefined ? evenCalls(network, this.rows) : new AdaptiveBatchSizer(callMilliseconds);
  }

  static of(network: Network, backend: Backend, examples: Examples | undefined): Evaluator | undefined {
    return examples && new Evaluator(network, backend, backend.examples(examples));
  }

  /** Cost and accuracy, or errors, on all examples. @param pause awaited between calls */
  measure(pause: () => Promise<void>): Promise<Evaluation> {
    return evaluateNetwork(this.plan, this.examples, this.rows, pause, this.calls);
  }

  /** Activations of the output layer for every example, in order: [count, outputs]. */
  async outputs(pause: () => Promise<void>): Promise<Float32Array> {
    const { count, outputs } = this.examples;
    const all = new Float32Array(count * outputs);
    const { layers } = this.network.evaluationPass(this.rows);
    for (const slice of minibatchesOf(count, this.rows)) {
      await this.plan.run([evaluationMinibatch(slice)]);
      const z = await this.backend.read(layers[layers.length - 1].z);
      all.set(z.subarray(0, slice.rows * outputs), slice.start * outputs);
      await pause();
    }
    return all;
  }
}
