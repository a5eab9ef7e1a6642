/** Seeded runs for the page's tests: events and weights as the trainer would send them. */
import { inverseNormal } from "../../src/core/normal";
import { RandomStream } from "../../src/core/random";
import type { Event } from "../../src/protocol/events";
import type { HostMessage, RunDescription } from "../../src/protocol/panel";
import type { RequestParams, WeightPicture } from "../../src/protocol/requests";
import { histogramOf } from "../../src/trainer/views/histogram";

export const run: RunDescription = {
  folder: "/project/.matrix-network/mnist/20261124T134501Z-3fa9",
  id: "20261124T134501Z-3fa9",
  network: "mnist",
  shape: [784, 100, 10],
  activations: ["prelu", "softmax"],
  epochs: 30,
  batchSize: 100,
  imageShape: [28, 28],
};

export const started: Event = {
  type: "started",
  run: run.folder,
  backend: "wasm",
  backendReason: "auto: the fastest that was measured",
  threads: 2,
  seed: 1,
  inputs: 784,
  outputs: 10,
  parameters: 79510,
  examples: { train: 50000, validation: 10000, test: 10000 },
  startEpoch: 1,
};

/** Checkpoint events of the first `count` epochs. */
export const keptEpochs = (count: number): Event[] =>
  Array.from({ length: count }, (_, i) => ({ type: "checkpoint", epoch: i + 1, file: `epochs/${i + 1}.npz` }));

export function epochs(count: number, first = 1): Event[] {
  const random = new RandomStream(5, "sample");
  return Array.from({ length: count }, (_, i) => {
    const epoch = first + i;
    const wobble = 0.002 * inverseNormal(random.uniform(epoch));
    const accuracy = 0.979 - 0.035 / epoch + wobble;
    return {
      type: "epoch",
      epoch,
      cost: 0.35 / epoch ** 0.8,
      validationCost: 0.07 + 0.12 / epoch + wobble,
      validationAccuracy: accuracy,
      testAccuracy: accuracy - 0.0015,
      trainSeconds: 0.11,
      evaluateSeconds: 0.02,
      learningRate: 1,
    };
  });
}

/** Statistics of one epoch; every layer and every figure has its own values. */
export const layers = (epoch: number, count = 2): Event => ({
  type: "layers",
  epoch,
  layers: Array.from({ length: count }, (_, l) => ({
    weightNorm: 10 + l + Math.sqrt(epoch),
    gradientNorm: 0.5 / (l + 1) / epoch,
    updateRatio: 0.004 / (l + 1) / Math.sqrt(epoch),
    deadUnits: l === 0 ? 0.1 + 0.2 * (1 - 1 / epoch) : 0,
    saturation: l === count - 1 ? 0.9 - 0.5 / epoch : 0,
  })),
});

export const progress = (epoch: number, batch: number): Event => ({
  type: "progress",
  epoch,
  batch,
  batches: 500,
  cost: 0.4 / (epoch + batch / 500),
  examplesPerSecond: 431000,
});

export const running: HostMessage & { type: "state" } = {
  type: "state",
  state: "running",
  can: { stop: true, pause: true, continue: false, resumeRun: false },
};

/** The weight of an input: smooth blobs, as in a trained first layer. Tests compare cells with this value. */
export function weightAt(unit: number, input: number): number {
  const [y, x] = [Math.floor(input / 28), input % 28];
  const [cy, cx] = [6 + ((unit * 7) % 17), 6 + ((unit * 11) % 17)];
  const near = Math.exp(-((y - cy) ** 2 + (x - cx) ** 2) / 22);
  const far = Math.exp(-((y - 27 + cy) ** 2 + (x - 27 + cx) ** 2) / 30);
  return 0.5 * near - 0.45 * far;
}

/** Answers a page's request for weights, as the host does. */
export function pictureFor(wanted: RequestParams<"weights">, shape: readonly number[] = run.shape): WeightPicture {
  const [inputs, units] = [shape[wanted.layer], shape[wanted.layer + 1]];
  const { rows, columns, pictures = false, first = 0, order } = wanted;
  const window = wanted.window ?? { inputs: [0, inputs], units: [0, units] };
  const [[top, bottom], [left, right]] = [window.inputs, window.units];
  const unitAt = (place: number) => order?.units[place] ?? place;
  const values = Float32Array.from({ length: rows * columns }, (_, i) => {
    const [y, x] = [Math.floor(i / columns), i % columns];
    if (pictures) return weightAt(unitAt(first + y), x);
    const input = top + Math.floor((y * (bottom - top)) / rows);
    return weightAt(unitAt(left + Math.floor((x * (right - left)) / columns)), input);
  });
  return {
    layer: wanted.layer,
    what: wanted.what ?? "weights",
    epoch: 12,
    batch: 250,
    inputs,
    units,
    pictures,
    first,
    window,
    ...(order && { order: order.name }),
    rows,
    columns,
    values,
    largest: 0.5,
    histogram: histogramOf(values),
  };
}
