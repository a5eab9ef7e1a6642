/** A table with every kind of column, pictures, and networks of seeded weights on them, which are never trained. */
import type { Examples } from "../../../src/core/backend";
import type { CostName, TaskName } from "../../../src/core/names";
import { inverseNormal } from "../../../src/core/normal";
import { RandomStream } from "../../../src/core/random";
import { ReferenceBackend } from "../../../src/core/reference";
import type { Column } from "../../../src/data/columnEncoding";
import type { Dataset } from "../../../src/data/dataset";
import { partsOfMoment } from "../../../src/formats/table/date";
import type { Explained } from "../../../src/trainer/views/explain/explained";
import { layer, tinyNetwork } from "../../core/tinyNetwork";

/** Inputs: age, its flag; three plans; sin and cos of a month; a size. */
export const columns: Column[] = [
  { name: "age", kind: "number", flag: true, fill: 0, shift: 40 },
  { name: "plan", kind: "one-hot", values: ["basic", "plus", "pro"] },
  { name: "since", kind: "date", parts: ["month"], cyclic: true },
  { name: "size", kind: "ordinal", values: ["small", "large"] },
];
export const count = 60;
const inputs = 8;

const random = new RandomStream(3, "sample");
const normalAt = (i: number) => inverseNormal(random.uniform(i));

function rowOf(i: number): number[] {
  const isMissing = i % 10 === 9;
  const age = Math.round(8 * normalAt(i));
  const plan = i % 3;
  return [
    isMissing ? 0 : age,
    Number(isMissing),
    ...[0, 1, 2].map((k) => Number(k === plan)),
    ...partsOfMoment({ month: 1 + (i % 4) * 3 }, ["month"], true),
    i % 2,
  ];
}

/** @param classes names of the classes; of one output for two of them */
export async function explainedTable(
  task: TaskName,
  { outputs = 3, classes = ["a", "b", "c"], scale = 1 } = {},
): Promise<Explained> {
  const values = Float32Array.from(Array.from({ length: count }, (_, i) => rowOf(i)).flat());
  const targets =
    task === "classification"
      ? Int32Array.from({ length: count }, (_, i) => i % classes.length)
      : Float32Array.from({ length: count * outputs }, (_, i) =>
          task === "regression" ? normalAt(1000 + i) : Number(i % 2),
        );
  const shift = new Float32Array(inputs);
  const factor = new Float32Array(inputs).fill(1);
  factor[0] = 0.1;
  const train: Examples = { count, inputs, outputs, values, shift, factor, targets };
  const names = Array.from({ length: outputs }, (_, i) => ({ name: `t${i}`, shift: 100 * i, factor: 0.5 }));
  const labels = names.map(({ name }) => ({ name, shift: 0, factor: 1 }));
  const answers =
    task === "classification" ? { classNames: classes } : { targets: task === "regression" ? names : labels };
  const dataset = { task, inputs, columns, train, ...answers };
  const activation = task === "regression" ? "linear" : outputs === 1 || task === "multi-label" ? "sigmoid" : "softmax";
  return explained(dataset, [layer(6, "tanh"), layer(outputs, activation)], scale);
}

/** Pictures of 5 × 4 pixels with this many channels, of two classes. */
export async function explainedPictures(channels = 1): Promise<Explained> {
  const width = 20 * channels;
  const values = Uint8Array.from({ length: 12 * width }, (_, i) => Math.round(127 + 60 * normalAt(i)));
  const targets = Int32Array.from({ length: 12 }, (_, i) => i % 2);
  const train: Examples = { count: 12, inputs: width, outputs: 2, values, shift: 0, factor: 1 / 255, targets };
  const imageShape = channels === 1 ? [5, 4] : [5, 4, channels];
  const dataset = { task: "classification" as const, inputs: width, train, classNames: ["no", "yes"], imageShape };
  return explained(dataset, [layer(7, "gelu"), layer(6, "tanh"), layer(2, "softmax")], 1);
}

async function explained(
  dataset: Partial<Dataset> & Pick<Dataset, "task" | "inputs">,
  layers: ReturnType<typeof layer>[],
  scale: number,
): Promise<Explained> {
  const backend = new ReferenceBackend();
  const cost: CostName = dataset.task === "regression" ? "quadratic" : "cross-entropy";
  const network = await tinyNetwork(backend, { inputs: dataset.inputs, layers, cost, rows: 1, seed: 6 });
  for (const { W } of network.layers) {
    const drawn = await backend.read(W);
    await backend.write(
      W,
      drawn.map((w) => w * scale),
    );
  }
  const config = { layers, cost, training: { seed: 6, optimizer: { type: "sgd", learningRate: 1 } } };
  return {
    config,
    dataset,
    backend,
    network,
    parameters: await network.readParameters(),
  } as unknown as Explained;
}
