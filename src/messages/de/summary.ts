/** German for ../summary.ts. */
import { counted, type TextsOf } from "../message";
import { type DataFigures, shortNumber, type summaryMessages, withoutBackend } from "../summary";

const scaled = {
  none: ", nicht skaliert",
  unit: ", durch 255 geteilt",
  minmax: ", auf 0…1 skaliert",
  standardize: ", standardisiert",
};
const whole = (count: number) => count.toLocaleString("de");

function summary({ examples, inputs, imageShape, classes, labels, fold, leftOut, ...figures }: DataFigures): string {
  const { minimum, maximum, density, scaledAs } = figures;
  const sets = [`${whole(examples.train)} Trainings-`];
  if (examples.validation > 0) sets.push(`${whole(examples.validation)} Validierungs-`);
  if (examples.test > 0) sets.push(`${whole(examples.test)} Test-`);
  const named = sets.length > 1 ? `${sets.slice(0, -1).join(", ")} und ${sets.at(-1)}` : sets[0];
  const parts = [
    `${fold ? `Fold ${fold.number} von ${fold.of}: ` : ""}${named.replace(/-$/, "")}beispiele`,
    `${counted(inputs, "Eingabe", "Eingaben")}${imageShape ? ` (${imageShape.join(" × ")})` : ""} von ` +
      `${shortNumber(minimum)} bis ${shortNumber(maximum)}, ${Math.round(density * 100)} % ungleich null${scaled[scaledAs]}`,
  ];
  if (classes) {
    const { count, smallest, largest } = classes;
    const sizes = smallest === largest ? `je ${whole(smallest)}` : `${whole(smallest)} bis ${whole(largest)}`;
    parts.push(`${counted(count, "Klasse", "Klassen")} mit ${sizes} Trainingsbeispielen`);
  }
  if (labels) {
    const { count, least, most } = labels;
    const range = least === most ? `${least} %` : `${least} % bis ${most} %`;
    parts.push(`${count} Labels, jedes bei ${range} der Trainingsbeispiele`);
  }
  if (leftOut) parts.push(`ausgelassen: ${leftOut.join("; ")}`);
  return parts.join("; ");
}

export const summaryTexts: TextsOf<typeof summaryMessages> = {
  "data-summary": summary,
  "backend/wasm": () => "eigene SIMD-Kernels in WebAssembly: auf jedem Rechner dieselben Bits",
  "backend/wasm-relaxed": () => "dieselben Kernels mit Fused Multiply-Add: die letzten Bits hängen vom Prozessor ab",
  "backend/blas": ({ library }) =>
    `dichte Produkte mit der BLAS des Systems (${library}); die Bits hängen von der Bibliothek ab`,
  "backend/gpujs-webgpu": ({ adapter, software, loss }) =>
    `GPU.js auf ${adapter}${software ? ", einem Software-Adapter auf der CPU: langsam" : ""}` +
    (loss === undefined ? "" : `; in einem früheren Lauf verloren (${loss}), daher nimmt auto sie nicht`),
  "backend/gpujs-webasm": () => "GPU.js: Kernels als WebAssembly, mit so vielen Threads, wie der Rechner hat",
  "backend/gpujs-cpu": () => "GPU.js: Kernels als JavaScript, ein Thread, langsam",
  "backend/reference": () => "reines TypeScript, langsam: die Referenz für die Tests aller anderen Backends",
  "without-backend": withoutBackend,
};
