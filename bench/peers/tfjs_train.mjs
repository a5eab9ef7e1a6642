/** Peer: the same network in TensorFlow.js with its WASM backend, as typical JavaScript code uses it. */
import { accuracyOf, data, load, minibatch, serve, settings, shuffled } from "./idx.mjs";

const tf = load("@tensorflow/tfjs");
const wasm = load("@tensorflow/tfjs-backend-wasm");
await tf.setBackend("wasm");
await tf.ready();

const { inputs, outputs, train, test } = data();
const { hidden, batch, eta } = settings;
const sizes = [inputs, ...hidden, outputs];
const W = sizes.slice(1).map((units, l) => tf.variable(tf.randomNormal([sizes[l], units], 0, 1 / Math.sqrt(sizes[l]))));
const b = sizes.slice(1).map((units) => tf.variable(tf.zeros([units])));
const optimizer = tf.train.sgd(eta);
const forward = (x) =>
  W.reduce((z, w, l) => {
    const s = tf.add(tf.matMul(z, w), b[l]);
    return l < W.length - 1 ? tf.leakyRelu(s, 0.1) : s;
  }, x);

async function epoch() {
  const order = shuffled(train.count);
  for (let start = 0; start + batch <= train.count; start += batch) {
    const { images, targets } = minibatch(train, order, start, { rows: batch, inputs, outputs });
    tf.tidy(() => {
      const x = tf.tensor2d(images, [batch, inputs]);
      const y = tf.tensor2d(targets, [batch, outputs]);
      optimizer.minimize(() => tf.neg(tf.mean(tf.sum(tf.mul(y, tf.logSoftmax(forward(x))), 1))));
    });
  }
}

const evaluate = () =>
  tf.tidy(() => accuracyOf(forward(tf.tensor2d(test.x, [test.count, inputs])).dataSync(), test.y, outputs));

const threads = wasm.getThreadsCount?.() ?? 1;
await serve(`TensorFlow.js ${tf.version.tfjs}, wasm, ${threads} threads`, epoch, evaluate);
