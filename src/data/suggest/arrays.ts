/** Proposes the arrays of a file, or the pairs of a pickle, to learn, and whether they are classes or quantities. */
import { readFileSync, statSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { NetworkError } from "../../core/errors";
import type { Elements } from "../../formats/elements";
import { type NpyArray, parseNpy, peekNpy } from "../../formats/npy";
import { readNpz } from "../../formats/npz";
import { peekZip } from "../../formats/zip";
import { type ArrayFileFormat, openArrayFile } from "../arrayFiles";
import { readArrayHeads } from "../arrayHeads";
import { claimFor, nameFile } from "../errors";
import { readSourceFile } from "../files";
import { areBits, columnsOf, oneHot } from "../labels";
import { isKeyName, Order } from "../table/order";
import { type Candidate, type Chosen, chooseArrays, type LabelKind } from "./arrayRoles";
import { type Answers, counted, type DataLocation, heldOut, listed, quoted, type Suggestion } from "./suggestion";
import {
  describeTarget,
  kindOfNumbers,
  multiLabelKind,
  oneHotKind,
  quantities,
  type TargetKind,
  withTask,
} from "./targetKind";

interface Found {
  key: string;
  shape: number[];
  decode(): Elements;
}

/** Proposes from a file of arrays or a folder of .npy files. */
export async function suggestArrays(
  place: DataLocation,
  format: ArrayFileFormat | "npz",
  answers: Answers,
): Promise<Suggestion> {
  const { name } = place;
  const found = await (format === "npz" ? openNpz(place) : openArrays(place, format));
  const candidates = candidatesOf(found, format);
  const chosen = chooseArrays(candidates, answers.label);
  if (!chosen) {
    const arrays = found.map(({ key, shape }) => `${key} [${shape.join(", ")}]`).join(", ");
    throw new NetworkError("npz-key/labels", { name, arrays });
  }
  const { train, test, labels } = chosen;
  const y = found.find(({ key }) => key === train.y.name) as Found;
  const target = withTask(kindOfArray(y.shape, y.decode()), answers.task);
  const keys = { x: train.x.name, y: train.y.name, ...(test && { testX: test.x.name, testY: test.y.name }) };
  const held = heldOut(train.x.count);
  const isOneHot =
    target.task === "regression" &&
    train.y.label() === "classes" &&
    columnsOf({ shape: y.shape, data: y.decode() }) > 1;
  return {
    data: { format, path: name, keys, ...(isOneHot && { task: "regression" }), ...held.keys },
    notes: {
      path: held.notes,
      keys: [
        ...describeKeys(chosen, found),
        describeTarget(`${quoted(train.y.name)} is the target`, chosenBy(chosen, answers), target),
      ],
    },
    task: target.task,
    target,
    ...(labels.length > 1 && {
      labels: labels.map((array) => ({ name: array.name, about: aboutOf(array, found) })),
      label: train.y.name,
    }),
  };
}

const chosenBy = ({ labels, train }: Chosen, { label }: Answers): string => {
  if (label === train.y.name) return "as chosen";
  return labels.length > 1 ? `rather than ${listed(labels.slice(1).map(({ name }) => name))}` : "nothing else fits";
};

function aboutOf({ name }: Candidate, found: readonly Found[]): string {
  const { shape, decode } = found.find(({ key }) => key === name) as Found;
  return `[${shape.join(", ")}], ${kindOfArray(shape, decode()).why}`;
}

function describeKeys({ train, test }: Chosen, found: readonly Found[]): string[] {
  const used = [train.x, train.y, test?.x, test?.y].map((array) => array?.name);
  const unused = found.filter(({ key }) => !used.includes(key));
  const sentences = [
    `${quoted(train.x.name)} holds ${counted(train.x.count, "example")} for as many labels in ${quoted(train.y.name)}.`,
  ];
  if (test) {
    sentences.push(`${quoted(test.x.name)} and ${quoted(test.y.name)} have the same shape and are the test set.`);
  }
  if (unused.length > 0) sentences.push(`Not used: ${listed(unused.map(({ key }) => key))}.`);
  return sentences;
}

function candidatesOf(found: readonly Found[], format: string): Candidate[] {
  const counts = new Set(
    format === "matlab" || format === "octave" ? found.flatMap(({ shape }) => vectorLength(shape)) : [],
  );
  return found
    .filter(({ shape }) => shape.length > 0 && shape.every((size) => size > 0))
    .map(({ key, shape, decode }) => {
      let look: LabelKind | undefined;
      const label = () => {
        look ??= labelKind(key, shape, decode());
        return look;
      };
      return { name: key, ...axesOf(shape, counts), label };
    });
}

/** Returns the length of a vector, which MATLAB and Octave store as one row or one column. */
const vectorLength = (shape: number[]): number[] =>
  shape.length === 2 && Math.min(...shape) === 1 && Math.max(...shape) > 1 ? [Math.max(...shape)] : [];

/** Returns the axes; in MATLAB's formats labels may be one row, and examples the last axis. */
function axesOf(shape: number[], counts: ReadonlySet<number>): { count: number; example: number[] } {
  const last = shape[shape.length - 1];
  // A scalar is not an array of examples.
  if (shape.every((size) => size === 1)) return { count: 1, example: [] };
  const isLast = shape.length > 1 && !counts.has(shape[0]) && counts.has(last);
  return isLast ? { count: last, example: shape.slice(0, -1) } : { count: shape[0], example: shape.slice(1) };
}

/** Number of examples below which consecutive numbers may be chance. */
const fewExamples = 20;

function labelKind(name: string, shape: number[], data: Elements): LabelKind {
  if (elementsPerLabel(shape) === 1) {
    const order = new Order();
    for (const value of data) order.add(Number(value));
    const areRows = order.isWhole && (order.isEven || (order.isRising && isKeyName(name)));
    if (areRows && (data.length >= fewExamples || isKeyName(name))) return "rows";
  }
  const { kind } = kindOfArray(shape, data);
  return kind === "classes" || kind === "labels" ? "classes" : "numbers";
}

/** Returns the elements per label; MATLAB may store labels as one row. */
const elementsPerLabel = (shape: number[]): number =>
  shape.length === 2 && shape[0] === 1 ? 1 : columnsOf({ shape, data: new Float32Array() });

/** Number of different values above which numbers are always quantities. */
const maxDistinct = 1000;

export function kindOfArray(shape: number[], data: Elements): TargetKind {
  const columns = elementsPerLabel(shape);
  if (columns > 1) {
    if (oneHot({ shape, data })) return oneHotKind(columns);
    if (areBits({ shape, data })) return multiLabelKind(columns);
    return quantities(`${columns} numbers for each example`);
  }
  const values = new Map<number, number>();
  for (const each of data) {
    const value = Number(each);
    values.set(value, (values.get(value) ?? 0) + 1);
    if (values.size > maxDistinct) break;
  }
  return kindOfNumbers(values, { isAll: values.size <= maxDistinct });
}

/** Bytes read for a header; NumPy writes no longer one. */
const maxHeader = 4096;

/** Lists the arrays of NumPy's formats, reading only headers until an array is decoded. */
async function openNpz({ path, name, folder }: DataLocation): Promise<Found[]> {
  try {
    if ((await stat(path)).isDirectory()) {
      const decode = (key: string) => {
        const file = join(path, `${key}.npy`);
        claimFor(`${name}/${key}.npy`, statSync(file).size);
        return parseNpy(readFileSync(file)).data;
      };
      return (await readArrayHeads(path, ".")).map(({ name: key, shape }) => ({
        key,
        shape,
        decode: () => decode(key),
      }));
    }
    const { bytes } = await readSourceFile({ name, key: "data.path" }, folder);
    const found: Found[] = [];
    const read = async (start: number, length: number) => bytes.subarray(start, start + length);
    for await (const [file, head] of peekZip(read, bytes.length, maxHeader)) {
      const key = file.replace(/\.npy$/, "");
      const shape = key === file ? undefined : shapeOf(head);
      const decode = () => (readNpz(bytes, (each) => each === key).get(key) as NpyArray).data;
      if (shape) found.push({ key, shape, decode });
    }
    return found;
  } catch (error) {
    throw nameFile(error, name);
  }
}

/** Returns undefined if the array does not hold numbers. */
function shapeOf(head: Uint8Array): number[] | undefined {
  try {
    return peekNpy(head).shape;
  } catch {
    return undefined;
  }
}

/** Lists the numeric arrays of a file. */
async function openArrays({ name, folder }: DataLocation, format: ArrayFileFormat): Promise<Found[]> {
  const { arrays } = await openArrayFile(format, { name, key: "data.path" }, folder);
  const numeric = arrays.filter(({ type }) => !/^(cell|struct|object|text|sparse|complex|string|VLEN)/.test(type));
  return numeric.map((array) => ({ key: array.name, shape: array.shape, decode: () => array.decode().data }));
}
