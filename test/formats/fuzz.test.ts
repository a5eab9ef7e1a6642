/** Whatever happened to a file: an answer or a FormatError, at once, never a crash, a hang or memory for what is not there. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { findForm } from "../../src/data/table/findForm";
import { toOnnx } from "../../src/export/onnx";
import { FormatError } from "../../src/formats/formatError";
import { readGzip, unpackGzip } from "../../src/formats/gzip";
import { parseIdx } from "../../src/formats/idx";
import { parseNpy } from "../../src/formats/npy";
import { readNpz } from "../../src/formats/npz";
import { parseOnnxWeights } from "../../src/formats/onnxWeights";
import { parsePickle } from "../../src/formats/pickle";
import { readPicture } from "../../src/formats/picture";
import { readRecords } from "../../src/formats/table/records";
import { makeModel } from "../export/models";
import { amount, firstSeed } from "../soak";
import { writeIdx } from "./idxFile";
import { mutated } from "./mutated";
import { jpg, png } from "./pictureFile";

const fixtures = (...names: string[]) => names.map((name) => readFileSync(join(__dirname, "../fixtures/npy", name)));
const idx = [
  writeIdx("u1", [3, 2, 2], Array(12).fill(7)),
  writeIdx("f8", [5], [1, 2, 3, 4, 5]),
  writeIdx("i2", [2, 3], [1, 2, 3, 4, 5, 6]),
];

const tables = [
  'a,b,kind\n1.5,"x;y",rose\n,-2e3,"tu""lip"\n3,4,rose\n',
  "\uFEFFWert;Größe;Art\r\n1,5;groß;a\r\n2,25;klein;b\r\n",
  "1\t2\t3\n4\t5\t6\n",
].map((text) => Buffer.from(text));

async function* inHalves(bytes: Uint8Array) {
  yield bytes.subarray(0, 20);
  yield bytes.subarray(20);
}

async function readTable(bytes: Uint8Array): Promise<number> {
  let fields = 0;
  const form = await findForm(() => inHalves(bytes), {});
  await readRecords(inHalves(bytes), form, (record) => {
    fields += record.length;
  });
  return fields;
}

const pickles = ["protocol0", "protocol2", "protocol4", "protocol5", "python2-0", "python2-2", "values", "values0"].map(
  (name) => readFileSync(join(__dirname, "../fixtures/pickle", `${name}.pkl`)),
);
const colourful = (y: number, x: number): [number, number, number] => [(y * 40) % 256, (x * 30) % 256, (y * x) % 256];

const onnxModels = [makeModel([3, 4, 2], ["prelu", "softmax"]), makeModel([2, 3, 1], ["gelu", "linear"])].map((model) =>
  toOnnx(model, "1.2.3"),
);

const formats: [string, readonly Uint8Array[], (bytes: Uint8Array) => unknown][] = [
  ["npy", fixtures("f4.npy", "big-i8.npy", "fortran.npy", "version2.npy", "version3.npy", "halves.npy"), parseNpy],
  ["npz", fixtures("stored.npz", "deflated.npz"), readNpz],
  ["idx", idx, parseIdx],
  ["csv", tables, readTable],
  [
    "gzipped csv",
    tables.map((file) => gzipSync(file)),
    async (bytes) => {
      const parts: Uint8Array[] = [];
      for await (const part of unpackGzip(inHalves(bytes))) parts.push(part);
      return readTable(Buffer.concat(parts));
    },
  ],
  ["pickle", pickles, parsePickle],
  ["png", [png(9, 7, colourful), png(4, 4, () => [9, 9, 9])], readPicture],
  ["jpeg", [jpg(17, 9, colourful)], readPicture],
  ["onnx", onnxModels, parseOnnxWeights],
  ["gzipped idx", idx.map((file) => gzipSync(file)), async (bytes) => parseIdx(await readGzip(bytes))],
];

describe("damaged files", () => {
  for (const [name, files, read] of formats) {
    it(`are answered by a FormatError: ${name}`, async () => {
      const outcomes = { read: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(mutated(files), async (bytes) => {
          const before = process.memoryUsage().arrayBuffers;
          const start = performance.now();
          try {
            await read(bytes);
            outcomes.read++;
          } catch (error) {
            assert.ok(error instanceof FormatError, String(error));
            assert.match(error.message, /^[^\n]+; [^\n]+$/);
            outcomes.refused++;
          }
          // What a person would not wait for is a hang: this is no measure of speed.
          assert.ok(performance.now() - start < 2000);
          // Pictures may be as large as their header says, up to 16 million pixels.
          const most = read === readPicture ? 2 ** 29 : 2 ** 24;
          assert.ok(process.memoryUsage().arrayBuffers - before < most);
        }),
        { seed: firstSeed(4), numRuns: amount(2000) },
      );
      assert.ok(outcomes.refused > amount(2000) / 20, JSON.stringify(outcomes));
    }).timeout(120_000);
  }
});
