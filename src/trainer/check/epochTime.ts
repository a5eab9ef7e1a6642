/**
 * Measures the duration of an epoch on this machine: the network's own training step and evaluation on the backend that
 * would train it, for about a tenth of a second after its kernels are compiled, which takes GPU.js seconds.
 */
import { rememberedGpu } from "../../backends/auto/gpu";
import type { RememberedGpu } from "../../backends/auto/gpuMemory";
import { createBackend } from "../../backends/select";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Examples, Minibatch, Plan } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import type { RequestResult } from "../../protocol/requests";
import { Evaluator } from "../experiment/evaluator";
import { buildNetwork, networkShape } from "../experiment/network";

type EpochTime = RequestResult<"epochTime">;

/** Target duration of a backend call in training, unless the backend gives another. */
const defaultCallMilliseconds = 8;
const [trainMilliseconds, evaluateMilliseconds] = [60, 25];

export interface TimedData {
  /** The first training examples, scaled as for training. */
  head: Examples;
  examples: { train: number; validation: number; test: number };
}

/** Throws a NetworkError if the backend is not available or the config does not match the data. */
export async function epochTime(config: ResolvedConfig, { head, examples }: TimedData): Promise<EpochTime> {
  const { layers, training, threads } = config;
  const { units } = layers[layers.length - 1];
  const train = units === 1 && head.outputs === 2 ? { ...head, outputs: 1 } : head;
  if (units !== train.outputs) {
    throw new NetworkError("not-timed", { units, outputs: head.outputs });
  }
  const shape = networkShape(config, train.inputs);
  const { batchSize, optimizer } = training;
  const work = { threads, shape, batchSize, examples: train };
  const { backend } = await createBackend(config.backend, work);
  try {
    const rows = Math.min(batchSize, train.count);
    const network = buildNetwork(backend, config, train.inputs, rows);
    await network.initialize();
    const resident = backend.examples(train);
    const step = backend.plan(network.trainingStep(resident, { optimizer, regularization: { l1: 0, l2: 1e-6 } }));
    const perExample = await stepTime(step, rows, train.count, backend.callMilliseconds);
    const measured = examples.validation + examples.test + (training.trainAccuracy ? examples.train : 0);
    const evaluation = measured > 0 ? await evaluationTime(new Evaluator(network, backend, resident), train.count) : 0;
    const seconds = perExample * examples.train + evaluation * measured;
    const gpu = config.backend === "auto" ? rememberedGpu(work) : undefined;
    return gpu ? onGpu(seconds, gpu) : { seconds, backend: backend.name, threads: backend.threads };
  } finally {
    await backend.destroy();
  }
}

/** Returns the time on a GPU by that of an earlier run: no driver is started for it. @param seconds on the processor */
function onGpu(seconds: number, { adapter, microsecondsPerExample, beside }: RememberedGpu): EpochTime {
  const speedup = beside.microsecondsPerExample / microsecondsPerExample;
  const times = { name: beside.name, microsecondsPerExample: beside.microsecondsPerExample };
  const gpu = { adapter: adapter.name, microsecondsPerExample, beside: times };
  return { seconds: seconds / speedup, backend: "gpujs-webgpu", threads: 1, gpu };
}

/** Returns seconds per example. @param callMilliseconds target duration of a call */
async function stepTime(
  step: Plan,
  rows: number,
  count: number,
  callMilliseconds = defaultCallMilliseconds,
): Promise<number> {
  const starts = Math.max(1, Math.floor(count / rows));
  // With a learning rate of 0 the work is the same, but weights do not change and nothing can overflow.
  const minibatch = (i: number): Minibatch => {
    const minibatchNumbers = { start: (i % starts) * rows, rows, epoch: 1, batch: 1, step: 1 };
    return { ...minibatchNumbers, learningRate: 0 };
  };
  let calls = 1;
  const call = async () => {
    const start = performance.now();
    await step.run(Array.from({ length: calls }, (_, i) => minibatch(i)));
    return performance.now() - start;
  };
  while ((await warmedUp(call)) < callMilliseconds / 2) calls *= 2;
  return (await medianTime(call, trainMilliseconds)) / 1000 / (calls * rows);
}

/** Returns seconds per example. */
async function evaluationTime(evaluator: Evaluator, count: number): Promise<number> {
  const call = async () => {
    const start = performance.now();
    await evaluator.measure(async () => {});
    return performance.now() - start;
  };
  // The evaluator adapts the number of minibatches per call.
  await warmedUp(call);
  return (await medianTime(call, evaluateMilliseconds)) / 1000 / count;
}

/** Calls twice and returns the second time: a first call may compile kernels. */
async function warmedUp(call: () => Promise<number>): Promise<number> {
  await call();
  return call();
}

/** Returns the median time of the calls that fit into the given milliseconds. */
async function medianTime(call: () => Promise<number>, milliseconds: number): Promise<number> {
  const end = performance.now() + milliseconds;
  const took: number[] = [];
  do took.push(await call());
  while (performance.now() < end);
  return took.sort((a, b) => a - b)[Math.floor(took.length / 2)];
}
