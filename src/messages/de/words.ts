/** German for words that are values of messages: kinds of files, of values, of layers. Unknown ones stay unchanged. */

const fileKinds: Readonly<Record<string, string>> = {
  gzip: "gzip",
  "a PNG picture": "ein PNG-Bild",
  "a JPEG picture": "ein JPEG-Bild",
  "a GIF picture": "ein GIF-Bild",
  "a TIFF picture": "ein TIFF-Bild",
  "a WebP picture": "ein WebP-Bild",
  "a BMP picture": "ein BMP-Bild",
  "a HEIC or AVIF picture": "ein HEIC- oder AVIF-Bild",
  "a zip archive": "ein ZIP-Archiv",
  "a NumPy .npy file": "eine .npy-Datei von NumPy",
  "a pickle": "ein Pickle",
  "an IDX file": "eine IDX-Datei",
  "a web page": "eine Webseite",
  text: "Text",
  empty: "leer",
};

/** Returns the kind of a file, to complete "der Inhalt ist anscheinend …". */
export function fileKind(found: string): string {
  const [, start] = /^something else \(it starts with (.*)\)$/.exec(found) ?? [];
  return start === undefined ? (fileKinds[found] ?? found) : `etwas anderes (beginnt mit ${start})`;
}

const valueKinds: Readonly<Record<string, string>> = {
  missing: "nicht vorhanden",
  "a text": "ein Text",
  "a number": "eine Zahl",
  "true or false": "true oder false",
  "a list": "eine Liste",
  "a matrix": "eine Matrix",
  numbers: "Zahlen",
  "a value": "ein Wert",
  "a name": "ein Name",
  "an operator or the end": "ein Operator oder das Ende",
  "an index such as 0": "ein Index wie 0",
};

/** Returns a kind of value in an expression, in the nominative. */
export const valueKind = (kind: string): string => valueKinds[kind] ?? kind;

/** Returns a kind of value in the accusative. */
export const valueKindTaken = (kind: string): string => valueKind(kind).replace(/^ein (?=[A-Z])/, "einen ");

/** Returns the usual settings of an optimizer, such as "learningRate 0.01 bis 1 (Standard 0.1)". */
export const usualSettings = (usual: string): string =>
  usual
    .replaceAll(" to ", " bis ")
    .replaceAll("(default ", "(Standard ")
    .replaceAll(", with ", ", mit ")
    .replaceAll("about a tenth of that", "etwa ein Zehntel davon");
