/** German for ../workbooks.ts. */
import type { TextsOf } from "../message";
import type { workbookMessages } from "../workbooks";
import { fileKind } from "./words";

export const workbookTexts: TextsOf<typeof workbookMessages> = {
  "xlsx-magic": ({ found }) =>
    `keine Excel-Arbeitsmappe: der Inhalt ist anscheinend ${fileKind(found)}; speichern Sie sie als .xlsx, oder setzen Sie ` +
    "data.format auf das richtige Format",
  "xlsx-magic/old": () =>
    "eine alte Excel-Arbeitsmappe (.xls) oder eine mit Kennwort; speichern Sie sie als .xlsx ohne Kennwort",
  "xlsx-damaged": ({ reason }) =>
    `die Arbeitsmappe ist beschädigt (${reason}); öffnen Sie sie in Excel oder LibreOffice, und speichern Sie sie erneut`,
  "xlsx-sheet": ({ sheet, names }) =>
    `data.sheet: es gibt kein Tabellenblatt ${typeof sheet === "number" ? sheet : `"${sheet}"`}, vorhanden: ` +
    `${names.slice(0, 12).join(", ") || "keines"}; korrigieren Sie den Namen`,
  "xlsx-formula": ({ cell }) =>
    `Zelle ${cell} hat eine Formel, deren Wert nie berechnet wurde; öffnen Sie die Arbeitsmappe in Excel oder LibreOffice, ` +
    "und speichern Sie sie",
  "xlsx-too-large": ({ megabytes, limit }) =>
    `das Tabellenblatt hat entpackt ${megabytes} MB, gelesen werden höchstens ${limit} MB; speichern Sie es als CSV oder Parquet`,
  "xlsx-too-large/cells": ({ rows, columns, limit }) =>
    `das Tabellenblatt hat ${rows} Zeilen × ${columns} Spalten, gelesen werden höchstens ${limit} Zellen; speichern Sie es ` +
    "als CSV oder Parquet",
};
