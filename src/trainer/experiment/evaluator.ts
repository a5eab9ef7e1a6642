/** Measures a network on the validation, test and, on request, training examples. */
import type { Backend, Examples, Minibatch, Plan, ResidentExamples } from "../../core/backend";
import { type BatchSizer, evaluateNetwork, evaluationMinibatch } from "../../core/evaluate";
import type { Evaluation } from "../../core/metrics";
import type { Network } from "../../core/network";
import { minibatchesOf } from "../../core/order";
import { AdaptiveBatchSizer } from "./adaptiveBatchSizer";

/**
 * Rows of an evaluation pass: many, so that matrices are large, and determined by the network alone, so that sums are
 * reproducible.
 */
const evaluationRows = ({ parameters }: Network): number => Math.max(16, Math.min(128, Math.round(8e6 / parameters)));

/** Returns the minibatches per call: as many as take a few ms, also determined by the network alone. */
function evenCalls({ parameters }: Network, rows: number): BatchSizer {
  const most = Math.max(1, Math.min(16, Math.floor(64e6 / (parameters * rows))));
  return { next: (left) => Math.min(left, most), timed: (_, call) => call() };
}

/** Evaluates a network on one set of examples, repeatedly. */
export class Evaluator {
  private readonly rows: number;
  private readonly plan: Plan;
  /** Minibatches per call: measured if a call itself is expensive. */
  private readonly calls: BatchSizer;
  /** Outputs of all examples; allocated on first use. */
  private held: Float32Array | undefined;

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

  /** Returns cost and accuracy, or errors, on all examples. @param pause awaited between calls */
  measure(pause: () => Promise<void>): Promise<Evaluation> {
    return evaluateNetwork(this.plan, this.examples, this.rows, pause, this.calls);
  }

  /**
   * Returns the same bits as `measure` and, from the same pass, the activations of the output layer for every example,
   * in order: [count, outputs]. They are valid until the next call.
   */
  async measureAndPredict(pause: () => Promise<void>): Promise<{ evaluation: Evaluation; outputs: Float32Array }> {
    const { examples } = this;
    this.held ??= new Float32Array(examples.count * examples.outputs);
    const { held: outputs } = this;
    const keep = (minibatch: Minibatch) => this.keep(minibatch, outputs);
    const evaluation = await evaluateNetwork(this.plan, examples, this.rows, pause, this.calls, keep);
    return { evaluation, outputs };
  }

  /** Returns the activations of the output layer for every example, in order: [count, outputs]. */
  async outputs(pause: () => Promise<void>): Promise<Float32Array> {
    const { count, outputs } = this.examples;
    const all = new Float32Array(count * outputs);
    for (const slice of minibatchesOf(count, this.rows)) {
      const minibatch = evaluationMinibatch(slice);
      await this.plan.run([minibatch]);
      await this.keep(minibatch, all);
      await pause();
    }
    return all;
  }

  /** Copies the last minibatch's activations of the output layer. */
  private async keep({ start, rows }: Minibatch, into: Float32Array): Promise<void> {
    const { outputs } = this.examples;
    const { layers } = this.network.evaluationPass(this.rows);
    const z = await this.backend.read(layers[layers.length - 1].z);
    into.set(z.subarray(0, rows * outputs), start * outputs);
  }
}
