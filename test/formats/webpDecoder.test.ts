/** dist/webp.wasm, which the build makes from the package's file. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

describe("the decoder of WebP pictures", () => {
  it("has a memory of at most 512 MiB, whatever a picture does to it", () => {
    const module = new WebAssembly.Module(readFileSync(join(__dirname, "../../dist/webp.wasm")));
    const noSystem = { fd_close: () => -1, fd_seek: () => -1, fd_write: () => -1 };
    const { exports } = new WebAssembly.Instance(module, { wasi_snapshot_preview1: noSystem });
    const { memory } = exports as { memory: WebAssembly.Memory };
    const pages = memory.buffer.byteLength / 2 ** 16;
    memory.grow(8192 - pages);
    assert.throws(() => memory.grow(1), RangeError);
  });
});
