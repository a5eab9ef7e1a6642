/**
 * The terms of one element of an operation's result: each product and the running sum in float32, in the backend's
 * order of addition, then the steps after the sum. If the bits differ from the backend's, the last line states the
 * difference.
 */
import { activations } from "../../core/activations";
import type { Backpropagate, Forward, Gradient, Minibatch, Operation, Update } from "../../core/backend";
import { dropoutMask } from "../../core/reference/forward";
import { softmax } from "../../core/softmax";
import { say } from "../language";
import type { NamedMatrix } from "../matrices";
import { outputErrorSteps } from "./outputErrorSteps";
import { penalizedMean } from "./parts";
import { endOf, type Parts, type Read, single, stepsOfOne } from "./steps";
import { updated, updateSteps } from "./updateSteps";

/** An element of a matrix; layers count from 1 in the name. */
export interface Element {
  readonly name: string;
  readonly row: number;
  readonly column: number;
}

/** Returns the matrices whose elements can be chosen, the default first; empty for operations without terms. */
export function summed(operation: Operation): readonly string[] {
  const l = "layer" in operation ? operation.layer.index + 1 : 0;
  switch (operation.op) {
    case "forward":
      return [`z${l}`, `s${l}`];
    case "outputError":
      return [`delta${l}`];
    case "backpropagate":
      return operation.layer.activation === "softmax" ? [] : [`delta${l}`];
    case "gradient":
      return [`GW${l}`, ...(operation.layer.bias ? [`Gb${l}`] : [])];
    case "update":
      return updated(operation).map((parameter) => `${parameter}${l}`);
    default:
      return [];
  }
}

/** Returns the elements with the largest absolute values, in descending order. */
export function largestElements({ values, columns }: NamedMatrix, most: number): { row: number; column: number }[] {
  const found: number[] = [];
  const size = (i: number) => Math.abs(values[i]);
  for (let i = 0; i < values.length; i++) {
    if (found.length === most && !(size(i) > size(found[most - 1]))) continue;
    let at = found.length;
    while (at > 0 && size(found[at - 1]) < size(i)) at--;
    found.splice(at, 0, i);
    if (found.length > most) found.pop();
  }
  return found.map((i) => ({ row: Math.floor(i / columns), column: i % columns }));
}

/** Returns an element's terms; undefined if it does not exist. @param read for an update that of `readUpdate` */
export async function termsOf(
  operation: Operation,
  minibatch: Minibatch,
  read: Read,
  { name, row: i, column: j }: Element,
): Promise<Parts | undefined> {
  const result = summed(operation).includes(name) ? await read(name) : undefined;
  if (!result || i >= result.rows || j >= result.columns) return undefined;
  switch (operation.op) {
    case "forward":
      return forwardTerms(operation, minibatch, read, [i, j]);
    case "backpropagate":
      return backwardTerms(operation, minibatch, read, [i, j]);
    case "gradient":
      return name.startsWith("Gb")
        ? biasGradientTerms(operation, minibatch, read, j)
        : gradientTerms(operation, minibatch, read, [i, j]);
    case "outputError": {
      const { steps, outcome } = await outputErrorSteps(operation, read);
      return stepsOfOne(steps, outcome, i * result.columns + j);
    }
    case "update":
      return updateTerms(operation, minibatch, read, { name, row: i, column: j });
    default:
      return undefined;
  }
}

type At = readonly [row: number, column: number];

async function forwardTerms({ layer, dropout }: Forward, minibatch: Minibatch, read: Read, [i, j]: At): Promise<Parts> {
  const l = layer.index + 1;
  const [from, W, b] = [await read(`z${l - 1}`), await read(`W${l}`), await read(`b${l}`)];
  const [s, z, alpha] = [await read(`s${l}`), await read(`z${l}`), await alphaOf(layer, read)];
  const sum = new RunningSum(W.rows, (k) => ({
    ...{ a: from.values[i * from.columns + k], aName: `z${l - 1}[${i},${k}]` },
    ...{ b: W.values[k * W.columns + j], bName: `W${l}[${k},${j}]` },
  }));
  const at = i * s.columns + j;
  const weighted = Math.fround(sum.total + b.values[j]);
  const row = s.values.slice(i * s.columns, (i + 1) * s.columns);
  row[j] = weighted;
  const kept = dropout ? dropoutMask(dropout, layer.index, minibatch)(at) : 1;
  const output = Math.fround(Math.fround(functionOf(layer.activation, row, j, alpha?.values[j] ?? 0)) * kept);
  const [sName, zName] = [`s${l}[${i},${j}]`, `z${l}[${i},${j}]`];
  const dropped = dropout ? say(", times {0} by dropout", kept) : "";
  sum.make(
    `${say("bias")} · ${sName} = ${sum.total} + b${l}[${j}] = ${sum.total} + ${b.values[j]} = ${weighted}`,
    sName,
    weighted,
  );
  sum.make(`${say("function")} · ${zName} = ${layer.activation}(${sName})${dropped} = ${output}`, zName, output);
  return sum.parts([
    { name: sName, own: weighted, backend: s.values[at] },
    { name: zName, own: output, backend: z.values[at] },
  ]);
}

async function backwardTerms(
  { layer, next, dropout }: Backpropagate,
  minibatch: Minibatch,
  read: Read,
  [i, j]: At,
): Promise<Parts> {
  const l = layer.index + 1;
  const [W, after, s] = [await read(`W${l + 1}`), await read(`delta${l + 1}`), await read(`s${l}`)];
  const [delta, alpha] = [await read(`delta${l}`), await alphaOf(layer, read)];
  if (layer.activation === "softmax") throw new TypeError("softmax looks at a whole row");
  const sum = new RunningSum(next.units, (k) => ({
    ...{ a: after.values[i * next.units + k], aName: `delta${l + 1}[${i},${k}]` },
    ...{ b: W.values[j * next.units + k], bName: `W${l + 1}[${j},${k}]` },
  }));
  const at = i * layer.units + j;
  const kept = dropout ? dropoutMask(dropout, layer.index, minibatch)(at) : 1;
  const slope = Math.fround(activations[layer.activation].derivative(s.values[at], alpha?.values[j] ?? 0));
  const own = Math.fround(Math.fround(sum.total * kept) * slope);
  const name = `delta${l}[${i},${j}]`;
  const dropped = dropout ? ` · ${kept} (dropout)` : "";
  sum.make(
    `${say("derivative")} · ${name} = ${sum.total}${dropped} · f′(s${l}[${i},${j}]) = … · ${slope} = ${own}`,
    name,
    own,
  );
  return sum.parts([{ name, own, backend: delta.values[at] }]);
}

async function gradientTerms(
  { layer, regularization: { l1, l2 } }: Gradient,
  { rows }: Minibatch,
  read: Read,
  [i, j]: At,
): Promise<Parts> {
  const l = layer.index + 1;
  const [from, delta, W] = [await read(`z${l - 1}`), await read(`delta${l}`), await read(`W${l}`)];
  const GW = await read(`GW${l}`);
  const sum = new RunningSum(rows, (k) => ({
    ...{ a: from.values[k * from.columns + i], aName: `z${l - 1}[${k},${i}]` },
    ...{ b: delta.values[k * delta.columns + j], bName: `delta${l}[${k},${j}]` },
  }));
  const at = i * W.columns + j;
  const [name, w] = [`GW${l}[${i},${j}]`, `W${l}[${i},${j}]`];
  const mean = Math.fround(sum.total * Math.fround(1 / rows));
  const own = penalizedMean(sum.total, rows, W.values[at], { l1, l2 });
  const isPenalized = l1 > 0 || l2 > 0;
  const ofMean = isPenalized ? say("mean") : name;
  sum.make(`${say("mean")} · ${ofMean} = ${sum.total} · 1/${rows} = ${mean}`, ofMean, mean);
  if (isPenalized) {
    const penalties = [
      { lambda: l2, text: `λ2/n·${w}`, number: `${l2}·${W.values[at]}` },
      { lambda: l1, text: `λ1/n·sign(${w})`, number: `${l1}·${Math.sign(W.values[at])}` },
    ].filter(({ lambda }) => lambda > 0);
    const formula = [say("mean"), ...penalties.map(({ text }) => text)].join(" + ");
    const numbers = [mean, ...penalties.map(({ number }) => number)].join(" + ");
    sum.make(`${say("penalty")} · ${name} = ${formula} = ${numbers} = ${own}`, name, own);
  }
  return sum.parts([{ name, own, backend: GW.values[at] }]);
}

async function biasGradientTerms({ layer }: Gradient, { rows }: Minibatch, read: Read, j: number): Promise<Parts> {
  const l = layer.index + 1;
  const [delta, Gb] = [await read(`delta${l}`), await read(`Gb${l}`)];
  const sum = new RunningSum(rows, (k) => ({ a: delta.values[k * delta.columns + j], aName: `delta${l}[${k},${j}]` }));
  const own = Math.fround(sum.total * Math.fround(1 / rows));
  const name = `Gb${l}[${j}]`;
  sum.make(`${say("mean")} · ${name} = ${sum.total} · 1/${rows} = ${own}`, name, own);
  return sum.parts([{ name, own, backend: Gb.values[j] }]);
}

/** Returns the gradient, whose terms belong to the operation before, and the optimizer's step. */
async function updateTerms(
  update: Update,
  minibatch: Minibatch,
  read: Read,
  { name, row, column }: Element,
): Promise<Parts> {
  const { steps, outcome } = await updateSteps(update, minibatch, read, name);
  const { columns, values } = await read(`G${name}`);
  const at = row * columns + column;
  const gradient = `G${name}${name.startsWith("W") ? `[${row},${column}]` : `[${column}]`}`;
  const title = `${say("gradient")} · ${gradient} = ${values[at]}`;
  return stepsOfOne(steps, outcome, at, [{ title, result: single(gradient, values[at]) }]);
}

const alphaOf = async ({ index, activation }: Forward["layer"], read: Read): Promise<NamedMatrix | undefined> =>
  activation === "prelu" || activation === "elu" ? read(`alpha${index + 1}`) : undefined;

function functionOf(activation: Forward["layer"]["activation"], s: Float32Array, j: number, alpha: number): number {
  if (activation !== "softmax") return activations[activation].output(s[j], alpha);
  const z = new Float64Array(s.length);
  softmax(Float64Array.from(s), z);
  return z[j];
}

/** A product a·b; without b, the number a itself. */
interface Term {
  readonly a: number;
  readonly aName: string;
  readonly b?: number;
  readonly bName?: string;
}

/** The terms of a sum, one part per term; consecutive zero terms that leave the sum unchanged form one part. */
class RunningSum {
  total = 0;
  private readonly all: { title: string; result: NamedMatrix }[] = [];
  /** The running sum before each part. */
  private readonly sums: number[] = [];
  private readonly terms: number[] = [];
  /** Number of terms added before each part. */
  private readonly added: number[] = [];

  constructor(count: number, term: (k: number) => Term) {
    for (let k = 0; k < count; k++) {
      const each = term(k);
      const { a, b, aName, bName } = each;
      const product = productOf(each);
      const [names, numbers] = b === undefined ? [aName, ""] : [`${aName}·${bName}`, `${a}·${b} = `];
      this.begin(k);
      let last = k;
      while (product === 0 && last + 1 < count && isZero(term(last + 1))) last++;
      for (let i = k; i <= last; i++) this.terms.push(i === k ? product : 0);
      this.total = Math.fround(this.total + product);
      const head =
        last > k ? say("terms {0} to {1} of {2}", k + 1, last + 1, count) : say("term {0} of {1}", k + 1, count);
      const zeros = say("{0} and what follows are 0; the sum stays {1}", names, this.total);
      const one = `${names} = ${numbers}${product}; ${say("sum {0}", this.total)}`;
      this.all.push({ title: `${head} · ${last > k ? zeros : one}`, result: single(say("sum"), this.total) });
      k = last;
    }
    this.begin(count);
  }

  /** Adds a step after the sum. */
  make(title: string, name: string, value: number): void {
    this.all.push({ title, result: single(name, value) });
  }

  parts(results: readonly { name: string; own: number; backend: number }[]): Parts {
    const count = this.sums.length - 1;
    const shown = (done: number): NamedMatrix[] => {
      const at = Math.min(done, count);
      const terms = Float32Array.from(this.terms.slice(0, this.added[at]));
      const made = this.all.slice(count, Math.max(count, done)).map(({ result }) => result);
      const listed = terms.length > 0 ? [{ name: say("terms"), rows: 1, columns: terms.length, values: terms }] : [];
      return [...listed, single(say("sum"), this.sums[at]), ...made];
    };
    return { all: this.all, ...endOf(results), shown };
  }

  private begin(k: number): void {
    this.sums.push(this.total);
    this.added.push(k);
  }
}

const productOf = ({ a, b = 1 }: Term): number => Math.fround(a * b);
const isZero = (term: Term): boolean => productOf(term) === 0;
