/** Detects the format of a data file from its first bytes, whatever its name, if the signature is unmistakable. */
import { startsWith } from "./signature";

export type FoundFormat = "excel" | "parquet" | "matlab" | "hdf5" | "octave" | "arff" | "jsonl" | "svmlight";

/** Number of bytes that detection needs. */
export const signatureBytes = 4096;

/** Format names in messages. */
export const formatTitles: Record<FoundFormat, string> = {
  excel: "an Excel workbook",
  parquet: "a Parquet file",
  matlab: "a MATLAB file",
  hdf5: "an HDF5 file",
  octave: "an Octave text file",
  arff: "an ARFF file",
  jsonl: "JSON Lines",
  svmlight: "svmlight text",
};

export function formatOf(head: Uint8Array): FoundFormat | undefined {
  const ascii = (start: number, end: number) => Buffer.from(head.subarray(start, end)).toString("latin1");
  if (ascii(0, 6) === "MATLAB") return "matlab";
  if (startsWith(head, [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a])) return "hdf5";
  if (ascii(0, 4) === "PAR1") return "parquet";
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return isWorkbook(ascii(30, 4096)) ? "excel" : undefined;
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return "excel";
  if (head.includes(0)) return undefined;
  return textFormat(new TextDecoder().decode(head));
}

/** Returns true if the archive starts with parts that all workbooks have, in any order. */
const isWorkbook = (names: string): boolean => /^(\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/)/.test(names);

function textFormat(text: string): FoundFormat | undefined {
  if (/^# Created (by|in) Octave|^# name: \S+\r?\n# type: /.test(text)) return "octave";
  const lines = text.split(/\r?\n/).slice(0, -1);
  const first = lines.find((line) => line.trim() !== "" && !line.trimStart().startsWith("%")) ?? text;
  if (/^\s*@relation\s/i.test(first)) return "arff";
  if (/^\s*\{\s*("|\})/.test(first)) return "jsonl";
  const rows = lines.filter((line) => line.trim() !== "" && !line.startsWith("#")).slice(0, 5);
  return rows.length > 0 && rows.every((row) => svmlightRow.test(row)) ? "svmlight" : undefined;
}

const svmlightRow = /^[+-]?[\d.]+(e[+-]?\d+)?( qid:\d+)?( +\d+:[+-]?[\d.]+(e[+-]?\d+)?)+ *(#.*)?$/i;
