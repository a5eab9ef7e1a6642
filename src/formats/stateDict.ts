/**
 * The layers of a PyTorch state_dict: names such as "0.weight" or "fc1.bias", weights [outputs, inputs]. It has no
 * activations, so only the sizes show whether the layers are a chain.
 */
import { checkChain, type DenseLayer, transposed, withBiases } from "./denseNetwork";
import { FormatError } from "./formatError";

export interface StateTensor {
  shape: number[];
  values: Float32Array;
}

interface Module {
  name: string;
  weight: StateTensor;
  bias: StateTensor | undefined;
}

/** Returns true if these names are those of a state_dict. */
export const isStateDict = (names: Iterable<string>): boolean => [...names].some((name) => /(^|\.)weight$/.test(name));

/**
 * Returns the layers; throws FormatError.
 * @param isOrdered true if the tensors are in the order of the layers; otherwise numbers in their names decide
 */
export function layersOf(tensors: ReadonlyMap<string, StateTensor>, isOrdered: boolean): DenseLayer[] {
  const modules = modulesOf(tensors);
  const byNumber = [...modules].sort((one, other) => compareNumbers(one.name, other.name));
  const orders = isOrdered ? [modules, byNumber] : [byNumber, bySize(modules)];
  const layers = chainOf(orders[0]) ?? chainOf(orders[1]);
  if (!layers) {
    const names = modules.slice(0, 6).map(({ name }) => name);
    throw new FormatError("weights-chain/order", { names });
  }
  if (!isOrdered && !isNumbered(modules) && hasOtherOrder(modules)) {
    throw new FormatError("weights-chain/open-order", { names: modules.slice(0, 6).map(({ name }) => name) });
  }
  const full = withBiases(layers);
  checkChain(full);
  return full;
}

function modulesOf(tensors: ReadonlyMap<string, StateTensor>): Module[] {
  const modules: Module[] = [];
  for (const [name, weight] of tensors) {
    const [, path, part] = /^(?:(.*)\.)?([^.]+)$/s.exec(name) ?? ["", "", name];
    const isBias = part === "bias" && tensors.has(path ? `${path}.weight` : "weight");
    if (isBias) continue;
    if (part !== "weight") throw new FormatError("weights-shape/other", { name });
    const bias = tensors.get(path ? `${path}.bias` : "bias");
    const isDense = weight.shape.length === 2;
    const isSlope = weight.shape.length === 1 && !bias;
    if (!isDense && !isSlope) throw new FormatError("weights-shape", { name, shape: weight.shape });
    if (bias && bias.values.length !== weight.shape[0])
      throw new FormatError("weights-shape", { name: `${path}.bias`, shape: bias.shape });
    modules.push({ name: path ?? "", weight, bias });
  }
  return modules;
}

/** Returns the layers; undefined if consecutive sizes differ. A weight with one axis is PReLU's. */
function chainOf(modules: readonly Module[]): DenseLayer[] | undefined {
  const layers: DenseLayer[] = [];
  for (const { weight, bias } of modules) {
    const last = layers.at(-1);
    const { shape, values } = weight;
    if (shape.length === 1) {
      if (!last || last.alpha || (values.length !== 1 && values.length !== last.units)) return undefined;
      last.alpha = values.length === 1 ? new Float32Array(last.units).fill(values[0]) : values;
      last.activation = "prelu";
      continue;
    }
    const [units, inputs] = shape;
    if (last && last.units !== inputs) return undefined;
    layers.push({ inputs, units, W: transposed(values, units, inputs), b: bias?.values });
  }
  return layers.length > 0 ? layers : undefined;
}

/** Orders the layers by their sizes; empty if the sizes leave the order open. */
function bySize(modules: readonly Module[]): Module[] {
  const taking = new Map(modules.map((module) => [module.weight.shape[1], module]));
  const given = new Set(modules.map(({ weight }) => weight.shape[0]));
  const order: Module[] = [];
  let next = modules.find(({ weight }) => !given.has(weight.shape[1]));
  while (next && order.length < modules.length) {
    order.push(next);
    next = taking.get(next.weight.shape[0]);
  }
  return order.length === modules.length ? order : [];
}

const isNumbered = (modules: readonly Module[]) => modules.every(({ name }) => /\d/.test(name));

/** Returns true if the sizes allow another order of the layers too. */
function hasOtherOrder(modules: readonly Module[]): boolean {
  const dense = modules.filter(({ weight }) => weight.shape.length === 2);
  const inputs = dense.map(({ weight }) => weight.shape[1]);
  const units = dense.map(({ weight }) => weight.shape[0]);
  // If all sizes differ, each layer has one possible successor.
  return new Set(inputs).size !== inputs.length || new Set(units).size !== units.length;
}

/** Sorts "fc2" before "fc10". */
const compareNumbers = (one: string, other: string) => one.localeCompare(other, "en", { numeric: true });
