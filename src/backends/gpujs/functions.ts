/**
 * The core's functions in kernels. An activation, a cost or an optimizer is a plain function of numbers; GPU.js
 * translates its source text for its mode. This file does not depend on which functions exist.
 */
import { activations, type PlainFunction } from "../../core/activations";

/** A function in GPU.js' description: its text, with numbers as arguments and result. */
export interface KernelFunction {
  readonly source: string;
  readonly settings: { readonly argumentTypes: Record<string, "Number">; readonly returnType: "Number" };
}

/** Returns a call of `f` with as many arguments as it takes; the arguments are expressions of the kernel. */
export function call(f: PlainFunction, ...expressions: readonly string[]): string {
  return `${f.name}(${expressions.slice(0, f.length).join(", ")})`;
}

/** Returns the functions and all functions they call, for GPU.js. */
export function kernelFunctions(functions: readonly PlainFunction[]): KernelFunction[] {
  const called = functions.flatMap((f) => [f, ...(usedBy.get(f) ?? [])]);
  return [...new Set([...float32, ...called])].map((f) => ({
    source: inFloat32(f.toString()),
    settings: numbersOf(f),
  }));
}

/** The helper functions that the core lists for its activations. */
const usedBy = new Map(
  Object.values(activations).flatMap(({ output, derivative, uses = [] }) => [
    [output, uses] as const,
    [derivative, uses] as const,
  ]),
);

/** e^x − 1 in float32; uses eight terms of the series near 0, where e^x − 1 would lose its digits. */
function float32Expm1(x: number): number {
  const series =
    x * (1 + (x / 2) * (1 + (x / 3) * (1 + (x / 4) * (1 + (x / 5) * (1 + (x / 6) * (1 + (x / 7) * (1 + x / 8)))))));
  return Math.abs(x) < 0.5 ? series : Math.exp(x) - 1;
}

/** ln(1 + x) for x in [0, 1], as used by softplus and the costs: 2 artanh(x / (2 + x)), eight terms. */
function float32Log1p(x: number): number {
  const u = x / (2 + x);
  const v = u * u;
  return (
    2 *
    u *
    (1 + v * (1 / 3 + v * (1 / 5 + v * (1 / 7 + v * (1 / 9 + v * (1 / 11 + v * (1 / 13 + v * (1 / 15 + v / 17))))))))
  );
}

/** tanh from e^(−2|s|) − 1, which neither overflows (WGSL's tanh may) nor loses digits near 0. */
function float32Tanh(s: number): number {
  const e = float32Expm1(-2 * Math.abs(s));
  const t = -e / (2 + e);
  return s < 0 ? -t : t;
}

const float32: readonly PlainFunction[] = [float32Expm1, float32Log1p, float32Tanh];

/**
 * Replaces expm1 and log1p, which WGSL lacks and GPU.js would replace by exp(x) − 1 and log(1 + x), by functions that
 * keep float32's digits.
 */
function inFloat32(source: string): string {
  return source
    .replaceAll("Math.expm1(", `${float32Expm1.name}(`)
    .replaceAll("Math.log1p(", `${float32Log1p.name}(`)
    .replaceAll("Math.tanh(", `${float32Tanh.name}(`);
}

function numbersOf(f: PlainFunction): KernelFunction["settings"] {
  const parameters = /\(([^)]*)\)/.exec(f.toString())?.[1] ?? "";
  const names = parameters.split(",").map((name) => name.trim());
  const named = names.filter((name) => name !== "").map((name) => [name, "Number"] as const);
  return { argumentTypes: Object.fromEntries(named), returnType: "Number" };
}
