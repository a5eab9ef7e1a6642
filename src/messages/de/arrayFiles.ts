/** German for ../arrayFiles.ts. */
import type { arrayFileMessages } from "../arrayFiles";
import type { TextsOf } from "../message";
import { fileKind } from "./words";

export const arrayFileTexts: TextsOf<typeof arrayFileMessages> = {
  "mat-magic": ({ found }) =>
    `keine MATLAB-Datei: der Inhalt ist anscheinend ${fileKind(found)}; speichern Sie sie mit save -v7 ` +
    "(Version 4 wird nicht gelesen)",
  "mat-damaged": ({ reason }) => `die MATLAB-Datei ist beschädigt (${reason}); speichern Sie sie erneut`,
  "hdf5-magic": ({ found }) =>
    `keine HDF5-Datei: der Inhalt ist anscheinend ${fileKind(found)}; setzen Sie data.format auf das richtige Format`,
  "hdf5-damaged": ({ reason }) =>
    `die HDF5-Datei kann nicht gelesen werden (${reason}); speichern Sie sie erneut, mit libver "earliest" von h5py oder ` +
    "als .npz",
  "octave-magic": ({ found }) =>
    `nicht das Textformat von Octave: der Inhalt ist anscheinend ${fileKind(found)}; speichern Sie die Datei mit save -text`,
  "octave-damaged": ({ name, what }) => `die Variable "${name}" ist beschädigt (${what}); speichern Sie sie erneut`,
  "array-type": ({ name, type }) =>
    `"${name}" hat den Typ ${type} und ist kein Array reeller Zahlen; speichern Sie vollständige Arrays aus Zahlen`,
  "array-too-large": ({ values, limit }) =>
    `ein Array mit ${values} Werten, gelesen werden höchstens ${limit}; speichern Sie es als .npz`,
};
