/** German for ../suggestions.ts. */
import type { TextsOf } from "../message";
import type { suggestionMessages } from "../suggestions";

export const suggestionTexts: TextsOf<typeof suggestionMessages> = {
  "suggest-no-inputs": ({ file, label, reasons }) =>
    `${file}: es bleibt keine Spalte, aus der "${label}" gelernt werden kann (${reasons || "sie ist die einzige Spalte"}); ` +
    "korrigieren Sie die Tabelle, oder wählen Sie eine andere Spalte zum Vorhersagen",
  "suggest-folder": ({ name }) =>
    `${name}: enthält weder Ordner mit Bildern noch NumPy-Arrays; wählen Sie eine der Dateien darin oder einen anderen Ordner`,
  "suggest-check": ({ name, finding }) =>
    `${name}: die dafür erstellte Konfiguration besteht ihre Prüfung nicht (${finding}), daher wurde nichts geschrieben; ` +
    "korrigieren Sie die Daten, oder beginnen Sie mit einer Vorlage",
};
