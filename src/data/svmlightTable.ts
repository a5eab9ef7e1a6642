/**
 * An svmlight file as a table: the column "label", and one column named after each index. An index that a line omits is
 * 0. The table is dense: more than `maxValues` values are refused.
 */
import { NetworkError } from "../core/errors";
import { readSvmlight } from "../formats/svmlight";
import { plainForm } from "./csvTable";
import { claimFor } from "./errors";
import { hashing, type SourceFile, streamSourceFile } from "./files";
import { namingLater } from "./naming";
import { denseRecord } from "./table/sparseRecord";
import type { TableReader } from "./tableReader";

/** 512 MB as float32. */
const maxValues = 2 ** 27;

/** Columns that a table may have without a value in any record; each takes memory and time like the others. */
const emptyColumns = 250_000;

/** The smallest and largest index, and the numbers of lines and of values. */
interface Extent {
  least: number;
  most: number;
  rows: number;
  values: number;
}

/** @param others files whose columns are included, such as the test file; @param columns that are always included */
export async function openSvmlight(
  source: SourceFile,
  baseDir: string,
  { others = [], columns = [] }: { others?: SourceFile[]; columns?: string[] },
): Promise<TableReader> {
  const file = source.name;
  const found = await Promise.all([source, ...others].map((each) => extentOf(each, baseDir)));
  const learned = columns.map(Number).filter(Number.isInteger);
  const least = [...found.map((extent) => extent.least), ...learned].reduce((a, b) => Math.min(a, b), 1);
  const most = [...found.map((extent) => extent.most), ...learned].reduce((a, b) => Math.max(a, b));
  const [{ rows }] = found;
  const width = most - least + 1;
  if (rows === 0 || width < 1) throw new NetworkError("csv-empty/table", { file });
  if (rows * width > maxValues) throw new NetworkError("svmlight-too-large", { file, rows, width, limit: maxValues });
  const used = found.reduce((sum, { values }) => sum + values, learned.length);
  if (width > emptyColumns + used) throw new NetworkError("svmlight-columns", { file, width, used });
  // The names, and the statistics of each column.
  claimFor(file, 256 * width);
  const names = ["label", ...Array.from({ length: width }, (_, i) => String(least + i))];
  return {
    file,
    form: plainForm,
    isText: false,
    keys: { format: "svmlight" },
    read: async (begin) => {
      const take = begin({ names, isThere: true });
      const { takeSparse = (record, where) => take(denseRecord(record, width + 1), where) } = take;
      const { chunks, digest } = hashing(streamSourceFile(source, baseDir));
      await namingLater(file, () =>
        readSvmlight(chunks, (label, indices, values, line) => {
          const positions = [0, ...indices.map((index) => index - least + 1)];
          takeSparse({ positions, fields: [label, ...values] }, `${file}:${line}`);
        }),
      );
      return digest();
    },
  };
}

async function extentOf(source: SourceFile, baseDir: string): Promise<Extent> {
  const extent: Extent = { least: 1, most: 0, rows: 0, values: 0 };
  await namingLater(source.name, () =>
    readSvmlight(streamSourceFile(source, baseDir), (_, indices) => {
      extent.rows++;
      extent.values += indices.length;
      if (indices.length === 0) return;
      extent.least = Math.min(extent.least, indices[0]);
      extent.most = Math.max(extent.most, indices[indices.length - 1]);
    }),
  );
  return extent;
}
