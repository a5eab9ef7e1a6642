/** German for ../tables.ts. */
import type { TextsOf } from "../message";
import type { tableMessages } from "../tables";

const listed = (names: readonly string[]) => names.slice(0, 12).join(", ") + (names.length > 12 ? ", …" : "");
const inColumn = (where: string, field: string, column: string) => `${where}: "${field}" in Spalte "${column}"`;
const labelIn = (where: string, label: string, column?: string) =>
  `${where}: das Label "${label}"${column === undefined ? "" : ` in Spalte "${column}"`}`;

const labelFixes = {
  "from 0": "korrigieren Sie es, oder setzen Sie data.labelsStartAt auf 0",
  remove: "korrigieren Sie es, oder entfernen Sie data.labelsStartAt",
  correct: "korrigieren Sie es: Kein Trainingsbeispiel hat dieses Label",
  name: "korrigieren Sie es, oder nennen Sie in data.classNames jede Klasse",
};

export const tableTexts: TextsOf<typeof tableMessages> = {
  "csv-empty/table": ({ file }) => `${file}: jede Zeile ist leer; wählen Sie eine Tabelle mit Beispielen`,
  "jsonl-columns": ({ where, limit }) =>
    `${where}: mehr als ${limit} verschiedene Schlüssel; verwenden Sie in jedem Objekt dieselben Schlüssel`,
  "records-sparse": ({ file, rows, columns }) =>
    `${file}: ${rows} Datensätze lassen fast alle der ${columns} Spalten weg; lassen Sie die seltenen Spalten weg, oder ` +
    "verwenden Sie für dünn besetzte Daten das Format svmlight",
  "svmlight-too-large": ({ file, rows, width, limit }) =>
    `${file}: ${rows} Zeilen × ${width} Spalten werden als dicht besetzte Werte gelesen, höchstens ${limit} davon; ` +
    "verwenden Sie weniger Spalten",
  "svmlight-columns": ({ file, width, used }) =>
    `${file}: die Datei hat ${width} Spalten, von denen höchstens ${used} einen geschriebenen Wert haben; ` +
    "nummerieren Sie die verwendeten Spalten fortlaufend",
  "csv-header": ({ file, name }) =>
    `${file}: zwei Spalten heißen "${name}"; geben Sie jeder einen eindeutigen Namen, oder setzen Sie data.header auf ` +
    "false, wenn die erste Zeile ein Beispiel ist",
  "csv-column/missing": ({ key, file, name, columns }) =>
    `data.${key}: ${file} hat keine Spalte "${name}"; es gibt ${columns}; korrigieren Sie den Namen`,
  "csv-column/label": ({ name }) =>
    `data.features: "${name}" ist zugleich das Label; entfernen Sie die Spalte aus den Merkmalen`,
  "csv-column/none": ({ file }) =>
    `data.features: keine Spalte von ${file} bleibt zum Lernen übrig; schließen Sie weniger aus`,
  "csv-column/units": ({ file, name, columns }) =>
    `data.units: ${file} hat keine Spalte "${name}"; es gibt ${columns}; korrigieren Sie den Namen`,
  "csv-column/ordinal": ({ name }) =>
    `data.ordinal: "${name}" ist keine der Merkmalsspalten; korrigieren Sie den Namen`,
  "csv-column/dates": ({ name, columns, near }) =>
    `data.dates: "${name}" ist keine der Merkmalsspalten (${listed(columns)}); ` +
    (near === undefined ? "korrigieren Sie den Namen" : `meinten Sie "${near}"?`),
  "csv-column/dates-ordinal": ({ name }) =>
    `data.dates: "${name}" steht auch in data.ordinal; entfernen Sie die Spalte an einer der beiden Stellen`,
  "csv-column/cyclic": ({ name }) =>
    `data.dates: "${name}" hat keinen zyklischen Teil; fügen Sie month, day, weekday, hour oder minute hinzu`,
  "csv-column/learned": ({ file, name, columns }) =>
    `${file}: die Spalte "${name}", mit der das Netz trainiert wurde, fehlt; es gibt ${columns}; fügen Sie sie hinzu`,
  "predict-id/column": ({ file, name, columns }) =>
    `${file}: keine Spalte "${name}" für --id; es gibt ${columns}; nennen Sie eine davon`,
  "predict-id/no-table": ({ file }) =>
    `${file}: --id nennt eine Spalte einer Tabelle, und hier gibt es keine Spalten; lassen Sie es weg`,
  "predict-id/taken": ({ name }) =>
    `--id: die Vorhersagen haben ebenfalls eine Spalte "${name}"; benennen Sie die der Eingabe um`,
  "csv-column/count": ({ file, columns, inputs }) =>
    `${file}: ${columns} Spalten für ein Netz mit ${inputs} Eingaben; geben Sie eine Spalte pro Eingabe an, und keine Labels`,
  "csv-column/width": ({ file, columns, inputs, width }) =>
    `${file}: ${columns} Spalten ohne Namen; geben Sie die ${inputs} Spalten an, von denen das Netz gelernt hat, oder alle ` +
    `${width} seiner Trainingstabelle`,
  "csv-column-empty": ({ file, column }) => `${file}: Spalte "${column}" ist leer; fügen Sie sie zu data.exclude hinzu`,
  "csv-date": ({ where, field, column, dates }) =>
    `${inColumn(where, field, column)} ist ein Datum oder eine Uhrzeit; ` +
    `setzen Sie data.dates auf ${JSON.stringify(dates)}, oder fügen Sie die Spalte zu data.exclude hinzu`,
  "csv-date/none": ({ where, field, column, order }) =>
    `${inColumn(where, field, column)} ist kein eindeutiges Datum und keine eindeutige Uhrzeit` +
    `${order === undefined ? "" : ` in der Reihenfolge ${order}`}; schreiben Sie 2024-01-31, 12:30 oder 2024-01-31 12:30`,
  "csv-date/order": ({ where, field, column, orders }) =>
    `${inColumn(where, field, column)} lässt die Reihenfolge von Tag und Monat offen; ` +
    `setzen Sie data.dateOrder auf ${orders.map((order) => `"${order}"`).join(" oder ")}, oder schreiben Sie 2024-01-31`,
  "csv-date/mixed": ({ where, field, column, other, otherWhere }) =>
    `${inColumn(where, field, column)} ist anders geschrieben als "${other}" (${otherWhere}); ` +
    "schreiben Sie alle Datumsangaben der Spalte gleich",
  "csv-date/part": ({ where, field, column, part }) =>
    `${inColumn(where, field, column)} hat keinen Teil ${part}; ergänzen Sie ihn, oder entfernen Sie "${part}" aus data.dates`,
  "csv-decimal": ({ where, field, column }) =>
    `${inColumn(where, field, column)} hat ein Dezimalkomma; setzen Sie data.decimal auf ","`,
  "csv-decimal/mixed": ({ where, field, column }) =>
    `${inColumn(where, field, column)} hat andere Trennzeichen als ihre anderen Zahlen, oder als data.decimal und data.thousands nennen; ` +
    "schreiben Sie alle gleich",
  "csv-decimal/thousands": ({ mark }) =>
    `data.thousands: "${mark}" ist zugleich data.decimal; entfernen Sie eines von beiden`,
  "csv-number": ({ where, field, column }) =>
    `${inColumn(where, field, column)} ist keine Zahl; korrigieren Sie das Feld, lassen Sie es leer, oder nennen Sie seinen Inhalt in ` +
    "data.missingValues",
  "csv-number/group": ({ where, field, column, mark }) =>
    `${inColumn(where, field, column)} kann ${field.replace(mark, ".")} oder ${field.replace(mark, "")} sein; ` +
    `setzen Sie data.thousands auf "${mark}", wenn es die größere Zahl ist, und sonst data.decimal auf "${mark}"`,
  "csv-number/units": ({ where, field, column, units }) =>
    `${inColumn(where, field, column)} hat eine Maßeinheit, die nicht alle ihre Zahlen haben (${units.join(", ")}); ` +
    "rechnen Sie sie in eine gemeinsame Einheit um",
  "csv-number/filled": ({ where, field, column }) =>
    `${inColumn(where, field, column)} ist keine Zahl; korrigieren Sie das Feld`,
  "csv-texts": ({ file, column, count, limit }) =>
    `${file}: Spalte "${column}" hat ${count ?? `mehr als ${limit}`} verschiedene Texte, zu viele für je eine Eingabe; ` +
    "fügen Sie sie zu data.exclude hinzu",
  "csv-classes": ({ file, column, limit }) =>
    `${file}: Spalte "${column}" hat mehr als ${limit} verschiedene Labels; wenn sie eine Größe ist, verwenden Sie die ` +
    'Kostenfunktion "quadratic" und eine lineare Ausgabeschicht, oder setzen Sie data.task',
  "csv-label/missing": ({ where, column }) =>
    `${where}: das Label in Spalte "${column}" fehlt; tragen Sie es ein, oder setzen Sie data.missing auf drop`,
  "csv-label/date": ({ where, label, column }) =>
    `${labelIn(where, label, column)} ist ein Datum oder eine Uhrzeit und damit keine Größe; ` +
    "ersetzen Sie es durch eine Zahl, zum Beispiel die Tage seit dem ersten",
  "csv-label/unknown": ({ where, label, classes }) =>
    `${labelIn(where, label)} kommt in den Trainingsbeispielen nicht vor (${classes.slice(0, 9).join(", ")}); ` +
    "korrigieren Sie es",
  "csv-label/start": ({ where, label, column, first, last, fix }) => {
    const range = last === undefined ? `ab ${first}` : `von ${first} bis ${last}`;
    return `${labelIn(where, label, column)} ist keine ganze Zahl ${range}; ${labelFixes[fix]}`;
  },
  "csv-label/number": ({ where, label }) => `${labelIn(where, label)} ist keine Zahl; korrigieren Sie es`,
  "csv-label/one-hot": ({ where, ones, columns }) =>
    `${where}: ${ones} der Label-Spalten ${columns.slice(0, 9).join(", ")} sind 1, und alle Trainingsbeispiele haben dort ` +
    'eine einzige 1; korrigieren Sie das, oder setzen Sie data.task auf "multi-label"',
  "csv-label/binary": ({ where, column, label }) =>
    `${labelIn(where, label, column)} ist nicht 0 oder 1 wie die Trainingslabels; korrigieren Sie es`,
  "csv-missing": ({ where, column }) =>
    `${where}: Spalte "${column}" ist leer; füllen Sie sie aus, oder setzen Sie data.missing auf drop, mean oder category`,
  "csv-missing/new": ({ where, column }) =>
    `${where}: Spalte "${column}" ist leer und war es in den Trainingsbeispielen nicht; füllen Sie sie aus, oder entfernen ` +
    "Sie die Zeile",
  "not-finite/field": ({ where, field, column }) =>
    `${where}: ${field} in Spalte "${column}" ist mehr, als float32 fasst; teilen Sie ihre Werte`,
  "csv-unknown-text": ({ where, field, column, known }) =>
    `${inColumn(where, field, column)} ist keiner ihrer bekannten Texte ` +
    `(${known.slice(0, 5).join(", ")}${known.length > 5 ? ", …" : ""}); korrigieren Sie ihn`,
};
