/** The kind of data in a file, by its first bytes or else by its name. */
import { type FoundFormat, formatOf } from "../../formats/fileFormat";
import { looksLikeIdx, startsWith } from "../../formats/signature";
import { tellingHead } from "../foundFormat";

export type FileKind = FoundFormat | "csv" | "npz" | "npy" | "pickle" | "idx";

export async function kindOfFile(path: string): Promise<FileKind> {
  const head = (await tellingHead({ name: path, key: "the command" }, ".")) ?? new Uint8Array();
  return formatOf(head) ?? kindOfBytes(head) ?? kindOfName(path) ?? "csv";
}

function kindOfBytes(head: Uint8Array): FileKind | undefined {
  if (startsWith(head, [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59])) return "npy";
  if (looksLikeIdx(head)) return "idx";
  if (head[0] === 0x80 && head[1] >= 2 && head[1] <= 5) return "pickle";
  const isZip = startsWith(head, [0x50, 0x4b, 0x03, 0x04]);
  return isZip && Buffer.from(head).toString("latin1").includes(".npy") ? "npz" : undefined;
}

const names: readonly [RegExp, FileKind][] = [
  [/\.(csv|tsv|tab|data|dat|txt)$/i, "csv"],
  [/\.(xlsx|xlsm)$/i, "excel"],
  [/\.(parquet|pq)$/i, "parquet"],
  [/\.(jsonl|ndjson)$/i, "jsonl"],
  [/\.arff$/i, "arff"],
  [/\.(svm|svmlight|libsvm)$/i, "svmlight"],
  [/\.mat$/i, "matlab"],
  [/\.(h5|hdf5|he5)$/i, "hdf5"],
  [/\.npz$/i, "npz"],
  [/\.npy$/i, "npy"],
  [/\.(pkl|pickle)$/i, "pickle"],
  [/(idx\d-ubyte|\.idx\d?)$/i, "idx"],
];

/** Returns undefined if the name is not that of a data file. */
export function kindOfName(path: string): FileKind | undefined {
  const plain = path.replace(/\.gz$/i, "");
  return names.find(([pattern]) => pattern.test(plain))?.[1];
}
