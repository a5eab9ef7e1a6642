/**
 * A program that reads damaged files of a format and reports the outcome: an answer or a FormatError, never a crash or
 * memory for data that does not exist. It is a separate process, so that fuzz.test.ts can kill it if it hangs.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { peakMemory } from "../../src/cli/peakMemory";
import { findForm } from "../../src/data/table/findForm";
import { toOnnx } from "../../src/export/onnx";
import { toSafetensors } from "../../src/export/safetensors";
import { readArff } from "../../src/formats/arff";
import type { NamedArray } from "../../src/formats/arrayFile";
import { parseBrainJs } from "../../src/formats/brainJs";
import { FormatError } from "../../src/formats/formatError";
import { readGzip, unpackGzip } from "../../src/formats/gzip";
import { readHdf5 } from "../../src/formats/hdf5";
import { parseIdx } from "../../src/formats/idx";
import { readJsonLines } from "../../src/formats/jsonLines";
import { parseKerasH5, parseKerasZip } from "../../src/formats/kerasFile";
import { readMatlab } from "../../src/formats/matlab";
import { parseNpy } from "../../src/formats/npy";
import { readNpz, writeNpz } from "../../src/formats/npz";
import { parseNpzWeights } from "../../src/formats/npzWeights";
import { readOctave } from "../../src/formats/octave";
import { parseOnnxWeights } from "../../src/formats/onnxWeights";
import { openParquet } from "../../src/formats/parquet";
import { parsePickle } from "../../src/formats/pickle";
import { readPicture } from "../../src/formats/readPicture";
import { parseSafetensors } from "../../src/formats/safetensors";
import { readSvmlight } from "../../src/formats/svmlight";
import { readRecords } from "../../src/formats/table/records";
import { parseTfjs } from "../../src/formats/tfjs";
import { parseTorchFile } from "../../src/formats/torchFile";
import { readXlsx } from "../../src/formats/xlsx";
import { readZip } from "../../src/formats/zip";
import { makeModel } from "../export/models";
import { CpuWatch } from "./cpuWatch";
import { writeIdx } from "./idxFile";
import { mutated } from "./mutated";
import { jpg, png } from "./pictureFile";

/** The bundle is elsewhere, but the program runs in the repository's root. */
const fixtureFolder = join("test", "fixtures");

const fixture = (folder: string, ...names: string[]) =>
  names.map((name) => readFileSync(join(fixtureFolder, folder, name)));

const fixtures = (...names: string[]) => names.map((name) => readFileSync(join(fixtureFolder, "npy", name)));
const pictures = (...names: string[]) => names.map((name) => readFileSync(join(fixtureFolder, "pictures", name)));
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
  const { form } = await findForm(() => inHalves(bytes), {});
  await readRecords(inHalves(bytes), form, (record) => {
    fields += record.length;
  });
  return fields;
}

const pickles = ["protocol0", "protocol2", "protocol4", "protocol5", "python2-0", "python2-2", "values", "values0"].map(
  (name) => readFileSync(join(fixtureFolder, "pickle", `${name}.pkl`)),
);
const colourful = (y: number, x: number): [number, number, number] => [(y * 40) % 256, (x * 30) % 256, (y * x) % 256];

const weights = (...names: string[]) => names.map((name) => readFileSync(join(fixtureFolder, "weights", name)));
const onnxModels = [makeModel([3, 4, 2], ["prelu", "softmax"]), makeModel([2, 3, 1], ["gelu", "linear"])].map((model) =>
  toOnnx(model, "1.2.3"),
);

const safetensors = [makeModel([3, 4, 2], ["prelu", "softmax"]), makeModel([2, 3, 1], ["elu", "linear"])].map(
  toSafetensors,
);
const stateDict = writeNpz([
  ["0.weight", { shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
  ["0.bias", { shape: [3], data: Float32Array.of(1, 2, 3) }],
  ["2.weight", { shape: [1, 3], data: Float32Array.of(1, 2, 3) }],
]);

const tfjs = Buffer.from(
  JSON.stringify({
    modelTopology: {
      model_config: { config: { layers: [{ class_name: "Dense", config: { name: "a", activation: "relu" } }] } },
    },
    weightsManifest: [
      {
        paths: ["one.bin"],
        weights: [
          { name: "a/kernel", shape: [2, 3], dtype: "float32" },
          { name: "a/bias", shape: [3], dtype: "float32" },
        ],
      },
    ],
  }),
);

const parseOnnx = (bytes: Uint8Array) => parseOnnxWeights(bytes);

const parquets = ["plain", "snappy", "gzip", "zstd", "brotli", "lz4", "version2"];

async function readParquet(bytes: Uint8Array): Promise<void> {
  for await (const _ of openParquet(bytes).groups());
}

/** Decodes all arrays; those of types that cannot be read are skipped. */
const decodeAll = (read: (bytes: Uint8Array) => NamedArray[]) => (bytes: Uint8Array) => {
  for (const array of read(bytes)) if (!/^(text|cell|complex|string|VLEN)/.test(array.type)) array.decode();
};

type Format = [name: string, files: readonly Uint8Array[], read: (bytes: Uint8Array) => unknown];

/** Damages one part of a workbook, below the archive's checksums. */
function inWorkbook(part: string): Format {
  const name = `xl/${part}${part.endsWith(".rels") ? "" : ".xml"}`;
  const parts = Object.fromEntries(readZip(fixture("excel", "titled.xlsx")[0]));
  return [`excel, ${part}`, [parts[name]], (bytes) => readXlsx(zipSync({ ...parts, [name]: bytes }))];
}

/** Damages one part of a Keras model, below the archive's checksums. */
function inKeras(part: string): Format {
  const parts = Object.fromEntries(readZip(weights("keras3.keras")[0]));
  return [`Keras, ${part}`, [parts[part]], (bytes) => parseKerasZip(zipSync({ ...parts, [part]: bytes }))];
}

const formats: Format[] = [
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
  ["svmlight", fixture("svmlight", "hand.svm", "sklearn.svm"), (bytes) => readSvmlight(inHalves(bytes), () => {})],
  ["matlab", fixture("arrays", "v6.mat", "v7.mat", "octave.mat"), decodeAll(readMatlab)],
  ["matlab 7.3", fixture("arrays", "v73.mat"), decodeAll(readMatlab)],
  ["hdf5", fixture("arrays", "plain.h5"), decodeAll(readHdf5)],
  ["octave", fixture("arrays", "octave.txt"), decodeAll(readOctave)],
  ["parquet", fixture("parquet", ...parquets.map((name) => `${name}.parquet`)), readParquet],
  ["json lines", fixture("jsonl", "pandas.jsonl"), (bytes) => readJsonLines(inHalves(bytes), () => {})],
  ["arff", fixture("arff", "hand.arff", "sparse.arff"), (bytes) => readArff(inHalves(bytes), () => () => {})],
  ["excel", fixture("excel", "flowers.xlsx", "titled.xlsx"), (bytes) => readXlsx(bytes)],
  ...["worksheets/sheet1", "workbook", "styles", "_rels/workbook.xml.rels"].map(inWorkbook),
  ["webp", pictures("lossless.webp", "lossy.webp", "opacity-lossy.webp", "animated.webp"), readPicture],
  ["bmp", pictures("colours.bmp", "bits.bmp", "masks565.bmp", "runs8.bmp", "runs4.bmp"), readPicture],
  ["gif", pictures("still.gif", "interlaced.gif", "animated.gif"), readPicture],
  ["turned jpeg", pictures("orientation6.jpg", "rgb.jpg", "cmyk.jpg", "progressive.jpg"), readPicture],
  ["png", [png(9, 7, colourful), png(4, 4, () => [9, 9, 9])], readPicture],
  ["jpeg", [jpg(17, 9, colourful)], readPicture],
  ["safetensors", safetensors, parseSafetensors],
  ["TensorFlow.js", [tfjs], (bytes) => parseTfjs(bytes, () => new Uint8Array(36))],
  ["Keras, .h5", weights("keras2.h5", "keras2-functional.h5", "keras-weights.h5", "keras3.weights.h5"), parseKerasH5],
  ["Keras, .keras", weights("keras3.keras"), parseKerasZip],
  inKeras("config.json"),
  inKeras("model.weights.h5"),
  ["brain.js", weights("brain1-named.json", "brain2-named.json", "brain2-leaky-relu.json"), parseBrainJs],
  ["PyTorch", weights("state-dict.pt", "checkpoint.pt"), parseTorchFile],
  ["state_dict in npz", [stateDict], parseNpzWeights],
  ["onnx", [...onnxModels, ...weights("skl.onnx", "const.onnx", "halfi32.onnx", "mlp2.onnx", "ext.onnx")], parseOnnx],
  ["gzipped idx", idx.map((file) => gzipSync(file)), async (bytes) => parseIdx(await readGzip(bytes))],
];

/** Counts of a format's damaged files, and the error of a file that was neither read nor refused. */
export interface Outcome {
  read: number;
  refused: number;
  failed?: string;
}

/** Limits per file: seconds of CPU time, and bytes. */
const [maxSeconds, maxMemory] = [2, 2 ** 29];

const watch = new CpuWatch(maxSeconds * 1000, `more than ${maxSeconds} s of CPU time for the damaged file`);

async function tryFormat([, files, read]: Format, seed: number, numRuns: number): Promise<Outcome> {
  const outcome: Outcome = { read: 0, refused: 0 };
  let tried = 0;
  let isOver = false;
  const property = fc.asyncProperty(mutated(files), async (bytes) => {
    // A file over a limit is not shrunk, because every attempt would be as expensive.
    if (isOver) return;
    const before = process.memoryUsage().arrayBuffers;
    const spent = await watch.watch(tried++, async () => {
      try {
        await read(bytes);
        outcome.read++;
      } catch (error) {
        assert.ok(error instanceof FormatError, error instanceof Error ? error.stack : String(error));
        assert.match(error.message, /^[^\n]+; [^\n]+$/);
        outcome.refused++;
      }
    });
    // Pictures may be as large as their header says, up to 16 million pixels.
    const most = read === readPicture ? 2 ** 29 : 2 ** 24;
    assert.ok(process.memoryUsage().arrayBuffers - before < most, "it takes too much memory");
    const peak = peakMemory();
    isOver = spent > maxSeconds * 1000 || peak > maxMemory;
    assert.ok(!isOver, `it takes ${Math.round(spent)} ms of CPU time, the process ${peak >> 20} MB at most`);
  });
  try {
    await fc.assert(property, { seed, numRuns });
  } catch (error) {
    outcome.failed = (error as Error).message;
  }
  return outcome;
}

process.on("message", async ({ name, seed, count }: { name: string; seed: number; count: number }) => {
  const format = formats.find(([each]) => each === name);
  if (format) process.send?.(await tryFormat(format, seed, count));
});
process.send?.({ names: formats.map(([name]) => name) });
