/** Peer: the same network in GPU.js on the CPU, with a kernel per matrix operation, as in its own examples. */
import { accuracyOf, data, load, minibatch, serve, settings, shuffled } from "./idx.mjs";

const { GPU } = load("gpu.js");
const gpu = new GPU({ mode: "cpu" });
const { inputs, outputs, train, test } = data();
const { hidden, batch, eta } = settings;
const sizes = [inputs, ...hidden, outputs];

const product = (rows, inner, columns) =>
  gpu
    .createKernel(function (a, w, bias) {
      let sum = bias[this.thread.x];
      for (let k = 0; k < this.constants.inner; k++) sum += a[this.thread.y][k] * w[k][this.thread.x];
      return sum;
    })
    .setConstants({ inner })
    .setOutput([columns, rows]);
const back = (rows, inner, columns) =>
  gpu
    .createKernel(function (delta, w, s) {
      let sum = 0;
      for (let k = 0; k < this.constants.inner; k++) sum += delta[this.thread.y][k] * w[this.thread.x][k];
      return s[this.thread.y][this.thread.x] > 0 ? sum : 0.1 * sum;
    })
    .setConstants({ inner })
    .setOutput([columns, rows]);
const step = (rows, inner, columns) =>
  gpu
    .createKernel(function (z, delta, w, rate) {
      let sum = 0;
      for (let i = 0; i < this.constants.rows; i++) sum += z[i][this.thread.y] * delta[i][this.thread.x];
      return w[this.thread.y][this.thread.x] - rate * sum;
    })
    .setConstants({ rows })
    .setOutput([columns, inner]);

const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
const layers = sizes.slice(1).map((units, l) => ({
  W: Array.from({ length: sizes[l] }, () => Float32Array.from({ length: units }, () => normal() / Math.sqrt(sizes[l]))),
  b: new Float32Array(units),
  forward: product(batch, sizes[l], units),
  back: l > 0 ? back(batch, units, sizes[l]) : undefined,
  step: step(batch, sizes[l], units),
}));

const rowsOf = (values, columns) =>
  Array.from({ length: values.length / columns }, (_, i) => values.subarray(i * columns, (i + 1) * columns));
const relu = (rows) => rows.map((row) => row.map((s) => (s > 0 ? s : 0.1 * s)));
function softmax(row) {
  const largest = Math.max(...row);
  const e = row.map((s) => Math.exp(s - largest));
  const sum = e.reduce((total, value) => total + value, 0);
  return e.map((value) => value / sum);
}

function forward(x) {
  const [zs, ss] = [[x], []];
  for (const [l, { W, b, forward: multiply }] of layers.entries()) {
    const s = multiply(zs[l], W, b);
    ss.push(s);
    zs.push(l < layers.length - 1 ? relu(s) : s.map(softmax));
  }
  return { zs, ss };
}

function epoch() {
  const order = shuffled(train.count);
  for (let start = 0; start + batch <= train.count; start += batch) {
    const { images, targets } = minibatch(train, order, start, { rows: batch, inputs, outputs });
    const { zs, ss } = forward(rowsOf(images, inputs));
    const y = rowsOf(targets, outputs);
    let delta = zs[layers.length].map((row, i) => row.map((z, j) => z - y[i][j]));
    for (let l = layers.length - 1; l >= 0; l--) {
      const { W, b, step: update, back: backpropagate } = layers[l];
      const before = backpropagate?.(delta, W, ss[l - 1]);
      layers[l].W = update(zs[l], delta, W, eta / batch);
      for (const row of delta) for (let j = 0; j < b.length; j++) b[j] -= (eta / batch) * row[j];
      delta = before;
    }
  }
}

function evaluate() {
  const found = new Float32Array(test.count * outputs);
  for (let start = 0; start + batch <= test.count; start += batch) {
    const { zs } = forward(rowsOf(test.x.subarray(start * inputs, (start + batch) * inputs), inputs));
    for (const [i, row] of zs[layers.length].entries()) found.set(row, (start + i) * outputs);
  }
  return accuracyOf(found, test.y, outputs);
}

await serve("GPU.js on the CPU", epoch, evaluate);
