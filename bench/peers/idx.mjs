/** Shared code of the JavaScript peers: arguments, IDX files, and one epoch per line on stdin. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

const options = Object.fromEntries(["hidden", "batch", "eta", "lmbda"].map((name) => [name, { type: "string" }]));
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const [packages, folder] = positionals;

/** Loads a package from the folder given by the first argument. */
export const load = createRequire(join(packages, "package.json"));

export const settings = {
  hidden: values.hidden.split(",").filter(Boolean).map(Number),
  batch: Number(values.batch),
  eta: Number(values.eta),
};

/** Returns inputs in [0, 1] and classes; of data of MNIST's size, the last 10,000 are omitted as validation set. */
export function data() {
  const train = { images: read("train-images-idx3-ubyte"), labels: read("train-labels-idx1-ubyte") };
  const test = { images: read("t10k-images-idx3-ubyte"), labels: read("t10k-labels-idx1-ubyte") };
  const count = train.labels.shape[0] === 60_000 ? 50_000 : train.labels.shape[0];
  const inputs = train.images.bytes.length / train.labels.shape[0];
  const set = ({ images, labels }, n) => ({
    count: n,
    x: Float32Array.from(images.bytes.subarray(0, n * inputs), (byte) => byte / 255),
    y: labels.bytes.subarray(0, n),
  });
  const outputs = Math.max(...train.labels.bytes) + 1;
  return { inputs, outputs, train: set(train, count), test: set(test, test.labels.shape[0]) };
}

function read(stem) {
  const file = readFileSync(join(folder, stem));
  const shape = Array.from({ length: file[3] }, (_, i) => file.readUInt32BE(4 + 4 * i));
  return { shape, bytes: file.subarray(4 + 4 * shape.length) };
}

/** @param train trains an epoch @param evaluate returns the accuracy on the test set */
export async function serve(ready, train, evaluate) {
  console.log(JSON.stringify({ ready }));
  for await (const _ of createInterface({ input: process.stdin })) {
    const start = performance.now();
    await train();
    const trained = performance.now();
    const accuracy = await evaluate();
    const done = performance.now();
    const [seconds, evaluateSeconds] = [trained - start, done - trained].map((milliseconds) => milliseconds / 1000);
    console.log(JSON.stringify({ seconds, evaluateSeconds, accuracy }));
  }
}

export function shuffled(count) {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Returns the rows [start, start + rows) of x and one-hot y in the given order. */
export function minibatch({ x, y }, order, start, { rows, inputs, outputs }) {
  const images = new Float32Array(rows * inputs);
  const targets = new Float32Array(rows * outputs);
  for (let i = 0; i < rows; i++) {
    const example = order[start + i];
    images.set(x.subarray(example * inputs, (example + 1) * inputs), i * inputs);
    targets[i * outputs + y[example]] = 1;
  }
  return { images, targets };
}

/** Returns the share of rows [count, outputs] whose largest value is at the label. */
export function accuracyOf(values, labels, outputs) {
  let hits = 0;
  for (let i = 0; i < labels.length; i++) {
    const row = values.subarray(i * outputs, (i + 1) * outputs);
    if (row.indexOf(Math.max(...row)) === labels[i]) hits++;
  }
  return hits / labels.length;
}
