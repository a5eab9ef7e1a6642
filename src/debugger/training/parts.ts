/**
 * The parts of an operation, computed beside it: products in float32, term by term in the order of the rows of W, and
 * the results computed from them. Training uses the operation's own result; its distance from the parts is reported.
 */
import { activations } from "../../core/activations";
import type { Backpropagate, Forward, Gradient, Minibatch, Operation, Update } from "../../core/backend";
import { dropoutMask } from "../../core/reference/forward";
import { say } from "../language";
import type { NamedMatrix } from "../matrices";
import { outputErrorSteps } from "./outputErrorSteps";
import { distance, type Parts, type Read, stepsOfAll } from "./steps";
import { updated, updateSteps } from "./updateSteps";

/** Returns the parts; undefined for operations without parts. @param read for an update that of `readUpdate` */
export async function partsOf(operation: Operation, minibatch: Minibatch, read: Read): Promise<Parts | undefined> {
  switch (operation.op) {
    case "forward":
      return forwardParts(operation, read);
    case "backpropagate":
      return operation.layer.activation === "softmax" ? undefined : backwardParts(operation, minibatch, read);
    case "gradient":
      return gradientParts(operation, minibatch, read);
    case "outputError": {
      const { steps, outcome } = await outputErrorSteps(operation, read);
      return stepsOfAll(steps, [outcome]);
    }
    case "update":
      return updateParts(operation, minibatch, read);
    default:
      return undefined;
  }
}

async function forwardParts({ layer, dropout }: Forward, read: Read): Promise<Parts> {
  const l = layer.index + 1;
  const [from, W, b] = [await read(`z${l - 1}`), await read(`W${l}`), await read(`b${l}`)];
  const [s, z] = [await read(`s${l}`), await read(`z${l}`)];
  const product = named(`product${l}`, from.rows, W.columns, (i, j) =>
    sum(from.columns, (k) => Math.fround(from.values[i * from.columns + k] * W.values[k * W.columns + j])),
  );
  const own = named(`s${l}`, s.rows, s.columns, (i, j) => product.values[i * s.columns + j] + b.values[j]);
  const dropped = dropout ? say(", and dropout") : "";
  return {
    all: [
      { title: `${say("product")} · product${l} = z${l - 1}·W${l}`, result: product },
      { title: `${say("bias")} · s${l} = product${l} + b${l}`, result: own },
      { title: `${say("function")} · z${l} = ${layer.activation}(s${l})${dropped}`, result: z },
    ],
    difference: distance(own, s),
  };
}

async function backwardParts(
  { layer, next, dropout }: Backpropagate,
  minibatch: Minibatch,
  read: Read,
): Promise<Parts> {
  const l = layer.index + 1;
  const [W, after, s] = [await read(`W${l + 1}`), await read(`delta${l + 1}`), await read(`s${l}`)];
  const delta = await read(`delta${l}`);
  const alpha = layer.activation === "prelu" || layer.activation === "elu" ? await read(`alpha${l}`) : undefined;
  const mask = dropout && dropoutMask(dropout, layer.index, minibatch);
  if (layer.activation === "softmax") throw new TypeError("softmax looks at a whole row");
  const { derivative } = activations[layer.activation];
  const product = named(`product${l}`, s.rows, layer.units, (i, j) =>
    sum(next.units, (k) => Math.fround(after.values[i * next.units + k] * W.values[j * next.units + k])),
  );
  const own = named(`delta${l}`, s.rows, layer.units, (i, j) => {
    const at = i * layer.units + j;
    const kept = Math.fround(product.values[at] * (mask ? mask(at) : 1));
    return kept * Math.fround(derivative(s.values[at], alpha?.values[j] ?? 0));
  });
  const dropped = dropout ? " ∘ dropout" : "";
  return {
    all: [
      { title: `${say("product")} · product${l} = delta${l + 1}·W${l + 1}ᵀ`, result: product },
      { title: `${say("derivative")} · delta${l} = product${l}${dropped} ∘ f′(s${l})`, result: own },
    ],
    difference: distance(own, delta),
  };
}

async function gradientParts(
  { layer, regularization: { l1, l2 } }: Gradient,
  { rows }: Minibatch,
  read: Read,
): Promise<Parts> {
  const l = layer.index + 1;
  const [from, delta, W] = [await read(`z${l - 1}`), await read(`delta${l}`), await read(`W${l}`)];
  const GW = await read(`GW${l}`);
  const product = named(`product${l}`, W.rows, W.columns, (i, j) =>
    sum(rows, (k) => Math.fround(from.values[k * from.columns + i] * delta.values[k * delta.columns + j])),
  );
  const own = named(`GW${l}`, W.rows, W.columns, (i, j) => {
    const at = i * W.columns + j;
    return penalizedMean(product.values[at], rows, W.values[at], { l1, l2 });
  });
  const penalty = l1 > 0 || l2 > 0 ? ` + ${say("penalty")}` : "";
  return {
    all: [
      { title: `${say("product")} · product${l} = z${l - 1}ᵀ·delta${l}`, result: product },
      { title: `${say("mean")} · GW${l} = product${l} · 1/${rows}${penalty}`, result: own },
    ],
    difference: distance(own, GW),
  };
}

async function updateParts(update: Update, minibatch: Minibatch, read: Read): Promise<Parts> {
  const names = updated(update).map((parameter) => `${parameter}${update.layer.index + 1}`);
  const all = await Promise.all(names.map((name) => updateSteps(update, minibatch, read, name)));
  return stepsOfAll(
    all.flatMap(({ steps }) => steps),
    all.map(({ outcome }) => outcome),
  );
}

/** Returns the mean gradient with its penalty; each step is rounded to float32 in the order of the backend. */
export function penalizedMean(sum: number, rows: number, w: number, { l1, l2 }: Gradient["regularization"]): number {
  const decayed = Math.fround(Math.fround(sum * Math.fround(1 / rows)) + Math.fround(Math.fround(l2) * w));
  return Math.fround(decayed + Math.fround(l1) * Math.sign(w));
}

function named(name: string, rows: number, columns: number, value: (i: number, j: number) => number): NamedMatrix {
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) values[i * columns + j] = value(i, j);
  return { name, rows, columns, values };
}

/** Sums terms; each addition is rounded to float32. */
function sum(count: number, term: (k: number) => number): number {
  let total = 0;
  for (let k = 0; k < count; k++) total = Math.fround(total + term(k));
  return total;
}
