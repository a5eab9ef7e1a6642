/** Briefly trained runs of every kind of data, with rows to predict: all exports must agree on them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { RandomStream } from "../../src/core/random";
import { writeNpy } from "../../src/formats/npy";
import { writeNpz } from "../../src/formats/npz";
import { predictRun } from "../../src/trainer/results/predictRun";
import { finish, type Workspace } from "../trainer/workspace";

export const rowCount = 1000;

type Row = Record<string, string>;

interface Kind {
  readonly name: string;
  /** `data` of the config. */
  readonly data: object;
  readonly layers: object[];
  /** Returns a row of the training table; "" is a missing value. */
  readonly row: (random: () => number) => Row;
  /** Columns that new rows do not have. */
  readonly labels: readonly string[];
}

/** Names that every object has, a name that needs quotes, and one of two lines. */
const odd = { flag: "constructor", filled: "__proto__", number: "length", text: "toString", order: 'a "b"\nc' };

const pick = (random: () => number, ...texts: string[]): string => texts[Math.floor(random() * texts.length)];
const amount = (random: () => number): string => (1000 * random() - 300).toFixed(3);
const sometimes = (random: () => number, text: string): string => (random() < 0.1 ? "" : text);

const inputs = (random: () => number, missing: boolean): Row => ({
  [odd.number]: amount(random),
  [odd.filled]: missing ? sometimes(random, amount(random)) : amount(random),
  [odd.flag]: missing ? sometimes(random, amount(random)) : amount(random),
  [odd.text]: pick(random, "Ulm", "Bonn", "hasOwnProperty", "__proto__"),
  [odd.order]: pick(random, "small", "constructor", "large"),
});

const csv = (more: object) => ({
  format: "csv",
  path: "table.csv",
  ordinal: { [odd.order]: ["small", "constructor", "large"] },
  validation: { fraction: 0.2 },
  ...more,
});
const hidden = { units: 7, activation: "tanh" };

const kinds: readonly Kind[] = [
  {
    name: "numbers, filled numbers, one-hot and ordinal texts, three classes",
    data: csv({ label: "valueOf", missing: "mean" }),
    layers: [hidden, { units: 3, activation: "softmax" }],
    row: (random) => ({
      ...inputs(random, true),
      valueOf: pick(random, "__proto__", "constructor", 'quote " and\nline'),
    }),
    labels: ["valueOf"],
  },
  {
    name: "flags of missing numbers, two classes with one unit",
    data: csv({ label: "valueOf", missing: "category" }),
    layers: [
      { units: 5, activation: "gelu" },
      { units: 1, activation: "sigmoid" },
    ],
    row: (random) => ({ ...inputs(random, true), valueOf: pick(random, "no", "yes") }),
    labels: ["valueOf"],
  },
  {
    name: "a regression with several targets",
    data: csv({ label: ["hasOwnProperty", "valueOf"], task: "regression" }),
    layers: [
      { units: 6, activation: "elu" },
      { units: 2, activation: "linear" },
    ],
    row: (random) => ({
      ...inputs(random, false),
      hasOwnProperty: amount(random),
      valueOf: (random() / 1000).toFixed(7),
    }),
    labels: ["hasOwnProperty", "valueOf"],
  },
  {
    name: "several labels",
    data: csv({ label: ["hasOwnProperty", "valueOf", "isPrototypeOf"] }),
    layers: [hidden, { units: 3, activation: "sigmoid" }],
    row: (random) => ({
      ...inputs(random, false),
      hasOwnProperty: pick(random, "0", "1"),
      valueOf: pick(random, "0", "0", "1"),
      isPrototypeOf: pick(random, "0", "1"),
    }),
    labels: ["hasOwnProperty", "valueOf", "isPrototypeOf"],
  },
  {
    name: "dates and times in several ways, with missing ones",
    data: {
      format: "csv",
      path: "table.csv",
      label: "price",
      missing: "category",
      dates: {
        constructor: ["year", "month", "weekday", "minute"],
        "3/1/2024": ["month", "day", "cyclic"],
        start: ["hour", "minute", "cyclic"],
        short: ["year", "weekday"],
      },
      dateOrder: "mdy",
      validation: { fraction: 0.2 },
    },
    layers: [hidden, { units: 1, activation: "linear" }],
    row: (random) => ({
      constructor: sometimes(
        random,
        `${dateOf(random, "-")}${pick(random, "T", " ")}${timeOf(random)}${pick(random, "", "Z", "+02:00")}`,
      ),
      "3/1/2024": pick(random, dateOf(random, "/", [1, 2, 0]), dateOf(random, "-"), "March 5, 2023", "2 Sept 1999"),
      start: sometimes(random, pick(random, timeOf(random), `${timeOf(random)}:59.5`, "1:05 pm", "12:30 AM")),
      short: `${dateOf(random, "/", [1, 2])}/${pick(random, "04", "28", "72", "96")}`,
      price: amount(random),
    }),
    labels: ["price"],
  },
];

function timeOf(random: () => number): string {
  const two = (most: number) => String(Math.floor(random() * most)).padStart(2, "0");
  return `${two(24)}:${two(60)}`;
}

/** Returns a random date with year, month and day in this order. */
function dateOf(random: () => number, between: string, order = [0, 1, 2]): string {
  const day = new Date(Math.floor(random() * 4e12) - 1e12).toISOString().slice(0, 10).split("-");
  return order.map((place) => day[place]).join(between);
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const toCsv = (rows: readonly Row[], names: readonly string[]) =>
  [
    names.map(quoted).join(","),
    ...rows.map((row) =>
      names
        .map((name) => row[name])
        .map(quoted)
        .join(","),
    ),
  ].join("\n");

export interface Case {
  readonly name: string;
  readonly run: string;
  /** Examples as a module takes them: records or arrays of inputs. */
  readonly examples: readonly object[];
  /** The outputs of `predict` [rows, names]. */
  readonly expected: Float64Array;
  readonly names: readonly string[];
  /** Multi-label only: 0 or 1 for each label [rows, names]. */
  readonly labels?: Uint8Array;
  /** Scale of each column of `expected`: a target's standard deviation, 1 for a probability. */
  readonly spreads: readonly number[];
}

export const caseNames = [...kinds.map(({ name }) => name), "pictures"];

/** @param name one of `caseNames` */
export async function makeCase(workspace: Workspace, name: string): Promise<Case> {
  const kind = kinds.find((each) => each.name === name);
  return kind ? ofTable(workspace, kind) : ofPictures(workspace, name);
}

function randomNumbers(seed: number): () => number {
  const stream = new RandomStream(seed, "sample");
  let drawn = 0;
  return () => stream.uniform(drawn++);
}

const training = { epochs: 2, batchSize: 16, seed: 1 };

async function ofTable(workspace: Workspace, { name, data, layers, row, labels }: Kind): Promise<Case> {
  const random = randomNumbers(11);
  const rows = Array.from({ length: rowCount + 200 }, () => row(random));
  const [train, fresh] = [rows.slice(0, 200), rows.slice(200)];
  const names = Object.keys(row(random));
  writeFileSync(join(workspace.path, "table.csv"), toCsv(train, names));
  const file = join(workspace.path, "new.csv");
  const inputNames = names.filter((each) => !labels.includes(each));
  writeFileSync(file, toCsv(fresh, inputNames));
  const { run } = await finish({ train: workspace.write({ version: 1, data, layers, training, backend: "wasm" }) });
  const examples = fresh.map((each) => Object.fromEntries(inputNames.map((column) => [column, each[column]])));
  return { name, run, examples, ...(await predicted(run, file, train)) };
}

async function ofPictures(workspace: Workspace, name: string): Promise<Case> {
  const random = randomNumbers(12);
  const pictures = (count: number) => ({
    shape: [count, 6, 6],
    data: Uint8Array.from({ length: 36 * count }, () => 256 * random()),
  });
  const y = { shape: [200], data: Uint8Array.from({ length: 200 }, (_, i) => i % 4) };
  writeFileSync(
    join(workspace.path, "data.npz"),
    writeNpz([
      ["x", pictures(200)],
      ["y", y],
    ]),
  );
  const fresh = pictures(rowCount);
  const file = join(workspace.path, "new.npy");
  writeFileSync(file, writeNpy(fresh));
  const data = {
    format: "npz",
    path: "data.npz",
    keys: { x: "x", y: "y" },
    validation: { fraction: 0.2 },
    imageShape: [6, 6],
  };
  const layers = [
    { units: 9, activation: "prelu", learnAlpha: true },
    { units: 4, activation: "softmax" },
  ];
  const { run } = await finish({ train: workspace.write({ version: 1, data, layers, training, backend: "wasm" }) });
  const examples = Array.from({ length: rowCount }, (_, i) => fresh.data.subarray(36 * i, 36 * (i + 1)));
  return { name, run, examples, ...(await predicted(run, file, [])) };
}

async function predicted(run: string, file: string, train: readonly Row[]) {
  const { values, names, classes, labels } = await predictRun(run, file, {
    checkpoint: "best",
    stdin: (async function* () {})(),
  });
  const spreads = names.map((name) => (classes || labels ? 1 : deviation(train.map((row) => Number(row[name])))));
  return { expected: values, names, spreads, ...(labels && { labels }) };
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Returns the largest difference of outputs [rows, names], relative to the scale of the column. */
export function apart({ expected, spreads }: Case, found: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  return expected.reduce((most, value, i) => {
    const by = Math.abs(found[i] - value) / spreads[i % spreads.length];
    return Number.isNaN(by) ? Number.POSITIVE_INFINITY : Math.max(most, by);
  }, 0);
}

/** Adds the first of two probabilities if the network has one output unit, which gives the second. */
export const asPredicted = ({ names }: Case, outputs: ArrayLike<number>): number[] =>
  outputs.length === rowCount && names.length === 2
    ? Array.from(outputs).flatMap((p) => [1 - p, p])
    : Array.from(outputs);
