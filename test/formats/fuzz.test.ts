/** Whatever happened to a file: an answer or a FormatError, at once, never a crash, a hang or memory for what is not there. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { FormatError } from "../../src/formats/formatError";
import { readGzip } from "../../src/formats/gzip";
import { parseIdx } from "../../src/formats/idx";
import { parseNpy } from "../../src/formats/npy";
import { readNpz } from "../../src/formats/npz";
import { writeIdx } from "./idxFile";
import { mutated } from "./mutated";

const fixtures = (...names: string[]) => names.map((name) => readFileSync(join(__dirname, "../fixtures/npy", name)));
const idx = [
  writeIdx("u1", [3, 2, 2], Array(12).fill(7)),
  writeIdx("f8", [5], [1, 2, 3, 4, 5]),
  writeIdx("i2", [2, 3], [1, 2, 3, 4, 5, 6]),
];

const formats: [string, readonly Uint8Array[], (bytes: Uint8Array) => unknown][] = [
  ["npy", fixtures("f4.npy", "big-i8.npy", "fortran.npy", "version2.npy", "version3.npy", "halves.npy"), parseNpy],
  ["npz", fixtures("stored.npz", "deflated.npz"), readNpz],
  ["idx", idx, parseIdx],
  ["gzipped idx", idx.map((file) => gzipSync(file)), async (bytes) => parseIdx(await readGzip(bytes))],
];

describe("damaged files", () => {
  for (const [name, files, read] of formats) {
    it(`are answered by a FormatError: ${name}`, async () => {
      const outcomes = { read: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(mutated(files), async (bytes) => {
          const before = process.memoryUsage().arrayBuffers;
          try {
            await read(bytes);
            outcomes.read++;
          } catch (error) {
            assert.ok(error instanceof FormatError, String(error));
            assert.match(error.message, /^[^\n]+; [^\n]+$/);
            outcomes.refused++;
          }
          assert.ok(process.memoryUsage().arrayBuffers - before < 2 ** 24);
        }),
        { seed: 4, numRuns: 500 },
      );
      assert.ok(outcomes.refused > 100, JSON.stringify(outcomes));
    });
  }
});
