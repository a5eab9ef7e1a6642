/**
 * Excel workbooks (.xlsx): the cells of one sheet, by read-excel-file. Its input is unpacked within a limit and the
 * sheet checked first: for its size, and for cells that the library would silently turn into missing values.
 */
import { zipSync } from "fflate";
import { readSheet } from "read-excel-file/universal";
import { FormatError } from "./formatError";
import { claimMemory } from "./memoryBound";
import { seemsToBe, startsWith } from "./signature";
import { type Element, elementsOf, unescaped } from "./xml";
import { listZip, readZip } from "./zip";

/**
 * A cell's value. Dates are in universal time; null is an empty cell or #N/A; other errors, such as #DIV/0!, are texts.
 */
export type Cell = string | number | boolean | Date | null;

export interface Sheet {
  name: string;
  /** Names of all sheets of the workbook. */
  names: string[];
  /** Rows from the sheet's first row and column on, all of the same length. */
  rows: Cell[][];
}

/** Limit of the unpacked sheet, texts and formats. */
const maxBytes = 2 ** 27;
/** Limit of rows times columns: the library stores a value for each. */
const maxCells = 2 ** 24;
const [maxRows, maxColumns] = [2 ** 20, 2 ** 14];

/** Reads a sheet. @param wanted its name, or its number from 1; default: the first. Throws FormatError. */
export async function readXlsx(bytes: Uint8Array, wanted: string | number = 1): Promise<Sheet> {
  refuseOthers(bytes);
  const info = partsOf(bytes, (name) => name === "xl/workbook.xml" || name === "xl/_rels/workbook.xml.rels");
  const sheets = sheetsOf(info);
  const names = sheets.map(({ name }) => name);
  const sheet = typeof wanted === "number" ? sheets[wanted - 1] : sheets.find(({ name }) => name === wanted);
  if (!sheet) throw new FormatError("xlsx-sheet", { sheet: wanted, names });
  const isOther = (name: string) => /^xl\/worksheets\//.test(name) && name !== sheet.part;
  const parts = partsOf(bytes, (name) => /\.(xml|rels)$/.test(name) && !isOther(name));
  const xml = parts.get(sheet.part);
  if (!xml) throw new FormatError("xlsx-damaged", { reason: `${sheet.part} is missing` });
  const errors = findErrorCells(new TextDecoder().decode(xml));
  const rows = await readCells(parts, sheet.name);
  for (const { row, column, text } of errors)
    if (rows[row - 1]) rows[row - 1][column - 1] = text === "#N/A" ? null : text;
  return { name: sheet.name, names, rows };
}

function refuseOthers(bytes: Uint8Array): void {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new FormatError("xlsx-magic/old", {});
  if (!startsWith(bytes, [0x50, 0x4b])) throw new FormatError("xlsx-magic", { found: seemsToBe(bytes) });
  const names = listZip(bytes).map(({ name }) => name);
  if (names.includes("xl/workbook.xml")) return;
  throw new FormatError("xlsx-magic", {
    found: names.includes("content.xml") ? "a LibreOffice document" : "a zip archive",
  });
}

function partsOf(bytes: Uint8Array, isWanted: (name: string) => boolean): Map<string, Uint8Array> {
  const size = listZip(bytes).reduce((sum, entry) => sum + (isWanted(entry.name) ? entry.size : 0), 0);
  if (size > maxBytes) throw tooLarge(size);
  // The data unpacked, repacked for the library, unpacked by it, and as texts.
  claimMemory(6 * size);
  return new Map(readZip(bytes, isWanted));
}

const tooLarge = (size: number) =>
  new FormatError("xlsx-too-large", { megabytes: Math.round(size / 2 ** 20), limit: maxBytes / 2 ** 20 });

/** Returns the sheets' names in order, with the part of the archive that contains each. */
function sheetsOf(parts: Map<string, Uint8Array>): { name: string; part: string }[] {
  const text = (name: string) => new TextDecoder().decode(parts.get(name));
  const targets = new Map<string | undefined, string>();
  for (const { attributes } of elementsOf(text("xl/_rels/workbook.xml.rels"), ["Relationship"])) {
    targets.set(attributes.get("Id"), attributes.get("Target") ?? "");
  }
  return Array.from(elementsOf(text("xl/workbook.xml"), ["sheet"]), ({ attributes }) => {
    const id = [...attributes].find(([name]) => /:id$/.test(name))?.[1];
    const target = targets.get(id) ?? "";
    const part = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    return { name: attributes.get("name") ?? "", part };
  });
}

interface ErrorCell {
  row: number;
  column: number;
  text: string;
}

/** Returns the cells with errors; throws a FormatError for a sheet that is too large or has formulas without values. */
function findErrorCells(xml: string): ErrorCell[] {
  const errors: ErrorCell[] = [];
  let [rows, columns] = [0, 0];
  let last: Element | undefined;
  const look = (cell: Element | undefined, end: number) => {
    if (cell?.name !== "c") return;
    const place = cell.attributes.get("r") ?? "";
    const { row, column } = positionOf(place);
    rows = Math.max(rows, row);
    columns = Math.max(columns, column);
    const inside = xml.slice(cell.end, end);
    const value = /<(?:\w+:)?v>([^<]{0,1000})/.exec(inside)?.[1];
    const type = cell.attributes.get("t");
    if (type === "e") errors.push({ row, column, text: unescaped(value || "#ERROR") });
    // A formula may return the empty text.
    const isComputed = value || (value === "" && type === "str");
    if (!isComputed && /<(?:\w+:)?f[\s/>]/.test(inside)) throw new FormatError("xlsx-formula", { cell: place });
  };
  for (const element of elementsOf(xml, ["row", "c"])) {
    look(last, element.start);
    last = element;
    if (element.name === "row") rows = Math.max(rows, Number(element.attributes.get("r") ?? 0));
  }
  look(last, xml.length);
  const isFit = rows <= maxRows && columns <= maxColumns && rows * columns <= maxCells;
  if (isFit) claimMemory(16 * rows * columns);
  if (isFit) return errors;
  throw new FormatError("xlsx-too-large/cells", { rows, columns, limit: maxCells });
}

/** Parses a cell reference such as "AB12". */
function positionOf(cell: string): { row: number; column: number } {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(cell) ?? [];
  if (!letters || Number(digits) === 0)
    throw new FormatError("xlsx-damaged", { reason: `"${cell.slice(0, 20)}" is not a cell` });
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits), column };
}

async function readCells(parts: Map<string, Uint8Array>, sheet: string): Promise<Cell[][]> {
  // Stored without compression: the library unpacks exactly the checked size.
  const archive = zipSync(Object.fromEntries(parts), { level: 0 });
  try {
    return (await readSheet(archive.buffer as ArrayBuffer, sheet)) as Cell[][];
  } catch (error) {
    throw new FormatError("xlsx-damaged", {
      reason: String((error as Error).message)
        .split("\n")[0]
        .slice(0, 200),
    });
  }
}
