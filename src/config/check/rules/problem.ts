/** What is wrong with the data itself, as reading it has found: told at the key that it is about. */
import { error, type Remark } from "../finding";

/** Why data could not be read: an error of src/data. */
export interface DataProblem {
  code: string;
  message: string;
}

/** Those that a rule here knows too; all others are of one kind for a config. */
const known = [
  "split-too-large",
  "test-split",
  "test-pair",
  "class-names",
  "class-weights",
  "image-shape",
  "task-output",
];
/** Not read while somebody types, or not read because the config is not right. */
const silent = ["data-large", "bad-data", "bad-config", "internal"];

export function problemRemarks({ code, message }: DataProblem): Remark[] {
  if (silent.includes(code)) return [];
  const key = /\bdata\.([A-Za-z]+)/.exec(message)?.[1];
  const text = message.replace(/^data\.[A-Za-z.]+: /, "");
  const remark = error("data-unusable", key ? ["data", key] : ["data"], text);
  return [known.includes(code) ? { ...remark, code } : remark];
}
