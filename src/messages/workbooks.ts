/** Errors about Excel workbooks. The file name precedes the message. */
import { errorsOf } from "./message";

const data = errorsOf("data");
const config = errorsOf("config");

export const workbookMessages = {
  "xlsx-magic": data<{ found: string }>(
    ({ found }) => `not an Excel workbook: it seems to be ${found}; save it as .xlsx, or set data.format to what it is`,
  ),
  "xlsx-magic/old": data(() => "an old Excel workbook (.xls), or one with a password; save it as .xlsx, without one"),
  "xlsx-damaged": data<{ reason: string }>(
    ({ reason }) => `the workbook is damaged (${reason}); open it in Excel or LibreOffice and save it again`,
  ),
  "xlsx-sheet": config<{ sheet: string | number; names: readonly string[] }>(
    ({ sheet, names }) =>
      `data.sheet: there is no sheet ${typeof sheet === "number" ? sheet : `"${sheet}"`}; ` +
      `it has ${names.slice(0, 12).join(", ") || "none"}; correct the name`,
  ),
  "xlsx-formula": data<{ cell: string }>(
    ({ cell }) =>
      `cell ${cell} has a formula whose value was never computed; open the workbook in Excel or LibreOffice and save it`,
  ),
  "xlsx-too-large": data<{ megabytes: number; limit: number }>(
    ({ megabytes, limit }) =>
      `the sheet has ${megabytes} MB unpacked, at most ${limit} MB are read; save it as CSV or Parquet`,
  ),
  "xlsx-too-large/cells": data<{ rows: number; columns: number; limit: number }>(
    ({ rows, columns, limit }) =>
      `the sheet has ${rows} rows × ${columns} columns, at most ${limit} cells are read; save it as CSV or Parquet`,
  ),
};
