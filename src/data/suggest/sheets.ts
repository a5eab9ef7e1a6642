/** Lists the sheets of a workbook, the one with the most filled cells first, since the first may be a note. */
import { FormatError } from "../../formats/formatError";
import { readXlsx } from "../../formats/xlsx";
import { nameFile } from "../errors";
import { readSourceFile } from "../files";
import { type Choice, counted, type DataLocation } from "./suggestion";

/** Largest number of sheets that are read. */
const maxSheets = 12;

export async function sheetsOf({ name, folder }: DataLocation): Promise<Choice[]> {
  const { bytes } = await readSourceFile({ name, key: "data.path" }, folder);
  const found: (Choice & { cells: number })[] = [];
  try {
    // The faulty sheet may be the first one.
    const { names } = await readXlsx(bytes).catch((error) => {
      if (error instanceof FormatError && error.id.startsWith("xlsx-formula")) return { names: [] };
      throw error;
    });
    for (const sheet of names.length > 1 ? names.slice(0, maxSheets) : []) {
      const rows = await readXlsx(bytes, sheet).then(
        (read) => read.rows.filter((row) => row.some((cell) => cell !== null && cell !== "")),
        () => [],
      );
      const cells = rows.reduce((sum, row) => sum + row.filter((cell) => cell !== null && cell !== "").length, 0);
      found.push({ name: sheet, about: `${counted(rows.length, "row")}, ${counted(cells, "filled cell")}`, cells });
    }
  } catch (error) {
    throw nameFile(error, name);
  }
  return found.sort((a, b) => b.cells - a.cells).map(({ name: sheet, about }) => ({ name: sheet, about }));
}
