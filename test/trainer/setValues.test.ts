/** Values set in s: z is computed by the layer's activation function, bit for bit as by the backend. */
import assert from "node:assert/strict";
import { createBackend } from "../../src/backends/select";
import type { Backend, Minibatch } from "../../src/core/backend";
import { Network } from "../../src/core/network";
import { ReferenceBackend } from "../../src/core/reference";
import { type Edit, ValueSetter } from "../../src/trainer/experiment/setValues";

const activations = ["sigmoid", "tanh", "relu", "prelu", "elu", "gelu", "softplus", "linear", "softmax"] as const;
const minibatch: Minibatch = { start: 0, rows: 5, epoch: 2, batch: 3, step: 4, learningRate: 0.1 };
const edit = (target: string, index: (number | null)[], to: number | number[]): Edit => ({
  epoch: 2,
  batch: 3,
  operation: "forward 1",
  target,
  index,
  to,
});

describe("values set in s", () => {
  const backends: Backend[] = [];
  before(async () => {
    const { backend } = await createBackend("wasm", { threads: 1, shape: [4, 6], batchSize: 5 });
    backends.push(backend, new ReferenceBackend());
  });
  after(() => Promise.all(backends.map((backend) => backend.destroy())));

  /** Returns a layer, and its s and z for a minibatch. */
  async function forwarded(backend: Backend, activation: (typeof activations)[number], dropout = 0) {
    const layer = { units: 6, activation, alpha: 0.3, learnAlpha: false, dropout, bias: true };
    const spec = {
      inputs: 4,
      layers: [{ ...layer, initialization: "xavier" as const }],
      cost: "quadratic" as const,
      seed: 3,
    };
    const network = new Network(backend, spec, 5, { type: "sgd", momentum: 0, nesterov: false });
    await network.initialize();
    const values = Float32Array.from({ length: 20 }, (_, i) => Math.sin(i));
    const examples = { count: 5, inputs: 4, outputs: 6, values, shift: 0, factor: 1, targets: new Int32Array(5) };
    const plan = backend.plan([
      network.pass.gather(backend.examples(examples)),
      ...network.forwardPropagate(network.pass, true),
    ]);
    await plan.run([minibatch]);
    const { s, z } = network.pass.layers[0];
    return { setter: new ValueSetter(network, backend), s: () => backend.read(s), z: () => backend.read(z) };
  }

  for (const activation of activations) {
    it(`leave z as it is where s is what it was: ${activation}`, async () => {
      for (const backend of backends) {
        for (const dropout of [0, 0.4]) {
          const { setter, s, z } = await forwarded(backend, activation, dropout);
          const [before, was] = [await s(), await z()];
          await setter.set(edit("s0", [1, null], [...before.subarray(6, 12)]), minibatch);
          await setter.set(
            edit(
              "s0",
              [null, 2],
              [0, 1, 2, 3, 4].map((row) => before[row * 6 + 2]),
            ),
            minibatch,
          );
          assert.deepEqual([await s(), await z()], [before, was], `${backend.name}, dropout ${dropout}`);
        }
      }
    });
  }

  it("change z of that element alone, and of softmax of its whole row", async () => {
    for (const backend of backends) {
      for (const activation of ["tanh", "softmax"] as const) {
        const { setter, z } = await forwarded(backend, activation);
        const was = await z();
        await setter.set(edit("s0", [3, 1], 2), minibatch);
        const now = await z();
        const changed = [...now.keys()].filter((at) => now[at] !== was[at]);
        assert.deepEqual(changed, activation === "tanh" ? [19] : [18, 19, 20, 21, 22, 23]);
        if (activation === "tanh") assert.ok(Math.abs(now[19] - Math.tanh(2)) < 1e-6);
      }
    }
  });

  it("are refused where there is no such element, or they are too many", async () => {
    const { setter } = await forwarded(backends[0], "tanh");
    const refused = (edited: Edit, message: RegExp) =>
      assert.rejects(setter.set(edited, minibatch), { code: "bad-edit", message });
    await refused(edit("s0", [5, 0], 1), /s0 has no element \[5, 0\]: it is \[5, 6\]/);
    await refused(edit("W1", [0, 0], 1), /W1 is not a matrix of this network/);
    await refused(edit("delta0", [0, 0], 1), /delta0 is not a matrix/);
    await refused(edit("b0", [null], [1, 2]), /b0 takes 6 values, not 2/);
  });
});
