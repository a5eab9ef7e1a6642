/** The summary of a dataset in one line, and the descriptions of backends. */
import { counted } from "./message";
import { notice } from "./notices";

export interface DataFigures {
  readonly examples: { readonly train: number; readonly validation: number; readonly test: number };
  readonly inputs: number;
  readonly imageShape?: readonly number[] | undefined;
  /** Number of classes, and the smallest and largest number of training examples of one. */
  readonly classes?: { readonly count: number; readonly smallest: number; readonly largest: number } | undefined;
  /** Number of labels, and the range of the percentages of training examples that have one. */
  readonly labels?: { readonly count: number; readonly least: number; readonly most: number } | undefined;
  readonly minimum: number;
  readonly maximum: number;
  readonly density: number;
  readonly scaledAs: "none" | "unit" | "minmax" | "standardize";
  readonly fold?: { readonly number: number; readonly of: number } | undefined;
  readonly leftOut?: readonly string[] | undefined;
}

const scaled = {
  none: ", not scaled",
  unit: ", divided by 255",
  minmax: ", scaled to 0…1",
  standardize: ", standardized",
};
const whole = (count: number) => count.toLocaleString("en");
export const shortNumber = (value: number) => String(Number(value.toPrecision(4)));

/**
 * Returns "50,000 training, 10,000 validation, 10,000 test examples; 784 inputs (28 × 28) from 0 to 255, 19% not zero,
 * divided by 255; 10 classes …".
 */
function summary({ examples, inputs, imageShape, classes, labels, fold, leftOut, ...figures }: DataFigures): string {
  const { minimum, maximum, density, scaledAs } = figures;
  const sets = [`${whole(examples.train)} training`];
  if (examples.validation > 0) sets.push(`${whole(examples.validation)} validation`);
  if (examples.test > 0) sets.push(`${whole(examples.test)} test`);
  const parts = [
    `${fold ? `fold ${fold.number} of ${fold.of}: ` : ""}${sets.join(", ")} examples`,
    `${counted(inputs, "input")}${imageShape ? ` (${imageShape.join(" × ")})` : ""} from ${shortNumber(minimum)} to ` +
      `${shortNumber(maximum)}, ${Math.round(density * 100)}% not zero${scaled[scaledAs]}`,
  ];
  if (classes) {
    const { count, smallest, largest } = classes;
    const sizes = smallest === largest ? whole(smallest) : `${whole(smallest)} to ${whole(largest)}`;
    parts.push(`${count} classes of ${sizes} training examples`);
  }
  if (labels) {
    const range = labels.least === labels.most ? `${labels.least}%` : `${labels.least}% to ${labels.most}%`;
    parts.push(`${labels.count} labels, ${range} of the training examples have each`);
  }
  if (leftOut) parts.push(`left out: ${leftOut.join("; ")}`);
  return parts.join("; ");
}

export const summaryMessages = {
  "data-summary": notice<DataFigures>(summary),
  "backend/wasm": notice(() => "own SIMD kernels in WebAssembly: the same bits on every machine"),
  "backend/wasm-relaxed": notice(
    () => "the same kernels with fused multiply-add: the last bits depend on the processor",
  ),
  "backend/blas": notice<{ library: string }>(
    ({ library }) => `dense products by the system's BLAS (${library}); the bits depend on the library`,
  ),
  "backend/gpujs-webgpu": notice<{ adapter: string; software: boolean; loss: string | undefined }>(
    ({ adapter, software, loss }) =>
      `GPU.js on ${adapter}${software ? ", a software adapter on the CPU: slow" : ""}` +
      (loss === undefined ? "" : `; lost in an earlier run (${loss}), so auto does not take it`),
  ),
  "backend/gpujs-webasm": notice(() => "GPU.js: its kernels as WebAssembly, on as many threads as the machine has"),
  "backend/gpujs-cpu": notice(() => "GPU.js: its kernels as JavaScript, one thread, slow"),
  "backend/reference": notice(() => "plain TypeScript, slow: the reference for tests of all other backends"),
  "without-backend": notice<{ name: string; problem: string }>(withoutBackend),
};

/** Returns why a backend is missing, without its name, for those who name it themselves. */
export function withoutBackend({ name, problem }: { name: string; problem: string }): string {
  return problem.replace(new RegExp(`backend ${name} `, "i"), "");
}
