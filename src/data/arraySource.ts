/**
 * Datasets of arrays: an .npz, a folder of .npy files, a MATLAB, HDF5 or Octave file, or a pickle of (inputs, labels)
 * pairs.
 */

import { stat } from "node:fs/promises";
import type { DataConfig } from "../config/schema";
import type { arrayFormats } from "../config/schema/dataFormats";
import { NetworkError } from "../core/errors";
import { type NpyArray, parseNpy } from "../formats/npy";
import { npzNames, readNpz } from "../formats/npz";
import { type Pickled, PickledArray, parsePickle } from "../formats/pickle";
import { openArrayFile, oriented } from "./arrayFiles";
import { roundedIn, shiftedColumns, shiftsIn } from "./arrayShifts";
import { channelsLast } from "./channels";
import { pathOf, readSourceFile, type SourceFile } from "./files";
import { inputValues } from "./inputValues";
import {
  areBits,
  columnsOf,
  fromZero,
  type Numbering,
  nameClasses,
  nameColumns,
  numberingOf,
  oneHot,
  readBits,
  readLabels,
} from "./labels";
import { naming } from "./naming";
import { newReading, type Reading, unpackedBoundOf } from "./reading";
import type { Goal, Source, Table } from "./source";
import { taskOfLabels } from "./task";

type ArraysConfig = Extract<DataConfig, { format: (typeof arrayFormats)[number] }>;
type PickleConfig = Extract<DataConfig, { format: "pickle" }>;

interface Wanted extends Goal {
  reading?: Reading | undefined;
}

/** Inputs and labels with the names that messages use. */
interface Pair {
  x: NpyArray;
  xName: string;
  y: NpyArray;
  yName: string;
}

export async function readArraysSource(config: ArraysConfig, baseDir: string, goal: Wanted): Promise<Source> {
  const { path, keys } = config;
  if ((keys.testX === undefined) !== (keys.testY === undefined)) {
    const [given, missing] = keys.testX ? ["testX", "testY"] : ["testY", "testX"];
    throw new NetworkError("test-pair/arrays", { given, missing });
  }
  const { take, sha256 } = await openArrays(config, baseDir, goal.reading ?? newReading);
  const isOriented = config.format === "npz" || config.format === "hdf5";
  const pair = async (x: string, y: string): Promise<Pair> => {
    const arrays = { x: await take(x), y: await take(y) };
    const found = isOriented ? arrays : oriented(arrays.x, arrays.y);
    return { ...found, xName: `${path}: ${x}`, yName: `${path}: ${y}` };
  };
  const train = await pair(keys.x, keys.y);
  const test = keys.testX && keys.testY ? await pair(keys.testX, keys.testY) : undefined;
  return { ...sourceOf(config, goal, train, test), isDrawn: true, sha256 };
}

/** Returns a function that takes an array by its key, once each, and the checksums of what was read. */
async function openArrays({ format, path }: ArraysConfig, baseDir: string, reading: Reading) {
  const sha256: Record<string, string> = {};
  if (format !== "npz") {
    const file = await openArrayFile(format, { name: path, key: "data.path" }, baseDir);
    sha256[path] = file.sha256;
    return { take: async (key: string) => file.take(key), sha256 };
  }
  const isFolder = (await stat(pathOf(path, baseDir)).catch(() => undefined))?.isDirectory() ?? false;
  if (isFolder) {
    const take = async (key: string) => {
      const name = `${path}/${key}.npy`;
      const contents = await readSourceFile({ name, key: "data.keys" }, baseDir, reading);
      sha256[name] = contents.sha256;
      return naming(name, () => parseNpy(contents.bytes));
    };
    return { take, sha256 };
  }
  const contents = await readSourceFile({ name: path, key: "data.path" }, baseDir, reading);
  sha256[path] = contents.sha256;
  const names = naming(path, () => npzNames(contents.bytes));
  const take = async (key: string) => {
    const bound = unpackedBoundOf(reading.rules);
    const array = naming(path, () => readNpz(contents.bytes, (name) => name === key, bound)).get(key);
    if (!array) throw new NetworkError("npz-key/config", { path, key, names: names.join(", ") });
    return array;
  };
  return { take, sha256 };
}

/** Reads ((train x, train y), (validation x, validation y), (test x, test y)); the validation pair is optional. */
export async function readPickleSource(config: PickleConfig, baseDir: string, goal: Wanted): Promise<Source> {
  const { path } = config;
  const { pairs, sha256 } = await readPicklePairs(path, { name: path, key: "data.path" }, baseDir, goal.reading);
  const [train] = pairs;
  const validation = pairs.length === 3 ? pairs[1] : undefined;
  const test = pairs[pairs.length - 1];
  const source = sourceOf(config, goal, validation ? joined(train, validation) : train, test);
  return { ...source, ...(validation && { heldBack: validation.x.shape[0] }), sha256: { [path]: sha256 } };
}

/** Reads two or three (inputs, labels) pairs. @param name of the file in messages */
export async function readPicklePairs(name: string, file: SourceFile, baseDir: string, reading?: Reading) {
  const { bytes, sha256 } = await readSourceFile(file, baseDir, reading);
  const pickled = naming(name, () => parsePickle(bytes));
  return { pairs: pairsOf(pickled, name), sha256 };
}

function pairsOf(value: Pickled, path: string): Pair[] {
  const parts = Array.isArray(value) ? value : [];
  const pairs = parts.flatMap((part, i): Pair[] => {
    const [x, y] = Array.isArray(part) && part.length === 2 ? part.map(asArray) : [];
    const name = ["training", parts.length === 3 ? "validation" : "test", "test"][i];
    return x && y ? [{ x, xName: `${path}: ${name} inputs`, y, yName: `${path}: ${name} labels` }] : [];
  });
  if (pairs.length === parts.length && (pairs.length === 2 || pairs.length === 3)) return pairs;
  throw new NetworkError("pickle-pairs", { path });
}

/** Returns an array, or a list of numbers as a vector, such as labels. */
function asArray(value: Pickled): NpyArray | undefined {
  if (value instanceof PickledArray) return value.array;
  const isNumbers = Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "number");
  return isNumbers ? { shape: [value.length], data: Float64Array.from(value as number[]) } : undefined;
}

/** Appends the pickle's validation examples to its training examples; the last examples are the ones held back. */
function joined(first: Pair, second: Pair): Pair {
  return {
    ...first,
    x: concatenated(first.x, second.x, second.xName),
    y: concatenated(first.y, second.y, second.yName),
  };
}

function concatenated(first: NpyArray, second: NpyArray, name: string): NpyArray {
  const isAlike = first.data.constructor === second.data.constructor;
  if (!isAlike || first.shape.slice(1).join() !== second.shape.slice(1).join()) {
    throw new NetworkError("test-shape/parts", { name, shape: second.shape, before: first.shape });
  }
  const data = new (first.data.constructor as Float64ArrayConstructor)(first.data.length + second.data.length);
  data.set(first.data as Float64Array);
  data.set(second.data as Float64Array, first.data.length);
  return { ...first, shape: [first.shape[0] + second.shape[0], ...first.shape.slice(1)], data };
}

function sourceOf(
  config: ArraysConfig | PickleConfig,
  goal: Wanted,
  trainAsFound: Pair,
  testAsFound?: Pair,
): Omit<Source, "sha256"> {
  const order = { channels: config.channels, rules: (goal.reading ?? newReading).rules };
  const ordered = (pair: Pair): Pair => ({ ...pair, x: channelsLast(pair.x, order) });
  const train = ordered(trainAsFound);
  const test = testAsFound && ordered(testAsFound);
  const shape = train.x.shape.slice(1);
  const inputs = shape.reduce((product, size) => product * size, 1);
  const { name, labels, numbering, ...classes } = labelsOf(config, goal, train);
  const shifts = order.rules === 1 || shape.length !== 1 ? undefined : shiftsIn(train.x.data, inputs);
  const table = tableOf(train, labels, inputs, shifts);
  let testTable: Table | undefined;
  if (test) {
    if (test.x.shape.slice(1).join() !== shape.join()) {
      const found = { test: test.xName, shape: test.x.shape.slice(1) };
      throw new NetworkError("test-shape/examples", { ...found, train: train.xName, trainShape: shape });
    }
    testTable = tableOf(test, readAs(test, classes, table, numbering), inputs, shifts);
    if (table.values instanceof Uint8Array !== testTable.values instanceof Uint8Array) {
      table.values = Float32Array.from(table.values);
      testTable.values = Float32Array.from(testTable.values);
    }
  }
  const imageShape = shape.length === 2 || shape.length === 3 ? shape : undefined;
  const isBool = train.x.isBool && { isPicture: false };
  const findings = order.rules === 1 ? [] : roundedIn(train, inputs, { ...classes, shifts });
  const more = { ...(findings.length > 0 && { findings }), ...(shifts && { columns: shiftedColumns(shifts) }) };
  return { name, inputs, train: table, test: testTable, ...classes, imageShape, ...isBool, ...more };
}

function tableOf(
  { x, xName, y, yName }: Pair,
  labels: Int32Array | Float32Array,
  inputs: number,
  shifts: readonly number[] | undefined,
): Table {
  const [count = 0] = x.shape;
  if (x.shape.length < 2 || x.data.length === 0) {
    throw new NetworkError("npy-shape/examples", { name: xName, shape: x.shape });
  }
  if (y.shape[0] !== count) {
    const labelsThere = { labelsName: yName, labels: y.shape[0] };
    throw new NetworkError("label-count", { ...labelsThere, inputsName: xName, examples: count });
  }
  return { count, values: inputValues(x.data, xName, inputs, shifts), labels };
}

type Classes = Pick<Source, "classNames" | "targetNames" | "targetShifts" | "isMultiLabel">;

function labelsOf(
  config: DataConfig,
  goal: Wanted,
  pair: Pair,
): Classes & { name: string; labels: Int32Array | Float32Array; numbering: Numbering } {
  const { y, yName, xName } = pair;
  const columns = columnsOf(y);
  const isOneHot = columns > 1 && oneHot(y) !== undefined;
  const facts = {
    several: columns > 1,
    numeric: true,
    binary: areBits(y),
    oneHot: isOneHot,
    whole: Array.from(y.data.subarray(0, 10000) as Float64Array, Number).every(Number.isInteger),
  };
  const task = taskOfLabels(config, goal, facts);
  if (task === "multi-label") {
    const targetNames = nameColumns(y, yName, config.classNames);
    return { name: xName, labels: readBits(y, yName), targetNames, isMultiLabel: true, numbering: fromZero };
  }
  if (task === "regression") {
    const targetNames = Array.from({ length: columns }, (_, i) => (columns > 1 ? `y${i}` : "y"));
    // Only a linear output layer has scaled targets (see load.ts), from which a shift can be subtracted.
    const isScaled = config.scaling !== "none" && (goal.activation ?? "linear") === "linear";
    const isShifted = isScaled && (goal.reading ?? newReading).rules !== 1;
    const targetShifts = isShifted ? shiftsIn(y.data, columns) : undefined;
    const labels = quantities(pair, targetShifts);
    return { name: xName, labels, targetNames, ...(targetShifts && { targetShifts }), numbering: fromZero };
  }
  if (isOneHot) {
    const classNames = nameColumns(y, yName, config.classNames);
    return { name: xName, labels: oneHot(y) as Int32Array, classNames, numbering: fromZero };
  }
  const numbering = numberingOf(y, config, (goal.reading ?? newReading).rules);
  const labels = readLabels(y, yName, numbering, config.classNames?.length);
  return { name: xName, labels, classNames: nameClasses(labels, yName, config.classNames, numbering), numbering };
}

/** Reads the labels of the test examples by the numbering and task of the training labels. */
function readAs(
  pair: Pair,
  { classNames, isMultiLabel, targetShifts }: Classes,
  train: Table,
  numbering: Numbering,
): Int32Array | Float32Array {
  if (!classNames) {
    const outputs = train.labels.length / train.count;
    const found = columnsOf(pair.y);
    if (found === outputs) return isMultiLabel ? readBits(pair.y, pair.yName) : quantities(pair, targetShifts);
    throw new NetworkError("labels-shape/outputs", { name: pair.yName, found, expected: outputs });
  }
  const isLikeTrain = columnsOf(pair.y) === classNames.length && classNames.length > 1;
  const known = isLikeTrain ? oneHot(pair.y) : undefined;
  if (!known && isLikeTrain && areBits(pair.y)) throw new NetworkError("labels-shape/one-hot", { file: pair.yName });
  return known ?? readLabels(pair.y, pair.yName, numbering, classNames.length);
}

const quantities = ({ y, yName }: Pair, shifts?: readonly number[]): Float32Array => {
  const values = inputValues(y.data, yName, columnsOf(y), shifts);
  return values instanceof Float32Array ? values : Float32Array.from(values);
};
