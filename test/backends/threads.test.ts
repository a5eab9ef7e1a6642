/** The backend `wasm` with several threads: the same bits as with one thread, and its threads are ended. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { WasmBackend } from "../../src/backends/wasm";
import type { Optimizer } from "../../src/core/backend";
import { Network } from "../../src/core/network";
import { RandomStream } from "../../src/core/random";
import { layer, minibatch, plainSgd, tinyExamples } from "../core/tinyNetwork";
import { specifyBackend } from "./specification";

specifyBackend("wasm, 3 threads", () => WasmBackend.create({ threads: 3 }), { relative: 5e-6 });

interface Shape {
  inputs: number;
  hidden: number;
  outputs: number;
  rows: number;
}

/** Returns all results of five epochs. Every third input is zero, so that the first layer can be sparse or dense. */
async function trained(
  threads: number,
  densest: number,
  { inputs, hidden, outputs, rows }: Shape,
  optimizer: Optimizer,
) {
  const backend = await WasmBackend.create({ threads, densest });
  assert.equal(backend.threads, threads);
  const layers = [
    layer(hidden, "prelu", { learnAlpha: true, dropout: 0.25 }),
    layer(outputs, "tanh", { learnAlpha: false }),
  ];
  const network = new Network(backend, { inputs, layers, cost: "quadratic", seed: 3 }, rows, optimizer);
  await network.initialize();
  const examples = tinyExamples(rows * 3 + 1, inputs, outputs, 5, true);
  for (let i = 0; i < examples.values.length; i += 3) examples.values[i] = 0;
  const resident = backend.examples(examples);
  const settings = { optimizer, regularization: { l1: 0.001, l2: 0.01 } };
  const plan = backend.plan(network.trainingStep(resident, settings));
  const batches = [0, 1, 2, 3].map((i) =>
    minibatch(Math.min(rows, examples.count - i * rows), { start: i * rows, batch: i + 1, step: i + 1 }),
  );
  const measures = [];
  for (let epoch = 1; epoch <= 5; epoch++) measures.push(await plan.run(batches.map((batch) => ({ ...batch, epoch }))));
  const evaluated = await backend.plan(network.evaluation(resident, rows)).run(batches);
  const parameters = await network.readParameters();
  await backend.destroy();
  return { measures, evaluated, parameters };
}

describe("threads", () => {
  for (let seed = 1; seed <= 8; seed++) {
    const random = new RandomStream(seed, "sample");
    const size = (i: number) => 1 + Math.floor(random.uniform(i) * 67);
    const shape = { inputs: size(0), hidden: size(1), outputs: size(2), rows: size(3) };
    const optimizer: Optimizer = seed % 2 ? plainSgd : { type: "sgd", momentum: 0.9, nesterov: true };
    for (const densest of [-1, 1]) {
      it(`change no bit: ${JSON.stringify(shape)}, ${densest < 0 ? "dense" : "sparse"} (seed ${seed})`, async () => {
        const one = await trained(1, densest, shape, optimizer);
        assert.deepEqual(await trained(2, densest, shape, optimizer), one);
        assert.deepEqual(await trained(3, densest, shape, optimizer), one);
      });
    }
  }

  it("change no bit where every thread has units of its own", async () => {
    for (const hidden of [64, 100, 131, 200]) {
      const shape = { inputs: 40, hidden, outputs: 70, rows: 13 };
      for (const densest of [-1, 1]) {
        const one = await trained(1, densest, shape, plainSgd);
        assert.deepEqual(await trained(2, densest, shape, plainSgd), one);
        assert.deepEqual(await trained(3, densest, shape, plainSgd), one);
      }
    }
  });

  it("stop together where a cost is not finite, and go on with the next run", async () => {
    const backend = await WasmBackend.create({ threads: 3 });
    const layers = [layer(9, "linear"), layer(2, "softmax")];
    const network = new Network(backend, { inputs: 2, layers, cost: "cross-entropy", seed: 1 }, 8, plainSgd);
    await network.initialize();
    const examples = tinyExamples(32, 2, 2, 5);
    examples.values[33] = Number.NaN;
    const plan = backend.plan(
      network.trainingStep(backend.examples(examples), { optimizer: plainSgd, regularization: { l1: 0, l2: 0 } }),
    );
    const batches = [0, 8, 16, 24].map((start) => minibatch(8, { start }));
    for (let round = 0; round < 200; round++) {
      assert.equal((await plan.run(batches)).completed, 2);
      assert.equal((await plan.run([batches[0], batches[3]])).completed, 2);
    }
    await backend.destroy();
  });

  it("keep no process alive, used or not, destroyed or not", async () => {
    const program = `
      require("tsx/cjs");
      const { WasmBackend } = require("./src/backends/wasm/index.ts");
      WasmBackend.create({ threads: 3 }).then(async (backend) => {
        await backend.plan([]).run([{ start: 0, rows: 1, epoch: 1, batch: 1, step: 1, learningRate: 1 }]);
        console.log("done", backend.threads);
      });`;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", program]);
    assert.equal(stdout, "done 3\n");
  });

  it("go when the thread that made them is terminated", async () => {
    const program = `
      require("tsx/cjs");
      const { WasmBackend } = require("./src/backends/wasm/index.ts");
      WasmBackend.create({ threads: 3 }).then(async (backend) => {
        require("node:worker_threads").parentPort.postMessage("here");
        const plan = backend.plan([]);
        const step = { start: 0, rows: 1, epoch: 1, batch: 1, step: 1, learningRate: 1 };
        for (;;) await plan.run(new Array(1000).fill(step));
      });`;
    const worker = new Worker(program, { eval: true });
    await new Promise((here) => worker.once("message", here));
    assert.equal(await worker.terminate(), 1);
  });
});
