/** Recognizes gelu written as s · ½ (1 + erf(s / √2)), as in models of opsets before 20. */
import type { OnnxConstants } from "./onnxConstants";
import type { OnnxNode } from "./onnxModel";

type Users = (name: string) => readonly OnnxNode[];

/** Returns the name of the result; undefined if the users of `value` compute something else. */
export function gelu(
  value: string,
  users: readonly OnnxNode[],
  usersOf: Users,
  constants: OnnxConstants,
): string | undefined {
  const erf = users.flatMap(({ outputs }) => [...usersOf(outputs[0] ?? "")]).find(({ op }) => op === "Erf");
  if (!erf) return undefined;
  const nodes = reached(value, usersOf, 8);
  // Compares the results of the operations, since programs order them differently.
  for (const { outputs } of nodes) {
    const [output = ""] = outputs;
    if (isGelu(value, output, nodes, constants) && usersInside(value, output, nodes, usersOf)) return output;
  }
  return undefined;
}

/** Returns the operations that follow a value, in order, at most `most`. */
function reached(value: string, usersOf: Users, most: number): OnnxNode[] {
  const found: OnnxNode[] = [];
  const names = [value];
  for (let i = 0; i < names.length && found.length < most; i++) {
    for (const node of usersOf(names[i])) {
      if (found.includes(node) || found.length >= most) continue;
      found.push(node);
      names.push(...node.outputs);
    }
  }
  return found;
}

/** Returns true if no value inside the pattern is used outside it. */
function usersInside(value: string, output: string, nodes: readonly OnnxNode[], usersOf: Users): boolean {
  const needed = ancestors(value, output, nodes);
  const inner = [value, ...needed.flatMap(({ outputs }) => outputs).filter((name) => name !== output)];
  return inner.every((name) => usersOf(name).every((node) => needed.includes(node)));
}

function ancestors(value: string, output: string, nodes: readonly OnnxNode[]): OnnxNode[] {
  const needed: OnnxNode[] = [];
  const names = [output];
  for (let i = 0; i < names.length; i++) {
    const node = nodes.find(({ outputs }) => outputs.includes(names[i]));
    if (!node || needed.includes(node) || names[i] === value) continue;
    needed.push(node);
    names.push(...node.inputs);
  }
  return needed;
}

const samples = [-3, -1.7, -0.6, 0, 0.4, 1.1, 2.5];

/** gelu at the samples, s · Φ(s) from tables of the normal distribution. */
const expected = [-0.00404969, -0.07576129, -0.16455187, 0, 0.2621687, 0.95076733, 2.48447584];

function isGelu(value: string, output: string, nodes: readonly OnnxNode[], constants: OnnxConstants): boolean {
  return samples.every((sample, i) => {
    const known = new Map([[value, sample]]);
    const found = evaluate(output, known, nodes, constants, 0);
    return found !== undefined && Math.abs(found - expected[i]) < 2e-5;
  });
}

function evaluate(
  name: string,
  known: Map<string, number>,
  nodes: readonly OnnxNode[],
  constants: OnnxConstants,
  depth: number,
): number | undefined {
  const value = known.get(name);
  if (value !== undefined) return value;
  if (constants.has(name)) {
    const { values } = constants.get(name);
    return values.length === 1 ? values[0] : undefined;
  }
  const node = nodes.find(({ outputs }) => outputs[0] === name);
  if (!node || depth > 8) return undefined;
  const numbers = node.inputs.map((input) => evaluate(input, known, nodes, constants, depth + 1));
  const [a, b] = numbers;
  if (a === undefined || (node.inputs.length > 1 && b === undefined)) return undefined;
  const result = compute(node.op, a, b ?? 0);
  if (result !== undefined) known.set(name, result);
  return result;
}

function compute(op: string, a: number, b: number): number | undefined {
  if (op === "Mul") return a * b;
  if (op === "Div") return a / b;
  if (op === "Add") return a + b;
  if (op === "Sub") return a - b;
  return op === "Erf" ? erf(a) : undefined;
}

/** erf(x) by Abramowitz and Stegun 7.1.26, error below 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return Math.sign(x) * (1 - p * Math.exp(-x * x));
}
