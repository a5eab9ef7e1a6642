/** German for ../tableForm.ts. */
import type { TextsOf } from "../message";
import { byValue, encodingNames, firstNames, type TableFormValues, type tableFormMessages } from "../tableForm";

const delimiters: Readonly<Record<string, string>> = {
  ",": "Kommas",
  ";": "Semikolons",
  "\t": "Tabulatoren",
  "|": "senkrechte Striche",
  " ": "Leerzeichen",
};
const marks: Readonly<Record<string, string>> = { ".": "Punkt", ",": "Komma", " ": "Leerzeichen", "'": "Apostroph" };
const namings = {
  header: "die erste Zeile nennt die Spalten",
  comment: "ein Kommentar nennt die Spalten",
  none: "keine Zeile nennt die Spalten",
};

const listed = (names: readonly string[]) => firstNames(names, (rest) => ` und ${rest} weiteren`);

function tableForm(form: TableFormValues): string {
  const { encoding, delimiter, comment, skipLines, trailing, missingValues, classes } = form;
  const usual = [
    encodingNames[encoding] ?? encoding,
    `getrennt durch ${delimiters[delimiter] ?? `"${delimiter}"`}`,
    `${marks[form.decimal]} als Dezimalzeichen`,
    namings[form.naming],
  ];
  const more = [
    ...byValue(form.decimals, (mark, columns) => `${marks[mark]} als Dezimalzeichen in ${listed(columns)}`),
    ...byValue(form.thousands, (mark, columns) => `${marks[mark]} als Tausendertrennzeichen in ${listed(columns)}`),
    ...byValue(form.units, (unit, columns) => {
      return `${unit === "percent" ? "Prozente durch 100 geteilt" : `Einheit "${unit}"`} in ${listed(columns)}`;
    }),
    ...(skipLines > 0 ? [`${skipLines === 1 ? "1 Zeile" : `${skipLines} Zeilen`} vor der Tabelle übersprungen`] : []),
    ...(comment ? [`Kommentare beginnen mit ${comment}`] : []),
    ...(missingValues.length > 0 ? [`fehlende Werte: ${missingValues.map((word) => word || "leer").join(", ")}`] : []),
    ...form.kept.map(([column, words]) => `${words.join(", ")}: kein fehlender Wert in ${column}`),
    ...(form.hasQuotes ? ["Felder in einfachen Anführungszeichen"] : []),
    ...(form.hasEscapes ? ["Anführungszeichen in Feldern mit Backslash maskiert"] : []),
    ...(form.hasRowNames ? ["Zeilennamen ausgelassen"] : []),
    ...(trailing ? [`${trailing === 1 ? "ein Trennzeichen" : `${trailing} Trennzeichen`} am Ende jeder Zeile`] : []),
    ...(classes.length > 0
      ? [`die erste Zeile nennt die Klassen ${firstNames(classes, (n) => ` und ${n} weitere`)}`]
      : []),
  ];
  return more.length > 0 ? `${usual.join(", ")}. Außerdem: ${more.join("; ")}` : usual.join(", ");
}

export const tableFormTexts: TextsOf<typeof tableFormMessages> = { "table-form": tableForm };
