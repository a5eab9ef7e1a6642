/** The backend `blas` against the specification if a BLAS is installed; else the error says what is missing. */
import assert from "node:assert/strict";
import { makeBlas } from "../../src/backends/blas";
import { findBlas } from "../../src/backends/blas/library";
import { createBackend } from "../../src/backends/select";
import { specifyBackend } from "./specification";

const found = findBlas();

if (found instanceof Error) {
  describe("backend blas", () => {
    it("is refused with what is missing and the fix", async () => {
      const wanted = createBackend("blas", { threads: 1, shape: [4, 2], batchSize: 2 });
      await assert.rejects(wanted, { message: found.message });
      assert.match(found.message, /^backend blas .*; .*use wasm/);
    });
  });
} else {
  specifyBackend("blas", () => makeBlas(1), { relative: 5e-6 });
  specifyBackend("blas, 2 threads", () => makeBlas(2), { relative: 5e-6 });
}
