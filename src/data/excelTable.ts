/** A sheet of an Excel workbook as a table: its first row, its header, and its cells as fields. */

import { NetworkError } from "../core/errors";
import { type Cell, readXlsx } from "../formats/xlsx";
import { noticed } from "../messages";
import { headerNames, plainForm } from "./csvTable";
import { nameFile } from "./errors";
import { fieldText } from "./fieldText";
import { readSourceFile, type SourceFile } from "./files";
import type { TableReader } from "./tableReader";

interface Given {
  sheet?: string | number | undefined;
  header?: boolean | undefined;
}

/** Number of rows, including the first, that are examined to detect a header. */
const lookedAt = 20;

/** Throws a NetworkError if the file is not a workbook or the sheet does not exist. */
export async function openExcel(source: SourceFile, baseDir: string, given: Given): Promise<TableReader> {
  const file = source.name;
  const { bytes, sha256 } = await readSourceFile(source, baseDir);
  const sheet = await readXlsx(bytes, given.sheet).catch((error) => {
    throw nameFile(error, file);
  });
  const { rows } = sheet;
  const first = firstRow(rows);
  const columns = usedColumns(rows, first);
  if (first < 0) throw new NetworkError("csv-empty/table", { file });
  const titles = rows.slice(0, first).filter((row) => row.some(isFilled)).length;
  const reason = noticed("left-out/titles", { file, titles });
  const fields = (row: Cell[]) => columns.map((column) => fieldText(row[column]));
  const isThere = given.header ?? isHeader(rows.slice(first, first + lookedAt), columns);
  const header = { names: headerNames(fields(rows[first]), isThere, file), isThere };
  return {
    file,
    form: plainForm,
    isText: false,
    midnight: true,
    leftOut: titles > 0 ? { rows: titles, reason } : undefined,
    keys: { format: "excel", ...(sheet.names.length > 1 && { sheet: sheet.name }) },
    read: async (begin) => {
      const take = begin(header);
      for (let row = first + (isThere ? 1 : 0); row < rows.length; row++) {
        const record = fields(rows[row]);
        if (record.some((field) => field !== "")) take(record, `${file}, row ${row + 1}`);
      }
      return sha256;
    },
  };
}

const isFilled = (cell: Cell) => cell !== null && cell !== "";

/** Returns the first row of the table, after empty rows and titles (single cells above a table of several columns). */
function firstRow(rows: Cell[][]): number {
  const several = rows.some((row) => row.filter(isFilled).length > 1);
  return rows.findIndex((row) => row.filter(isFilled).length > (several ? 1 : 0));
}

/** Returns the columns that have a name or a value. */
function usedColumns(rows: Cell[][], first: number): number[] {
  const used = new Set<number>();
  for (let row = Math.max(first, 0); row < rows.length; row++) {
    rows[row].forEach((cell, column) => {
      if (isFilled(cell)) used.add(column);
    });
  }
  return [...used].sort((a, b) => a - b);
}

/** Returns true if the first row has only texts, or has a text above a column of mostly numbers. */
function isHeader([head, ...below]: Cell[][], columns: number[]): boolean {
  const isNumber = (cell: Cell) => typeof cell === "number" || cell instanceof Date || typeof cell === "boolean";
  if (!columns.some((column) => isNumber(head[column]))) return true;
  return columns.some((column) => {
    const cells = below.map((row) => row[column]).filter(isFilled);
    return typeof head[column] === "string" && cells.filter(isNumber).length * 2 > cells.length;
  });
}
