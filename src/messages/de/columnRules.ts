/** German for ../columnRules.ts. */
import type { columnRuleMessages } from "../columnRules";
import type { TextsOf } from "../message";

const others = (names: readonly string[], count: number) =>
  count > names.length ? ` und ${count - names.length} weitere` : "";

export const columnRuleTexts: TextsOf<typeof columnRuleMessages> = {
  "column-row-numbers": ({ column, examples }) =>
    `Spalte "${column}" scheint die Zeilen zu nummerieren (${examples.join(", ")}, …) und ist eine Eingabe; lassen Sie sie weg`,
  "column-row-numbers/alone": ({ column, examples }) =>
    `Spalte "${column}" scheint die Zeilen zu nummerieren (${examples.join(", ")}, …) und ist die einzige Eingabe; ` +
    "nennen Sie andere Spalten",
  "column-keys": ({ column, examples }) =>
    `fast jeder Wert von Spalte "${column}" ist eindeutig (${examples.join(", ")}, …) und wird eine eigene Eingabe; ` +
    "lassen Sie sie weg",
  "column-dates": ({ column, examples }) =>
    `jedes Datum von Spalte "${column}" (${examples.join(", ")}) ist eine eigene Klasse; wählen Sie eine andere Spalte`,
  "column-dates/inputs": ({ column, examples, parts }) =>
    `jedes Datum oder jede Uhrzeit von Spalte "${column}" (${examples.join(", ")}, …) ist eine eigene Eingabe; ` +
    `setzen Sie data.dates auf ${JSON.stringify({ [column]: parts })}, oder lassen Sie sie weg`,
  "column-dates/times": ({ column, parts }) =>
    `Spalte "${column}" enthält Uhrzeiten, jeweils als eine Zahl gelesen (die Zeit seit Mitternacht); ` +
    `setzen Sie data.dates auf ${JSON.stringify({ [column]: parts })}, um Stunden und Minuten zu lesen`,
  "column-numbers": ({ column, examples, where }) =>
    `${where}: Spalte "${column}" enthält Zahlen in einer nicht unterstützten Schreibweise (${examples.join(", ")}, …), ` +
    "jede eine eigene Eingabe; schreiben Sie sie als einfache Zahlen wie 1234.5, oder lassen Sie sie weg",
  "column-numbers/label": ({ column, examples, where }) =>
    `${where}: Die Klassen in Spalte "${column}" sind Zahlen in einer nicht unterstützten Schreibweise ` +
    `(${examples.join(", ")}, …), jede eine eigene Klasse; schreiben Sie sie als einfache Zahlen wie 1234.5`,
  "column-spellings": ({ column, examples }) =>
    `Spalte "${column}" enthält mehrere Schreibweisen eines Texts (${examples.join(", ")}); verwenden Sie eine`,
  "column-constant": ({ names, count }) =>
    count === 1
      ? `Spalte "${names[0]}" hat in allen Trainingsbeispielen denselben Wert und enthält keine Information; lassen Sie sie weg`
      : `die Spalten ${names.map((name) => `"${name}"`).join(", ")}${others(names, count)} haben in allen ` +
        "Trainingsbeispielen denselben Wert und enthalten keine Information; lassen Sie sie weg",
  "column-constant/inputs": ({ numbers, count }) =>
    count === 1
      ? `Eingabe ${numbers[0]} (ab 0 gezählt) hat in allen Trainingsbeispielen denselben Wert und enthält keine Information; ` +
        "lassen Sie sie weg"
      : `${count} Eingaben (${numbers.join(", ")}${others(numbers, count)}, ab 0 gezählt) haben in allen ` +
        "Trainingsbeispielen denselben Wert und enthalten keine Information; lassen Sie sie weg",
  "inputs-constant": ({ value }) =>
    `jede Eingabe hat in allen Trainingsbeispielen einen einzigen Wert${value === undefined ? "" : ` (${value})`}, ` +
    "aus ihnen ist also nichts zu lernen; prüfen Sie die Datei und welche Spalten Eingaben sind",
  "target-constant": ({ column, value }) =>
    `der Zielwert "${column}" ist in allen Trainingsbeispielen ${value}, es gibt also nichts zu lernen; wählen Sie einen anderen`,
  "column-rounded/targets": ({ column, examples }) =>
    `verschiedene Werte des Zielwerts ${JSON.stringify(column)} (${examples.join(", ")}) sind in float32 gleich; ` +
    "korrigieren Sie Ausreißer, oder subtrahieren Sie eine Konstante",
  "column-rounded": ({ column, examples }) =>
    `verschiedene Werte von Spalte "${column}" (${examples.join(", ")}, …) sind in float32 dieselbe Eingabe; ` +
    "teilen Sie sie in Spalten mit weniger Ziffern auf",
};
