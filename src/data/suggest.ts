/** Looks at a person's data and proposes what stands under `data` in a config. */

import { readdir, stat } from "node:fs/promises";
import { basename, relative, sep } from "node:path";
import { NetworkError } from "../core/errors";
import { readNpz } from "../formats/npz";
import type { ColumnScan } from "./csvScan";
import { openCsv } from "./csvTable";
import { nameFile } from "./errors";
import { readSourceFile, streamSourceFile } from "./files";
import { scanColumns } from "./table/scanColumns";

interface Suggestion {
  /** As the config's schema takes it. */
  data: Record<string, unknown>;
  task: "classification" | "regression";
  /** Of a table: the columns that could be learned, the proposed one among them. */
  labels?: string[];
}

const held = { validation: { fraction: 0.2 } };

/**
 * @param path a table, an .npz, a pickle, the training pictures of an IDX set, or a folder of folders of pictures
 * @param folder where the config will be: paths in it start there
 * @param label the column to learn, where a person has said it
 */
export async function suggestData(path: string, folder: string, label?: string): Promise<Suggestion> {
  const name = relative(folder, path).split(sep).join("/") || ".";
  if ((await stat(path).catch(() => undefined))?.isDirectory()) {
    return { data: { format: "images", path: name, size: [28, 28], ...held }, task: "classification" };
  }
  const plain = path.replace(/\.gz$/i, "");
  if (/\.npz$/i.test(plain)) return ofArrays(path, name);
  if (/\.(pkl|pickle)$/i.test(plain)) return { data: { format: "pickle", path: name }, task: "classification" };
  if (/(idx\d-ubyte|\.idx\d?)$/i.test(plain)) return ofIdx(path, name);
  return ofTable(path, name, label);
}

const usualLabel = /^(label|class|target|species|kind|category|outcome|survived|diagnosis|quality|price|y)$/i;
const usualKey = /^(id|index|nr|no|key|uuid|unnamed.*|.*[_ ]id)$/i;

async function ofTable(path: string, name: string, wanted: string | undefined): Promise<Suggestion> {
  const open = () => streamSourceFile({ name: path, key: "the command" }, ".");
  const table = await openCsv(open, name, {});
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
    format: "csv",
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
async function ofArrays(path: string, name: string): Promise<Suggestion> {
  const { bytes } = await readSourceFile({ name: path, key: "the command" }, ".");
  const arrays = entries(bytes, name).map(([key, { shape, data }]) => ({
    key,
    shape,
    data,
    isTest: /test|val/i.test(key),
  }));
  const pair = (isTest: boolean) => {
    const own = arrays.filter((array) => array.isTest === isTest).sort((a, b) => b.data.length - a.data.length);
    const x = own.find(({ shape }) => shape.length > 1);
    return { x, y: own.find((array) => array !== x && array.shape[0] === x?.shape[0]) };
  };
  const { x, y } = pair(false);
  if (!x || !y) {
    const found = arrays.map(({ key, shape }) => `${key} [${shape.join(", ")}]`).join(", ");
    throw new NetworkError("npz-key/labels", { name, arrays: found });
  }
  const test = pair(true);
  const keys = { x: x.key, y: y.key, ...(test.x && test.y && { testX: test.x.key, testY: test.y.key }) };
  const isWhole = Array.from(y.data as Float64Array, Number).every(Number.isInteger);
  return { data: { format: "npz", path: name, keys, ...held }, task: isWhole ? "classification" : "regression" };
}

function entries(bytes: Uint8Array, name: string) {
  try {
    return [...readNpz(bytes)];
  } catch (error) {
    throw nameFile(error, name);
  }
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
