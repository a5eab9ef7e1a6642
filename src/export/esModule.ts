/** Exports the network as one ES module without dependencies, with its types, for browsers and Node. */
import { partsOfMoment, readMoment } from "../formats/table/date";
import { hasScaledTargets, type Model, shapeOf } from "./model";

type Scaling = Model["scaling"]["shift"];

export function toEsModule(model: Model): string {
  const { title, task, inputs, inputNames, columns, imageShape, classNames, targets, scaling, layers } = model;
  const constant = (name: string, value: unknown) => `export const ${name} = ${JSON.stringify(value ?? null)};`;
  const used = new Set(layers.map(({ activation }) => activation));
  const functions = Object.entries(activations).filter(([name]) => used.has(name as keyof typeof activations));
  return `${[
    `/** ${title.replaceAll("*/", "* /")}: [${shapeOf(model).join(", ")}]. Written by Matrix Network; needs nothing else. */`,
    constant("inputs", inputs),
    constant("inputNames", inputNames),
    constant("imageShape", imageShape),
    constant("classNames", classNames),
    constant("targets", targets),
    `const columns = ${JSON.stringify(columns ?? null)};`,
    `const scaling = ${JSON.stringify({ shift: inFloat32(scaling.shift), factor: inFloat32(scaling.factor) })};`,
    "",
    "/** Weights [inputs, units], biases and alphas [units]: float32, little-endian, base64. */",
    "const layers = [",
    ...layers.map(
      ({ activation, inputs, units, W, b, alpha }) =>
        `  { f: ${activation}, inputs: ${inputs}, units: ${units}, W: numbers("${base64(W)}"), b: numbers("${base64(b)}")${
          alpha ? `, alpha: numbers("${base64(alpha)}")` : ""
        } },`,
    ),
    "];",
    "",
    functions.map(([, source]) => source).join("\n\n"),
    "",
    body({
      hasTargets: hasScaledTargets(model),
      hasGelu: used.has("gelu"),
      hasLabels: task === "multi-label",
      hasDates: columns?.some(({ kind }) => kind === "date") ?? false,
    }),
  ].join("\n")}\n`;
}

/** Rounds the scaling to float32, as the network does. */
const inFloat32 = (parameter: Scaling): Scaling =>
  typeof parameter === "number" ? Math.fround(parameter) : parameter.map(Math.fround);

const base64 = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

/** z ← f(s) of one row, in place. */
const activations = {
  sigmoid: "function sigmoid(s) {\n  for (let j = 0; j < s.length; j++) s[j] = 1 / (1 + Math.exp(-s[j]));\n}",
  tanh: "function tanh(s) {\n  for (let j = 0; j < s.length; j++) s[j] = Math.tanh(s[j]);\n}",
  relu: "function relu(s) {\n  for (let j = 0; j < s.length; j++) s[j] = Math.max(s[j], 0);\n}",
  prelu: "function prelu(s, alpha) {\n  for (let j = 0; j < s.length; j++) if (s[j] < 0) s[j] *= alpha[j];\n}",
  elu: "function elu(s, alpha) {\n  for (let j = 0; j < s.length; j++) if (s[j] < 0) s[j] = alpha[j] * Math.expm1(s[j]);\n}",
  gelu: "function gelu(s) {\n  for (let j = 0; j < s.length; j++) s[j] *= normalDistribution(s[j]);\n}",
  softplus:
    "function softplus(s) {\n  for (let j = 0; j < s.length; j++) s[j] = Math.max(s[j], 0) + Math.log1p(Math.exp(-Math.abs(s[j])));\n}",
  linear: "function linear() {}",
  softmax: `function softmax(s) {
  const largest = s.reduce((most, value) => Math.max(most, value));
  let sum = 0;
  for (let j = 0; j < s.length; j++) sum += Math.exp(s[j] - largest);
  for (let j = 0; j < s.length; j++) s[j] = Math.exp(s[j] - largest) / sum;
}`,
};

/** Marsaglia, "Evaluating the Normal Distribution", 2004. */
const normalDistribution = `function normalDistribution(x) {
  if (Math.abs(x) > 8) return x > 0 ? 1 : 0;
  let sum = x;
  for (let term = x, i = 3, before = 0; sum !== before; i += 2) {
    before = sum;
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * x * x - 0.9189385332046727);
}

`;

const dateCase = `    if (column.kind === "date") {
      const isText = typeof given === "string" || typeof given === "number";
      const values = isMissing ? column.fill : datesOf(isText ? String(given) : "", column);
      if (!values) throw new TypeError(\`\${column.name}: a date or time is missing\`);
      return column.flag ? [...values, Number(isMissing)] : values;
    }
`;

/** The functions that read the dates of the training table, as source text. */
const dates = `const readMoment = ${readMoment};

const partsOfMoment = ${partsOfMoment};

function datesOf(text, { name, parts, cyclic, order }) {
  const moment = readMoment(text, order);
  const values = moment ? partsOfMoment(moment, parts, cyclic === true) : [Number.NaN];
  if (values.some(Number.isNaN)) throw new TypeError(\`\${name}: no date or time with \${parts.join(", ")}\`);
  return values;
}

`;

/** A label is 1 if its probability is above one half. */
const ofLabels = `const named = (of) => Object.fromEntries(Array.from(z, (value, i) => [targets[i].name, of(value)]));
  return { labels: named((value) => Number(value > 0.5)), probabilities: named((value) => value) };`;
const ofQuantities = "return Object.fromEntries(Array.from(z, (value, i) => [targets[i].name, value]));";

const ofClasses = `
  const probabilities = z.length === 1 ? [1 - z[0], z[0]] : Array.from(z);
  const largest = probabilities.indexOf(Math.max(...probabilities));
  return { class: classNames[largest], probabilities };`;

interface Has {
  hasTargets: boolean;
  hasGelu: boolean;
  hasLabels: boolean;
  hasDates: boolean;
}

const body = ({
  hasTargets,
  hasGelu,
  hasLabels,
  hasDates,
}: Has) => `${hasGelu ? normalDistribution : ""}function numbers(base64) {
  const text = atob(base64);
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

const at = (parameter, i) => (typeof parameter === "number" ? parameter : parameter[i]);

/** Returns the outputs for one example with unscaled values. */
export function outputs(values) {
  if (values.length !== inputs) throw new RangeError(\`\${values.length} values for \${inputs} inputs\`);
  const scaled = (value, i) => Math.fround(Math.fround(value) - at(scaling.shift, i)) * at(scaling.factor, i);
  let z = Float32Array.from(values, scaled);
  for (const { f, units, W, b, alpha } of layers) {
    const s = Float64Array.from(b);
    for (let i = 0; i < z.length; i++) {
      if (z[i] === 0) continue;
      for (let j = 0; j < units; j++) s[j] += z[i] * W[i * units + j];
    }
    f(s, alpha);
    z = Float32Array.from(s);
  }
  return ${hasTargets ? "z.map((value, i) => value / targets[i].factor + targets[i].shift)" : "z"};
}

/**
 * Predicts one example, given as an array of inputs or, for a table, an object of its columns: returns its class and
 * all probabilities, its labels of 0 and 1 and their probabilities, or its quantities.
 */
export function predict(example) {
  // A column may have the name length.
  const isRecord = columns && !Array.isArray(example) && !ArrayBuffer.isView(example);
  const shifted = isRecord ? undefined : columns?.find((column) => column.shift);
  if (shifted) throw new TypeError(\`\${shifted.name}: beyond what float32 tells apart; give a record of columns\`);
  const z = outputs(isRecord ? inputsOf(example) : example);
  ${hasLabels ? ofLabels : `if (!classNames) ${ofQuantities}${ofClasses}`}
}

/** Reads a column, which may have the name of a property of all objects: constructor, toString, __proto__. */
const fieldOf = (record, name) => (Object.hasOwn(record, name) || !(name in Object.prototype) ? record[name] : undefined);

const decimal = /^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?\\s*$/i;

function numberOf(given, name) {
  const isNumber = ["number", "bigint", "boolean"].includes(typeof given) || (typeof given === "string" && decimal.test(given));
  const value = isNumber ? Number(given) : Number.NaN;
  if (!Number.isFinite(Math.fround(value))) throw new TypeError(\`\${name}: no number\`);
  return value;
}

${hasDates ? dates : ""}/** Returns the inputs of a record such as { area: 71.5, city: "Ulm" }; undefined, null and "" are missing values. */
export function inputsOf(record) {
  if (!columns) throw new TypeError("this network takes an array of inputs");
  return columns.flatMap((column) => {
    const given = fieldOf(record, column.name);
    const isMissing = given === undefined || given === null || given === "";
    const value = isMissing ? column.fill ?? (column.kind === "number" ? undefined : "") : given;
    if (column.kind === "number") {
      const number = numberOf(value, column.name);
      const input = isMissing ? number : number - (column.shift ?? 0);
      return column.flag ? [input, Number(isMissing)] : [input];
    }
${hasDates ? dateCase : ""}    const place = column.values.indexOf(String(value));
    if (place < 0) throw new TypeError(\`\${column.name}: none of \${column.values.join(", ")}\`);
    return column.kind === "ordinal" ? [place] : column.values.map((_, i) => Number(i === place));
  });
}`;

/** Returns the module's type declarations. */
export function toTypes({ task, classNames }: Model): string {
  const ofLabel = "{ labels: Record<string, 0 | 1>; probabilities: Record<string, number> }";
  const answer = classNames
    ? `{ class: ${[...new Set(classNames)].map((name) => JSON.stringify(name)).join(" | ")}; probabilities: number[] }`
    : task === "multi-label"
      ? ofLabel
      : "Record<string, number>";
  return `export const inputs: number;
export const inputNames: string[] | null;
export const imageShape: number[] | null;
/** Class names in the order of the outputs. */
export const classNames: string[] | null;
export const targets: { name: string; shift: number; factor: number }[] | null;
/** Returns the outputs for one example with unscaled values. */
export function outputs(values: ArrayLike<number>): Float32Array;
/** Predicts one example, given as an array of inputs or, for a table, an object of its columns. */
export function predict(example: ArrayLike<number> | Record<string, string | number | null | undefined>): ${answer};
/** Returns the inputs of a record such as { area: 71.5, city: "Ulm" }. */
export function inputsOf(record: Record<string, string | number | null | undefined>): number[];
`;
}
