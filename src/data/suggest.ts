/** Looks at a person's data and proposes what stands under `data` in a config. */

import { readdir, stat } from "node:fs/promises";
import { basename, relative, sep } from "node:path";
import { NetworkError } from "../core/errors";
import type { TaskName } from "../core/names";
import type { Elements } from "../formats/elements";
import type { FoundFormat } from "../formats/fileFormat";
import { readNpz } from "../formats/npz";
import { type ArrayFileFormat, isArrayFile, openArrayFile } from "./arrayFiles";
import type { ColumnScan } from "./csvScan";
import { openCsv } from "./csvTable";
import { nameFile } from "./errors";
import { readSourceFile, streamSourceFile } from "./files";
import { findFormat } from "./foundFormat";
import { areBits, oneHot } from "./labels";
import { isRecordFormat, openRecords } from "./openTable";
import { hasValidationFolder } from "./pictureSplit";
import { scanColumns } from "./table/scanColumns";

interface Suggestion {
  /** As the config's schema takes it. */
  data: Record<string, unknown>;
  task: TaskName;
  /** Of a table: the columns that could be learned, the proposed one among them. */
  labels?: string[];
}

const held = { validation: { fraction: 0.2 } };

/**
 * @param path a table or arrays of any format, a pickle, the training pictures of an IDX set, or a folder of folders of
 *   pictures
 * @param folder where the config will be: paths in it start there
 * @param label the column to learn, where a person has said it
 */
export async function suggestData(path: string, folder: string, label?: string): Promise<Suggestion> {
  const name = relative(folder, path).split(sep).join("/") || ".";
  if ((await stat(path).catch(() => undefined))?.isDirectory()) {
    const share = (await hasValidationFolder(path)) ? {} : held;
    return { data: { format: "images", path: name, size: [28, 28], ...share }, task: "classification" };
  }
  const found = await findFormat({ name: path, key: "the command" }, ".");
  if (isRecordFormat(found)) return ofTable(path, name, label, found);
  if (isArrayFile(found)) return ofArrays(await openArrays(path, found), name, found);
  const plain = path.replace(/\.gz$/i, "");
  if (/\.npz$/i.test(plain)) return ofArrays(await openNpz(path, name), name, "npz");
  if (/\.(pkl|pickle)$/i.test(plain)) return { data: { format: "pickle", path: name }, task: "classification" };
  if (/(idx\d-ubyte|\.idx\d?)$/i.test(plain)) return ofIdx(path, name);
  return ofTable(path, name, label, undefined);
}

const usualLabel = /^(label|class|target|species|kind|category|outcome|survived|diagnosis|quality|price|y)$/i;
const usualKey = /^(id|index|nr|no|key|uuid|unnamed.*|.*[_ ]id)$/i;

async function ofTable(
  path: string,
  name: string,
  wanted: string | undefined,
  format: FoundFormat | undefined,
): Promise<Suggestion> {
  const source = { name: path, key: "the command" };
  const table = await (isRecordFormat(format)
    ? openRecords(format, source, ".", {})
    : openCsv(() => streamSourceFile(source, "."), name, {}));
  const scans = await scanColumns(table);
  const named = (fits: (column: string) => boolean) => scans.find((scan) => fits(scan.name));
  const label =
    named((column) => column === wanted) ?? named((column) => usualLabel.test(column)) ?? scans[scans.length - 1];
  const features = scans.filter((scan) => scan !== label);
  const inputs = features.filter((scan) => isInput(scan, name));
  const exclude = features.filter((scan) => !inputs.includes(scan)).map((scan) => scan.name);
  const filled = inputs.some((scan) => scan.missing > 0) && { missing: "mean" };
  const missing = label.missing > 0 ? { missing: "drop" } : filled;
  const data = {
    ...(table.keys ?? { format: "csv" }),
    path: name,
    label: label.name,
    ...(exclude.length > 0 && { exclude }),
    ...missing,
    ...held,
  };
  return {
    data,
    task: isQuantity(label) ? "regression" : "classification",
    labels: scans.map((scan) => scan.name),
  };
}

/** Numbers of rows are no measures; nor is what no column can become. */
function isInput(scan: ColumnScan, file: string): boolean {
  if (usualKey.test(scan.name)) return false;
  try {
    scan.column({ missing: "mean", ordinal: undefined }, file);
    return true;
  } catch {
    return false;
  }
}

/** More than twenty numbers, or fractions, are no classes. */
const isQuantity = (scan: ColumnScan): boolean =>
  scan.isNumeric &&
  (scan.counts === undefined ||
    scan.counts.size > 20 ||
    [...scan.counts.keys()].some((field) => !Number.isInteger(scan.read(field))));

/**
 * Inputs are the largest array with more than one axis, labels the array with as many entries; likewise for test
 * arrays.
 */
function ofArrays(found: Found[], name: string, format: string): Suggestion {
  const arrays = found.map((array) => ({ ...array, isTest: /test|val/i.test(array.key) }));
  const pair = (isTest: boolean) => {
    const own = arrays.filter((array) => array.isTest === isTest).sort((a, b) => sizeOf(b) - sizeOf(a));
    const x = own.find(({ shape }) => shape.length > 1 && Math.min(...shape) > 1);
    const others = own.filter((array) => array !== x);
    return { x, y: others.find(({ shape }) => x && belongs(shape, x.shape, format)) };
  };
  const { x, y } = pair(false);
  if (!x || !y) {
    const found = arrays.map(({ key, shape }) => `${key} [${shape.join(", ")}]`).join(", ");
    throw new NetworkError("npz-key/labels", { name, arrays: found });
  }
  const test = pair(true);
  const keys = { x: x.key, y: y.key, ...(test.x && test.y && { testX: test.x.key, testY: test.y.key }) };
  const labels = { shape: y.shape, data: y.decode() };
  const isWhole = Array.from(labels.data as Float64Array, Number).every(Number.isInteger);
  const isMultiLabel = areBits(labels) && oneHot(labels) === undefined;
  const task = isMultiLabel ? "multi-label" : isWhole ? "classification" : "regression";
  return { data: { format, path: name, keys, ...held }, task };
}

interface Found {
  key: string;
  shape: number[];
  decode(): Elements;
}

const sizeOf = ({ shape }: Found) => shape.reduce((product, size) => product * size, 1);

/** Labels have as many rows as there are examples; in MATLAB's formats they may be one row, and examples stand last. */
function belongs(labels: number[], inputs: number[], format: string): boolean {
  if (labels[0] === inputs[0]) return true;
  if (format !== "matlab" && format !== "octave") return false;
  const count = Math.max(...labels);
  return labels.length === 2 && Math.min(...labels) === 1 && (inputs[0] === count || inputs.at(-1) === count);
}

async function openNpz(path: string, name: string): Promise<Found[]> {
  const { bytes } = await readSourceFile({ name: path, key: "the command" }, ".");
  try {
    return Array.from(readNpz(bytes), ([key, { shape, data }]) => ({ key, shape, decode: () => data }));
  } catch (error) {
    throw nameFile(error, name);
  }
}

/** Only arrays of numbers. */
async function openArrays(path: string, format: ArrayFileFormat): Promise<Found[]> {
  const { arrays } = await openArrayFile(format, { name: path, key: "the command" }, ".");
  const numeric = arrays.filter(({ type }) => !/^(cell|struct|object|text|sparse|complex|string|VLEN)/.test(type));
  return numeric.map((array) => ({ key: array.name, shape: array.shape, decode: () => array.decode().data }));
}

/** The other files of the set lie beside it and are called as MNIST's are. */
async function ofIdx(path: string, name: string): Promise<Suggestion> {
  const images = basename(path);
  const beside = await readdir(path.slice(0, path.length - images.length) || ".");
  const place = name.slice(0, name.length - images.length);
  const found = (file: string) => (file !== images && beside.includes(file) ? place + file : undefined);
  const toLabels = (file: string) => file.replace(/images/i, "labels").replace("idx3", "idx1");
  const toTest = (file: string) => file.replace(/^train/i, "t10k");
  const trainLabels = found(toLabels(images));
  if (!trainLabels) {
    throw new NetworkError("idx-labels", { name });
  }
  const [testImages, testLabels] = [found(toTest(images)), found(toLabels(toTest(images)))];
  const test = testImages && testLabels && { testImages, testLabels };
  return { data: { format: "idx", trainImages: name, trainLabels, ...test, ...held }, task: "classification" };
}
