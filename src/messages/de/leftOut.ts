/** German for ../leftOut.ts. */
import { type leftOutMessages, listedEndings } from "../leftOut";
import type { TextsOf } from "../message";

const these = (count: number, one: string, many: string) => `${count.toLocaleString("de")} ${count === 1 ? one : many}`;
const pictures = (count: number) => these(count, "Bild", "Bilder");
const files = (count: number) => these(count, "Datei", "Dateien");
const listed = (endings: readonly string[]) => listedEndings(endings, "keine Endung");

export const leftOutTexts: TextsOf<typeof leftOutMessages> = {
  "left-out/index": ({ file }) => `${file}: der von pandas geschriebene Index ist keine Spalte`,
  "left-out/titles": ({ file, titles }) => `${file}: ${these(titles, "Titelzeile", "Titelzeilen")} über der Tabelle`,
  "left-out/missing": ({ file, rows, column, fields }) => {
    const words = fields.map((field) => (field === "" ? "leer" : `"${field}"`)).join(" oder ");
    return `${file}: ${these(rows, "Zeile, in der", "Zeilen, in denen")} "${column}" ${words} ist`;
  },
  "left-out/row-names": ({ file }) => `${file}: Zeilennamen, die der Kopf nicht nennt`,
  "left-out/validation": ({ count, folder }) =>
    `${pictures(count)} aus ${folder}: data.validation wählt die Validierungsbeispiele; entfernen Sie es, um mit diesen zu ` +
    "validieren",
  "left-out/test": ({ count, folder }) => `${pictures(count)} aus ${folder}: data.testPath wählt die Testbeispiele`,
  "left-out/beside": ({ count, folder, used }) => `${pictures(count)} aus ${folder}, neben ${used.join(" und ")}`,
  "left-out/nested": ({ count, folder, into }) =>
    `${pictures(count)} aus ${folder}, einem Unterordner der Klasse; verschieben Sie sie nach ${into}`,
  "left-out/loose": ({ count, example }) => `${pictures(count)} neben den Ordnern der Klassen, etwa ${example}`,
  "left-out/empty": ({ classes }) => `kein lesbares Bild der Klasse ${classes.join(", ")}`,
  "left-out/format": ({ count, endings }) =>
    `${files(count)} in einem nicht unterstützten Format (${listed(endings)}); speichern Sie sie als PNG oder JPEG`,
  "left-out/no-picture": ({ count, endings }) => `${files(count)} ohne lesbares Bild (${listed(endings)})`,
  "left-out/hidden": ({ count, example }) =>
    `${these(count, "versteckte Datei", "versteckte Dateien")}: der Name beginnt mit einem Punkt (${example})`,
  "left-out/animated": ({ count }) =>
    `von ${these(count, "animierten Bild", "animierten Bildern")} wird nur das erste Einzelbild gelesen`,
  "left-out/grey": ({ count }) =>
    `die Farben von ${these(count, "Bild", "Bildern")}, weil das erste Bild grau ist; setzen Sie data.grey auf true, wenn das gewollt ist, ` +
    "auf false, um die Farben zu behalten",
};
