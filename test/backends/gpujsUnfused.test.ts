/** Operations run one at a time, as by a debugger, give the results of the whole step. */
import assert from "node:assert/strict";
import { GpujsBackend } from "../../src/backends/gpujs";
import type { Operation } from "../../src/core/backend";
import { Network, type TrainingSettings } from "../../src/core/network";
import { layer, minibatch, tinyExamples } from "../core/tinyNetwork";

const settings: TrainingSettings = {
  optimizer: { type: "adam", beta1: 0.9, beta2: 0.99, epsilon: 1e-6 },
  regularization: { l1: 0.001, l2: 0.01 },
  classWeights: Float32Array.of(1, 2, 0.5),
};

describe("operations of GPU.js one at a time", () => {
  for (const mode of ["cpu", "webasm"] as const) {
    it(`leave the weights of the whole step on ${mode}, and every matrix between to be looked at`, async () => {
      const backend = await GpujsBackend.start(mode, { threads: 1, shape: [5, 4] });
      const layers = [layer(6, "prelu", { learnAlpha: true, dropout: 0.25 }), layer(4, "softmax"), layer(3, "softmax")];
      const trained = async (run: (step: Operation[]) => Promise<void>) => {
        const spec = { inputs: 5, layers, cost: "cross-entropy" as const, seed: 3 };
        const network = new Network(backend, spec, 7, settings.optimizer);
        await network.initialize();
        await run(network.trainingStep(backend.examples(tinyExamples(7, 5, 3, 1)), settings));
        return network;
      };
      const whole = await trained(async (step) => void (await backend.plan(step).run([minibatch(6)])));
      const alone = await trained(async (step) => {
        for (const operation of step) await backend.plan([operation]).run([minibatch(6)]);
      });
      assert.deepEqual(await alone.readParameters(), await whole.readParameters());
      for (const l of layers.keys()) {
        for (const matrix of Object.values(alone.pass.errors(l))) {
          assert.ok(
            (await backend.read(matrix)).some((value) => value !== 0),
            matrix.name,
          );
        }
      }
      await backend.destroy();
    });
  }
});
