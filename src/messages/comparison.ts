/** What a trial and its repetition are compared by. */
import { notice } from "./notices";

export const comparisonMessages = {
  "compared/failure": notice(() => "failure"),
  "compared/edits": notice(() => "number of values set in the debugger"),
  "compared/epochs": notice(() => "epochs"),
  "compared/best-epoch": notice(() => "best epoch"),
  "compared/best-weights": notice(() => "weights of the best epoch"),
  "compared/epoch": notice<{ epoch: number }>(({ epoch }) => `epoch ${epoch}`),
  "compared/file-epoch": notice<{ file: string }>(({ file }) => `epoch of ${file}`),
  "compared/array": notice<{ name: string; file: string }>(({ name, file }) => `${name} in ${file}`),
  "compared/version": notice(() => "version"),
};
