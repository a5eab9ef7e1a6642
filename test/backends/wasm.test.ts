/** The backends `wasm` and, where the engine has it, `wasm-relaxed` against the specification. */
import assert from "node:assert/strict";
import { createBackend } from "../../src/backends/select";
import { WasmBackend } from "../../src/backends/wasm";
import { takesKernels } from "../../src/backends/wasm/kernels";
import { specifyBackend } from "./specification";

specifyBackend("wasm", () => new WasmBackend(), { relative: 5e-6 });

const form = "kernels-relaxed";

if (takesKernels(form)) {
  specifyBackend("wasm-relaxed", () => new WasmBackend({ form }), { relative: 5e-6 });
} else {
  describe("backend wasm-relaxed", () => {
    it("is refused in words where the engine does not have it", async () => {
      const wanted = createBackend("wasm-relaxed", { threads: 1, shape: [4, 2], batchSize: 2 });
      await assert.rejects(wanted, { message: /^backend wasm-relaxed needs relaxed SIMD, which Node 24 has and v\d+/ });
    });
  });
}
