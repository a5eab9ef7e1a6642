/** German for ../recordFiles.ts. */
import type { TextsOf } from "../message";
import type { recordFileMessages } from "../recordFiles";
import { fileKind } from "./words";

export const recordFileTexts: TextsOf<typeof recordFileMessages> = {
  "parquet-magic": ({ found }) =>
    `keine Parquet-Datei: der Inhalt ist anscheinend ${fileKind(found)}; setzen Sie data.format auf das richtige Format`,
  "parquet-damaged": ({ reason }) => `die Parquet-Datei ist beschädigt (${reason}); schreiben Sie sie erneut`,
  "parquet-nested": ({ column }) =>
    `die Spalte "${column}" enthält Listen oder Datensätze; schreiben Sie die Datei ohne sie oder mit einer Spalte pro Zahl`,
  "parquet-codec": ({ codec }) =>
    `die Kompression ${codec} wird nicht unterstützt; schreiben Sie die Datei mit snappy, gzip, zstd oder unkomprimiert`,
  "parquet-too-large": ({ rows, columns, megabytes, limit }) =>
    `eine Zeilengruppe mit ${rows} Zeilen × ${columns} Spalten hat entpackt ${megabytes} MB, gelesen werden höchstens ` +
    `${limit} MB; schreiben Sie die Datei mit kleineren Zeilengruppen`,
  "text-encoding": ({ line }) => `Zeile ${line}: kein UTF-8; speichern Sie die Datei als UTF-8`,
  "text-line": ({ line }) => `Zeile ${line}: länger als 16 MB; beenden Sie Datensätze mit einem Zeilenumbruch`,
  "jsonl-damaged": ({ line, reason }) => `Zeile ${line}: kein JSON (${reason}); schreiben Sie ein Objekt pro Zeile`,
  "jsonl-object": ({ line, isList }) =>
    `Zeile ${line}: ${isList ? "eine Liste" : "kein Objekt"}; schreiben Sie ein Objekt pro Zeile ` +
    '(pandas: to_json(…, orient="records", lines=True))',
  "jsonl-nested": ({ line, key }) =>
    `Zeile ${line}: "${key}" enthält eine Liste oder ein Objekt; geben Sie jeder Zahl einen eigenen Schlüssel`,
  "arff-header": ({ line, text }) =>
    `Zeile ${line}: "${text}" vor @data; schreiben Sie Zeilen mit @attribute, dann @data`,
  "arff-no-data": () => "@data fehlt; schreiben Sie es vor die Datensätze",
  "arff-type": ({ line, name, type }) =>
    `Zeile ${line}: der Typ "${type}" von "${name}" wird nicht unterstützt; verwenden Sie numeric, {Werte}, string oder date`,
  "arff-fields": ({ line, found, expected }) =>
    `Zeile ${line}: ${found} Felder für ${expected} Attribute; korrigieren Sie den Datensatz`,
  "arff-value": ({ line, name, field }) =>
    `Zeile ${line}: "${field}" ist keiner der Werte von "${name}"; korrigieren Sie ihn, oder fügen Sie ihn hinzu`,
  "arff-sparse": ({ line }) =>
    `Zeile ${line}: kein dünn besetzter Datensatz; schreiben Sie {Index Wert, Index Wert}, Indizes ab 0`,
  "svmlight-label": ({ line, label }) =>
    `Zeile ${line}: das Label "${label}" ist keine Zahl; schreiben Sie eine Zahl pro Zeile, dann die Werte`,
  "svmlight-pair": ({ line, pair }) =>
    `Zeile ${line}: "${pair}" ist nicht Index:Wert mit steigenden Indizes; korrigieren Sie es`,
  "arff-quote": ({ line }) =>
    `Zeile ${line}: ein Anführungszeichen ist nicht geschlossen; schließen Sie es, oder schreiben Sie \\'`,
};
