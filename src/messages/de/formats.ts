/** German for ../formats.ts. */
import type { DtypeProblem, formatMessages } from "../formats";
import type { TextsOf } from "../message";
import { fileKind } from "./words";

/** Formats a number of bytes, as in "1.5 GB" or "512 MB". */
const memory = (bytes: number) =>
  bytes >= 2 ** 30 ? `${Math.ceil((10 * bytes) / 2 ** 30) / 10} GB` : `${Math.ceil(bytes / 2 ** 20)} MB`;

const archive = "das Archiv ist beschädigt; kopieren oder speichern Sie es erneut";
const again = "kopieren oder speichern Sie sie erneut";

export const formatTexts: TextsOf<typeof formatMessages> = {
  "memory-bound": ({ needed, bound }) =>
    `benötigt mindestens ${memory(needed)} Arbeitsspeicher, und die Grenze ist ${memory(bound)}; verwenden Sie eine kleinere ` +
    `Datei, oder erhöhen Sie die Grenze: --memory ${Math.ceil(needed / 2 ** 30)}GB, in VS Code die Einstellung ` +
    "matrixNetwork.memory",
  "memory-size": ({ text }) =>
    `'${text}' ist keine Speichergröße; geben Sie mindestens ein Megabyte an, etwa 512MB oder 2GB`,
  "gzip-truncated": () => "die gzip-Daten enden zu früh; laden Sie sie erneut herunter",
  "gzip-too-large": ({ megabytes }) =>
    `die gzip-Daten ergeben entpackt mehr als ${megabytes} MB fast reiner Wiederholung; entpacken Sie die Datei, und ` +
    "verwenden Sie ihren Inhalt",
  "gzip-corrupt": () => "die gzip-Daten sind beschädigt; laden Sie sie erneut herunter",
  "idx-magic": ({ found }) =>
    `keine IDX-Datei: der Inhalt ist anscheinend ${fileKind(found)}; wählen Sie eine IDX-Datei, unkomprimiert oder als .gz`,
  "idx-type": ({ type }) => `0x${type.toString(16)} ist kein Elementtyp von IDX; laden Sie die Datei erneut herunter`,
  "idx-trailing": ({ extra, promised }) =>
    `${extra} Bytes folgen auf die ${promised}, die der Header nennt; laden Sie die Datei erneut herunter`,
  "idx-truncated": ({ promised, found }) =>
    `der Header nennt ${promised} Bytes, die Datei hat ${found}; laden Sie sie erneut herunter`,
  "npy-magic": ({ found }) =>
    `keine .npy-Datei: der Inhalt ist anscheinend ${fileKind(found)}; speichern Sie sie mit numpy.save`,
  "npy-trailing": ({ extra }) => `${extra} Bytes folgen auf das Array; speichern Sie ein Array pro Datei`,
  "npy-version": ({ version }) =>
    `Version ${version} von .npy wird nicht unterstützt; speichern Sie die Datei mit numpy.save (Versionen 1 bis 3)`,
  "npy-header/length": ({ length }) =>
    `der Header hat ${length} Bytes, zu viele für ein Array; speichern Sie das Array erneut`,
  "npy-header/keys": () => "der Header nennt descr, fortran_order und shape nicht; speichern Sie das Array erneut",
  "npy-header/shape": ({ shape }) => `die Form im Header (${shape}) ist nicht gültig; speichern Sie das Array erneut`,
  "npy-truncated/elements": ({ promised, found }) =>
    `die Datei nennt ${promised} Bytes für Elemente und hat ${found}; ${again}`,
  "npy-truncated/header": ({ promised, found }) =>
    `die Datei nennt einen Header${promised === undefined ? "" : ` von ${promised} Bytes`} und hat ${found} Bytes; ${again}`,
  "npy-dtype/records": () => "Arrays aus Datensätzen werden nicht unterstützt; speichern Sie ein Array pro Feld",
  "npy-dtype": ({ dtype, problem }) => `dtype ${JSON.stringify(dtype)}: ${dtypeProblems[problem]}`,
  "zip-corrupt/entries-too-large": () => `die Einträge sind größer als das Archiv: ${archive}`,
  "zip-corrupt/entry-count": ({ entry, count }) => `Eintrag ${entry} von ${count} fehlt: ${archive}`,
  "zip-corrupt/missing": ({ name }) => `${name} fehlt: ${archive}`,
  "zip-corrupt/cut-off": ({ name }) => `${name} ist abgeschnitten: ${archive}`,
  "zip-corrupt/checksum": ({ name }) => `die Prüfsumme von ${name} ist falsch: ${archive}`,
  "zip-corrupt/unpack": ({ name }) => `${name} kann nicht entpackt werden: ${archive}`,
  "zip-truncated": () => "das Archiv ist abgeschnitten: Sein Ende fehlt; kopieren oder speichern Sie es erneut",
  "zip-magic": ({ found }) =>
    `kein ZIP-Archiv: der Inhalt ist anscheinend ${fileKind(found)}; speichern Sie es mit numpy.savez`,
  "zip-too-large": ({ name, size }) =>
    `${name} ergibt entpackt ${Math.round(size / 2 ** 20)} MB fast reiner Wiederholung; speichern Sie es unkomprimiert`,
  "zip-encrypted": ({ name }) => `${name} ist verschlüsselt; speichern Sie das Archiv ohne Kennwort`,
  "zip-method": ({ name, method }) =>
    `${name} ist mit Methode ${method} komprimiert; speichern Sie es mit numpy.savez_compressed`,
  "protobuf-damaged": () => "die Datei ist beschädigt oder kein ONNX-Modell; exportieren Sie sie erneut",
  "picture-magic": ({ found }) =>
    `kein lesbares Bild: der Inhalt ist anscheinend ${fileKind(found)}; speichern Sie es als PNG oder JPEG, oder ` +
    "entfernen Sie es",
  "picture-magic/empty": () => "die Datei ist leer; kopieren Sie sie erneut, oder entfernen Sie sie",
  "picture-kind": ({ what }) => `ein Bild mit ${pictureKind(what)}, nicht unterstützt; speichern Sie es als PNG`,
  "webp-missing": ({ file }) => `${file}: fehlt; installieren Sie Matrix Network erneut (in einem Klon: npm run build)`,
  "picture-size": ({ height, width }) =>
    `ein Bild mit ${height} × ${width} Pixeln ist zu groß (höchstens 16 Millionen Pixel); verkleinern Sie es`,
  "picture-damaged": ({ format }) =>
    `${format === "decoded" ? "das decodierte Bild" : `das ${format}-Bild`} ist beschädigt; speichern Sie es erneut`,
};

const dtypeProblems: Record<DtypeProblem, string> = {
  O: "Python-Objekte werden nicht unterstützt; speichern Sie das Array mit dtype float32",
  U: "Text wird nicht unterstützt; speichern Sie Zahlen",
  S: "Text wird nicht unterstützt; speichern Sie Zahlen",
  c: "komplexe Zahlen werden nicht unterstützt; speichern Sie reelle",
  f: "dieser Gleitkommatyp wird nicht unterstützt; speichern Sie das Array mit dtype float32",
  M: "Datumsangaben werden nicht unterstützt; speichern Sie Zahlen",
  m: "Zeitspannen werden nicht unterstützt; speichern Sie Zahlen",
  V: "Arrays aus Datensätzen werden nicht unterstützt; speichern Sie ein Array pro Feld",
  "?": "der Typ ist unbekannt; speichern Sie das Array mit dtype float32",
};

/** Returns what a picture has that is not supported, in the dative. */
const pictureKind = (what: string): string =>
  what
    .replace(/^a header of (\d+) bytes$/, "einem Header von $1 Bytes")
    .replace(/^(\d+) bits per pixel, compression (.+)$/, "$1 Bits pro Pixel, Kompression $2")
    .replace("lossless or arithmetic coding", "verlustfreier oder arithmetischer Codierung")
    .replace(/^(\d+) bits per colour$/, "$1 Bits pro Farbe")
    .replace("CMYK of an unknown kind", "CMYK unbekannter Art")
    .replace(/^(\d+) colours$/, "$1 Farben")
    .replace(/^more than (\d+) scans$/, "mehr als $1 Scans");
