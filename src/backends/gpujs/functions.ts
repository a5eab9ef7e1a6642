/**
 * The core's own functions in kernels. An activation, a cost or an optimizer is a plain function of numbers; its
 * source text is handed to GPU.js, which translates it for its mode. Nothing here knows which functions there are.
 */
import { activations, type PlainFunction } from "../../core/activations";

/** How a function is described to GPU.js: its text, and that numbers go in and one comes out. */
export interface KernelFunction {
  readonly source: string;
  readonly settings: { readonly argumentTypes: Record<string, "Number">; readonly returnType: "Number" };
}

/** A call of `f` with as many of the arguments as it takes; the numbers are expressions of the kernel. */
export function call(f: PlainFunction, ...expressions: readonly string[]): string {
  return `${f.name}(${expressions.slice(0, f.length).join(", ")})`;
}

/** The functions and those that they call in turn, for GPU.js. */
export function kernelFunctions(functions: readonly PlainFunction[]): KernelFunction[] {
  const called = functions.flatMap((f) => [f, ...(usedBy.get(f) ?? [])]);
  return [...new Set([...float32, ...called])].map((f) => ({
    source: inFloat32(f.toString()),
    settings: numbersOf(f),
  }));
}

/** What the core says of its activations. */
const usedBy = new Map(
  Object.values(activations).flatMap(({ output, derivative, uses = [] }) => [
    [output, uses] as const,
    [derivative, uses] as const,
  ]),
);

/** e^x − 1 in float32, where e^x − 1 itself would lose its digits near 0: there eight terms of the series. */
function float32Expm1(x: number): number {
  const series =
    x * (1 + (x / 2) * (1 + (x / 3) * (1 + (x / 4) * (1 + (x / 5) * (1 + (x / 6) * (1 + (x / 7) * (1 + x / 8)))))));
  return Math.abs(x) < 0.5 ? series : Math.exp(x) - 1;
}

/** ln(1 + x) for x in [0, 1], as the softplus and the costs take it: 2 artanh(x / (2 + x)), eight terms. */
function float32Log1p(x: number): number {
  const u = x / (2 + x);
  const v = u * u;
  return (
    2 *
    u *
    (1 + v * (1 / 3 + v * (1 / 5 + v * (1 / 7 + v * (1 / 9 + v * (1 / 11 + v * (1 / 13 + v * (1 / 15 + v / 17))))))))
  );
}

/** From e^(−2|s|) − 1, which neither overflows (WGSL's own tanh may) nor loses digits near 0. */
function float32Tanh(s: number): number {
  const e = float32Expm1(-2 * Math.abs(s));
  const t = -e / (2 + e);
  return s < 0 ? -t : t;
}

const float32: readonly PlainFunction[] = [float32Expm1, float32Log1p, float32Tanh];

/** WGSL has no expm1 and no log1p, GPU.js puts exp(x) − 1 and log(1 + x) in their place: ours keep float32's digits. */
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
