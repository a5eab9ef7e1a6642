/** German for ../search.ts. */
import type { TextsOf } from "../message";
import type { searchMessages } from "../search";

const listed = (values: readonly number[]) => `[${values.join(", ")}]`;

export const searchTexts: TextsOf<typeof searchMessages> = {
  "search-grid/list": ({ path, values }) =>
    `${path}: ein Raster benötigt eine Liste von Werten; schreiben Sie {"choice": ${listed(values)}} ` +
    'mit den zu testenden Werten, oder verwenden Sie die Suche "random" oder "tpe"',
  "search-grid/large": ({ most }) =>
    `das Raster hat mehr als ${most} Punkte; lassen Sie Werte weg, oder verwenden Sie die Suche "random" oder "tpe"`,
  "search-when/circle": ({ path }) => `${path}: das "when" hängt von sich selbst ab; entfernen Sie ein "when"`,
  "search-when/unknown": ({ path, named }) =>
    `${path}: das "when" nennt ${named}, was weder der Sweep noch die Konfiguration setzt; setzen Sie es, oder ` +
    "korrigieren Sie den Namen",
  "search-bounds/order": ({ path, low, high }) =>
    `${path}: beginnt bei ${low} und endet bei ${high}; geben Sie die kleinere Zahl zuerst an`,
  "search-bounds/log": ({ path, low }) =>
    `${path}: ein logarithmischer Bereich kann nicht bei ${low} beginnen; beginnen Sie über 0, oder lassen Sie "log" weg`,
  "search-bounds/integer": ({ path }) =>
    `${path}: die Grenzen sind keine ganzen Zahlen; runden Sie sie, oder schreiben Sie einen Bereich`,
  "search-choice": ({ path }) => `${path}: listet keinen Wert oder einen zweimal auf; listen Sie jeden Wert einmal auf`,
};
