/** Errors of the command New Network Config. */
import { errorsOf } from "./message";

const data = errorsOf("data");

export const suggestionMessages = {
  "suggest-no-inputs": data<{ file: string; label: string; reasons: string }>(
    ({ file, label, reasons }) =>
      `${file}: no column is left to learn "${label}" from (${reasons || "it is the only column"}); ` +
      "correct the table, or choose another column to predict",
  ),
  "suggest-folder": data<{ name: string }>(
    ({ name }) =>
      `${name}: contains neither folders of images nor NumPy arrays; choose one of its files, or another folder`,
  ),
  "suggest-check": data<{ name: string; finding: string }>(
    ({ name, finding }) =>
      `${name}: the config that was made for it does not pass its check (${finding}), so nothing was written; ` +
      "correct the data, or start from a template",
  ),
};
