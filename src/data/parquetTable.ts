/** A Parquet file as a table: its columns by name, its values as fields. */

import { openParquet } from "../formats/parquet";
import { noticed } from "../messages";
import { headerNames, plainForm } from "./csvTable";
import { nameFile } from "./errors";
import { fieldText, type Value } from "./fieldText";
import { readSourceFile, type SourceFile } from "./files";
import type { TableReader } from "./tableReader";

/** Returns true for an index column written by pandas, which is not read as a column. */
const isIndex = (name: string) => /^__index_level_\d+__$/.test(name);

/**
 * Throws a NetworkError if the file is not a Parquet file.
 * @param asTimes the columns whose times of day are read as times; all of them if undefined
 */
export async function openParquetTable(
  source: SourceFile,
  baseDir: string,
  { asTimes }: { asTimes?: readonly string[] } = {},
): Promise<TableReader> {
  const file = source.name;
  const { bytes, sha256 } = await readSourceFile(source, baseDir);
  try {
    const isRead = (column: string) => asTimes?.includes(column) ?? true;
    const { columns, times, groups } = openParquet(bytes, isRead);
    const used = columns.flatMap((name, i) => (isIndex(name) ? [] : [i]));
    const indices = columns.length - used.length;
    const reason = noticed("left-out/index", { file });
    const names = headerNames(
      used.map((i) => columns[i]),
      true,
      file,
    );
    return {
      file,
      form: plainForm,
      isText: false,
      midnight: true,
      times: times.filter((column) => !isRead(column)),
      keys: { format: "parquet" },
      leftOut: indices > 0 ? { columns: indices, reason } : undefined,
      read: async (begin) => {
        const take = begin({ names, isThere: true });
        let row = 0;
        try {
          for await (const group of groups()) {
            for (let i = 0; i < group[0].length; i++) {
              row++;
              take(
                used.map((column) => fieldText(group[column][i] as Value)),
                `${file}, row ${row}`,
              );
            }
          }
        } catch (error) {
          throw nameFile(error, file);
        }
        return sha256;
      },
    };
  } catch (error) {
    throw nameFile(error, file);
  }
}
