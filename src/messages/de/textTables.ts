/** German for ../textTables.ts. */
import type { TextsOf } from "../message";
import type { textTableMessages } from "../textTables";
import { fileKind } from "./words";

export const textTableTexts: TextsOf<typeof textTableMessages> = {
  "data-changed/since-cached": () =>
    "der Inhalt hat sich geändert, obwohl Größe und Zeiten seit dem Lesen gleich sind; trainieren Sie erneut, dann wird " +
    "die Datei neu gelesen",
  "csv-fields": ({ line, found, expected }) =>
    `Zeile ${line}: ${found} Felder, wo die Zeilen davor ${expected} haben; setzen Sie Felder, die das Trennzeichen ` +
    "enthalten, in Anführungszeichen, oder setzen Sie data.delimiter",
  "csv-header/numbers": ({ line, fields }) =>
    `Zeile ${line}: ${fields.slice(0, 5).join(", ")}${fields.length > 5 ? ", …" : ""} können Namen von Spalten oder ein ` +
    "Beispiel sein; setzen Sie data.header auf true oder false",
  "csv-quote/unclosed": ({ line }) =>
    `Zeile ${line}: ein Anführungszeichen wird hier geöffnet und nie geschlossen; schließen oder verdoppeln Sie es ("")`,
  "csv-quote/long": ({ line }) =>
    `Zeile ${line}: der hier beginnende Datensatz hat mehr als 16 MB; beenden Sie Datensätze mit einem Zeilenumbruch, und ` +
    "schließen Sie jedes Anführungszeichen",
  "csv-quote/inside": ({ line, field }) =>
    `Zeile ${line}: ein Anführungszeichen steht mitten in ${field === undefined ? "einem Feld" : `Feld ${field}`}; ` +
    'setzen Sie das ganze Feld in Anführungszeichen, und verdoppeln Sie die darin ("")',
  "csv-damaged": ({ line, reason }) => `Zeile ${line}: ${reason}; speichern Sie die Tabelle erneut`,
  "csv-empty": () => "die Datei ist leer; wählen Sie eine Tabelle mit Beispielen",
  "csv-encoding": () => "die Datei ist UTF-16; speichern Sie sie als UTF-8",
  "csv-encoding/utf-8": ({ line }) =>
    `Zeile ${line}: kein UTF-8; setzen Sie data.encoding auf "windows-1252", oder speichern Sie die Datei als UTF-8`,
  "csv-encoding/utf-16": () =>
    "kein UTF-16; entfernen Sie data.encoding, damit die Codierung erkannt wird, oder speichern Sie die Datei als UTF-8",
  "csv-encoding/mark": ({ found, given }) =>
    `die Datei beginnt mit der Kennung von ${found}, und data.encoding ist ${given}; entfernen Sie data.encoding`,
  "csv-magic/binary": ({ found }) =>
    `keine Texttabelle: der Inhalt ist anscheinend ${fileKind(found)}; wählen Sie eine CSV-Datei`,
  "csv-magic/web-page": () => "keine Tabelle, sondern eine Webseite; laden Sie die Datei selbst herunter",
};
