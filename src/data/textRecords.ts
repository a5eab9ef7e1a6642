/** Text files whose records name their columns, as tables: JSON Lines and ARFF. */
import { NetworkError } from "../core/errors";
import { readArff } from "../formats/arff";
import { type JsonRecord, readJsonLines } from "../formats/jsonLines";
import { headerNames, plainForm } from "./csvTable";
import { claimFor } from "./errors";
import { fieldText } from "./fieldText";
import { hashing, type SourceFile, streamSourceFile } from "./files";
import { namingLater } from "./naming";
import type { TableReader } from "./tableReader";

/** Largest number of different keys that are read as columns. */
const maxColumns = 100_000;
/**
 * Fields of a table, absent ones included, that a file of any size may have, and that each of its bytes adds, but for
 * those that name the columns: 100,000 columns may have a header of megabytes and records of nothing.
 */
const [anyFields, fieldsPerByte] = [1_000_000, 16];

/** Opens JSON Lines; the columns are the keys of all objects, in order of first use. An absent key is missing. */
export async function openJsonLines(source: SourceFile, baseDir: string): Promise<TableReader> {
  const file = source.name;
  const keys = new Set<string>();
  let bytes = 0;
  const read = async (onRecord: (record: JsonRecord, line: number) => void) => {
    const { chunks, digest, size } = hashing(streamSourceFile(source, baseDir));
    await namingLater(file, () => readJsonLines(chunks, onRecord));
    bytes = size();
    return digest();
  };
  let rows = 0;
  await read((record, line) => {
    rows++;
    for (const key of record.keys()) keys.add(key);
    if (keys.size > maxColumns)
      throw new NetworkError("jsonl-columns", { where: `${file}:${line}`, limit: maxColumns });
  });
  if (keys.size === 0) throw new NetworkError("csv-empty/table", { file });
  refuseSparse(file, { rows, columns: keys.size, bytes: bytes - namingBytes(keys, '"":1,') });
  claimFor(file, 4 * rows * keys.size);
  const columns = [...keys];
  const names = headerNames(columns, true, file);
  return {
    file,
    form: plainForm,
    isText: false,
    keys: { format: "jsonl" },
    read: (begin) => {
      const take = begin({ names, isThere: true });
      return read((record, line) =>
        take(
          columns.map((key) => fieldText(record.get(key))),
          `${file}:${line}`,
        ),
      );
    },
  };
}

/** Opens ARFF; the attributes are the columns. */
export async function openArff(source: SourceFile, baseDir: string): Promise<TableReader> {
  const file = source.name;
  return {
    file,
    form: plainForm,
    isText: false,
    keys: { format: "arff" },
    read: async (begin) => {
      const { chunks, digest, size } = hashing(streamSourceFile(source, baseDir));
      let rows = 0;
      await namingLater(file, () =>
        readArff(chunks, (attributes) => {
          const names = headerNames(
            attributes.map(({ name }) => name),
            true,
            file,
          );
          if (names.length === 0) throw new NetworkError("csv-empty/table", { file });
          const take = begin({ names, isThere: true });
          const header = namingBytes(
            attributes.map(({ name }) => name),
            "@attribute  real\n",
          );
          return (fields, line) => {
            refuseSparse(file, { rows: ++rows, columns: names.length, bytes: size() - header });
            take(fields, `${file}:${line}`);
          };
        }),
      );
      return digest();
    },
  };
}

/** Returns how many bytes name the columns at least. @param around the shortest text around a name */
const namingBytes = (names: Iterable<string>, around: string): number =>
  [...names].reduce((sum, name) => sum + Buffer.byteLength(name) + around.length, 0);

/**
 * Throws a NetworkError if a table has far more fields than its records have bytes.
 * @param size the part read so far
 */
function refuseSparse(file: string, size: { rows: number; columns: number; bytes: number }): void {
  const { rows, columns, bytes } = size;
  if (rows * columns > anyFields + fieldsPerByte * bytes)
    throw new NetworkError("records-sparse", { file, rows, columns });
}
