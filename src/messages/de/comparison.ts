/** German for ../comparison.ts. */
import type { comparisonMessages } from "../comparison";
import type { TextsOf } from "../message";

export const comparisonTexts: TextsOf<typeof comparisonMessages> = {
  "compared/failure": () => "Fehler",
  "compared/edits": () => "Anzahl der im Debugger gesetzten Werte",
  "compared/epochs": () => "Epochen",
  "compared/best-epoch": () => "beste Epoche",
  "compared/best-weights": () => "Gewichte der besten Epoche",
  "compared/epoch": ({ epoch }) => `Epoche ${epoch}`,
  "compared/file-epoch": ({ file }) => `Epoche von ${file}`,
  "compared/array": ({ name, file }) => `${name} in ${file}`,
  "compared/version": () => "Version",
};
