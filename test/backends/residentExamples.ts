/**
 * Kernels gather the same minibatches from resident examples as the host would fill in; only the measures are read
 * back.
 */
import assert from "node:assert/strict";
import { Chunks } from "../../src/backends/gpujs/chunks";
import { compile } from "../../src/backends/gpujs/compile";
import { Engine, type Mode } from "../../src/backends/gpujs/engine";
import { GpujsExamples } from "../../src/backends/gpujs/examples";
import { loadLibrary } from "../../src/backends/gpujs/library";
import { GpujsMatrix } from "../../src/backends/gpujs/matrix";
import { GpujsPlan } from "../../src/backends/gpujs/plan";
import type { Backend, Examples, Minibatch, Operation } from "../../src/core/backend";
import type { LayerSpec } from "../../src/core/layer";
import { Network } from "../../src/core/network";
import { RandomStream } from "../../src/core/random";
import { ReferenceBackend } from "../../src/core/reference";
import { layer, minibatch, plainSgd } from "../core/tinyNetwork";

const settings = { optimizer: plainSgd, regularization: { l1: 0, l2: 0.01 } };
const count = 23;
const inputs = 7;

/** Returns examples in bytes, where 255 stands for 1, with a different scale for each column. */
function examples(outputs: number, targets: Int32Array | Float32Array): Examples {
  const random = new RandomStream(4, "sample");
  const values = Uint8Array.from({ length: count * inputs }, (_, i) => 255 - Math.floor(random.uniform(i) * 256));
  const shift = Float32Array.from({ length: inputs }, (_, j) => 100 + j);
  return { count, inputs, outputs, values, shift, factor: 1 / 255, targets };
}

const classes = (most: number) => Int32Array.from({ length: count }, (_, i) => (i * 5) % most);
const order = Uint32Array.from({ length: count }, (_, i) => (i * 9 + 2) % count);
const work: { what: string; data: Examples; output: LayerSpec }[] = [
  { what: "of classes", data: examples(3, classes(3)), output: layer(3, "softmax") },
  { what: "of one output", data: examples(1, classes(2)), output: layer(1, "sigmoid") },
  {
    what: "of dense targets",
    data: examples(
      2,
      Float32Array.from({ length: count * 2 }, (_, i) => (i % 9) / 9),
    ),
    output: layer(2, "sigmoid"),
  },
];

export function specifyResidentExamples(mode: Mode): void {
  let engine: Engine;
  let chunks: Chunks;
  beforeEach(async () => {
    engine = new Engine(await loadLibrary(), mode, false, 1e6);
    chunks = new Chunks(engine);
  });
  afterEach(async () => {
    await chunks.destroy();
    await engine.destroy();
  });

  /** Creates matrices and plans as the backend does. */
  const resident = () =>
    ({
      matrix: (rows: number, columns: number, name: string) => new GpujsMatrix(rows, columns, name, true),
      write: async (matrix: GpujsMatrix, values: Float32Array) => {
        matrix.values = values.slice();
      },
      read: async (matrix: GpujsMatrix) => {
        await matrix.made();
        return matrix.values.slice();
      },
      examples: (data: Examples) => new GpujsExamples(data),
      plan: (operations: Operation[]) => new GpujsPlan(engine, chunks, compile(operations)),
    }) as unknown as Backend;

  async function made(backend: Backend, { data, output }: (typeof work)[number]) {
    const layers = [layer(5, "tanh"), output];
    const network = new Network(backend, { inputs, layers, cost: "cross-entropy", seed: 3 }, 4, plainSgd);
    await network.initialize();
    const held = backend.examples(data);
    held.setOrder(order);
    return { network, held };
  }

  /** Six minibatches, the last one ragged. */
  const minibatches: Minibatch[] = Array.from({ length: 6 }, (_, i) =>
    minibatch(Math.min(4, count - 4 * i), { start: 4 * i, batch: i + 1, step: i + 1 }),
  );

  for (const each of work) {
    it(`train like the reference's: bytes ${each.what}`, async () => {
      const trained = async (backend: Backend) => {
        const { network, held } = await made(backend, each);
        const { costs } = await backend.plan(network.trainingStep(held, settings)).run(minibatches);
        return [...(await network.readParameters()), { name: "costs", values: Float32Array.from(costs) }];
      };
      const found = await trained(resident());
      for (const [i, { name, values }] of (await trained(new ReferenceBackend())).entries()) {
        for (const [j, value] of values.entries()) {
          assert.ok(Math.abs(found[i].values[j] - value) < 1e-5, `${name}[${j}]: ${found[i].values[j]}, not ${value}`);
        }
      }
    });
  }

  it("stay as they are in minibatches of no rows, with which a call is filled up", async () => {
    const trained = async (asked: Minibatch[][]) => {
      const adam = { type: "adam", beta1: 0.9, beta2: 0.99, epsilon: 1e-6 } as const;
      const backend = resident();
      const network = new Network(
        backend,
        { inputs, layers: [layer(3, "softmax")], cost: "cross-entropy", seed: 3 },
        4,
        adam,
      );
      await network.initialize();
      const held = backend.examples(work[0].data);
      const program = compile(network.trainingStep(held, { ...settings, optimizer: adam }));
      for (const some of asked) await chunks.of(program, 4).run(some);
      return network.readParameters();
    };
    assert.deepEqual(await trained([minibatches.slice(0, 3)]), await trained([0, 1, 2].map((i) => [minibatches[i]])));
  });

  it("bring back measures alone from an evaluation, and what it left when somebody looks, as it was then", async () => {
    const left = async (backend: Backend) => {
      const { network, held } = await made(backend, work[0]);
      const { hits } = await backend.plan(network.evaluation(held, 4)).run(minibatches.slice(0, 4));
      const looked = network.evaluationPass(4);
      // Changes the weights and the order after the evaluation.
      await network.writeParameters(
        (await network.readParameters()).map((p) => ({ ...p, values: p.values.map(() => 9) })),
      );
      held.setOrder(order.map((_, i) => i));
      const { s, z } = looked.layers[1];
      return { hits, all: await Promise.all([looked.inputs, looked.targets, s, z].map((m) => backend.read(m))) };
    };
    const found = await left(resident());
    const expected = await left(new ReferenceBackend());
    assert.equal(found.hits, expected.hits);
    for (const [i, values] of expected.all.entries()) {
      for (const [j, value] of values.entries()) assert.ok(Math.abs(found.all[i][j] - value) < 1e-5, `${i}, ${j}`);
    }
  });

  it("stay with the host where one array of them would be too large", async () => {
    const { data } = work[0];
    const bytes = count * 3 * 4;
    assert.ok(new GpujsExamples(data).resident(bytes));
    assert.equal(new GpujsExamples(data).resident(bytes - 1), undefined);
  });
}
