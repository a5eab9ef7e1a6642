/** Evaluation with and without returning the outputs. */
import assert from "node:assert/strict";
import { WasmBackend } from "../../src/backends/wasm";
import { ReferenceBackend } from "../../src/core/reference";
import { Evaluator } from "../../src/trainer/experiment/evaluator";
import { layer, tinyExamples, tinyNetwork } from "../core/tinyNetwork";

const pause = async () => {};

describe("an evaluation that takes the outputs along", () => {
  for (const [name, make] of [
    ["the reference", async () => new ReferenceBackend()],
    ["wasm", () => WasmBackend.create({ threads: 2 })],
  ] as const) {
    it(`measures the same bits over many minibatches and calls: ${name}`, async () => {
      const backend = await make();
      try {
        // Seventeen minibatches of 128 and a short one: more than one call processes.
        const examples = tinyExamples(17 * 128 + 31, 3, 2, 4, true);
        const layers = [layer(5, "tanh"), layer(2, "linear")];
        const network = await tinyNetwork(backend, { inputs: 3, layers, cost: "quadratic", rows: 8 });
        const evaluator = Evaluator.of(network, backend, examples) as Evaluator;
        const alone = await evaluator.measure(pause);
        const outputs = await evaluator.outputs(pause);
        for (let again = 0; again < 2; again++) {
          const together = await evaluator.measureAndPredict(pause);
          assert.deepEqual(together.evaluation, alone);
          assert.deepEqual(together.outputs, outputs);
        }
        assert.ok(alone.squaredError > 0 && outputs.some((value) => value !== 0));
      } finally {
        await backend.destroy();
      }
    });
  }
});
