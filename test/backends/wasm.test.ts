/** The backends `wasm` and, if the engine supports it, `wasm-relaxed` against the specification. */
import assert from "node:assert/strict";
import { createBackend } from "../../src/backends/select";
import { WasmBackend } from "../../src/backends/wasm";
import { packageRoot, takesKernels } from "../../src/backends/wasm/kernels";
import { Network } from "../../src/core/network";
import { layer, minibatch, plainSgd, tinyExamples } from "../core/tinyNetwork";
import { specifyBackend } from "./specification";

specifyBackend("wasm", () => new WasmBackend(), { relative: 5e-6 });

describe("backend wasm", () => {
  it("ends the search for package.json at the root of the file system", () => {
    assert.equal(
      packageRoot("/home/somebody/dist", () => false),
      "/",
    );
    assert.equal(
      packageRoot("/home/somebody/dist", (path) => path === "/home/package.json"),
      "/home",
    );
  });

  it("makes the same errors where f' is in the product's store and where it comes after", async () => {
    for (const activation of ["sigmoid", "tanh", "relu", "prelu", "elu", "gelu", "softplus"] as const) {
      const gradients = [false, true].map(async (learnAlpha) => {
        const backend = new WasmBackend();
        // A layer that learns its alphas sums their gradient between the product and f'.
        const layers = [layer(37, activation, { learnAlpha }), layer(5, "softmax")];
        const network = new Network(backend, { inputs: 11, layers, cost: "cross-entropy", seed: 3 }, 9, plainSgd);
        await network.initialize();
        const settings = { optimizer: plainSgd, regularization: { l1: 0, l2: 0.1 } };
        const examples = backend.examples(tinyExamples(9, 11, 5, 5));
        await backend.plan(network.gradientStep(examples, settings)).run([minibatch(9)]);
        return [...(await backend.read(network.pass.errors(0).delta))];
      });
      const [fused, apart] = await Promise.all(gradients);
      assert.deepEqual(fused, apart);
    }
  });
});

const form = "kernels-relaxed";

if (takesKernels(form)) {
  specifyBackend("wasm-relaxed", () => new WasmBackend({ form }), { relative: 5e-6 });
} else {
  describe("backend wasm-relaxed", () => {
    it("is refused in words where the engine does not have it", async () => {
      const wanted = createBackend("wasm-relaxed", { threads: 1, shape: [4, 2], batchSize: 2 });
      await assert.rejects(wanted, {
        message: /^backend wasm-relaxed needs relaxed SIMD, which Node 24 supports and v\d+/,
      });
    });
  });
}
