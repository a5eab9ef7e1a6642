/** The text format of svmlight and libsvm: a label, then index:value for every non-zero value. */
import { FormatError } from "./formatError";
import { readLines } from "./lines";

const pair = /^(\d{1,9}):([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Calls `onRow` with label, ascending indices, values and line (from 1) of every non-empty line. Throws FormatError.
 */
export const readSvmlight = (
  chunks: AsyncIterable<Uint8Array>,
  onRow: (label: string, indices: number[], values: string[], line: number) => void,
): Promise<void> =>
  readLines(chunks, (text, line) => {
    const [label, ...parts] = text.replace(/#.*$/, "").trim().split(/\s+/);
    if (label === "") return;
    if (!number.test(label)) throw new FormatError("svmlight-label", { line, label: label.slice(0, 40) });
    const indices: number[] = [];
    const values: string[] = [];
    for (const part of parts) {
      if (part.startsWith("qid:")) continue;
      const [, index, value] = pair.exec(part) ?? [];
      const found = Number(index);
      if (value === undefined || (indices.length > 0 && found <= indices[indices.length - 1])) {
        throw new FormatError("svmlight-pair", { line, pair: part.slice(0, 40) });
      }
      indices.push(found);
      values.push(value);
    }
    onRow(label, indices, values, line);
  });
