/** German for the messages of ../sweepRules.ts about the search, the objectives and the executor. */
import type { TextsOf } from "../message";
import type { sweepRuleMessages } from "../sweepRules";
import type { sweepRuleTexts } from "./sweepRules";

const quoted = (value: unknown) => JSON.stringify(value);
const oneOf = (values: readonly unknown[]) =>
  `${values.length > 1 ? "einen der Werte " : ""}${values.map(quoted).join(", ")}`;
const useOf = (names: readonly string[], use = "verwenden") =>
  `${use} Sie ${names.map((each) => `{${each}}`).join(", ")}`;

export const sweepSearchTexts: Omit<TextsOf<typeof sweepRuleMessages>, keyof typeof sweepRuleTexts> = {
  "sweep-grid": ({ choices }) =>
    `ein Raster kann nicht jede Zahl eines Bereichs enthalten; listen Sie einige auf: "choice": [${choices.join(", ")}]`,
  "sweep-grid/large": ({ points, most }) =>
    `dieses Raster hat ${points} Punkte, und höchstens ${most} können getestet werden; geben Sie weniger Werte an, oder ` +
    "verwenden Sie random oder tpe",
  "sweep-trials": ({ trials, points }) =>
    `für ${trials} Versuche gibt es nur ${points} verschiedene Einstellungen; die Suche endet mit ihnen`,
  "sweep-objective": ({ metric, metrics }) => `es gibt keine Metrik ${quoted(metric)}; verwenden Sie ${oneOf(metrics)}`,
  "sweep-objective/near": ({ metric, near, metrics }) =>
    `es gibt keine Metrik ${quoted(metric)}; meinten Sie ${quoted(near)}? Verwenden Sie ${oneOf(metrics)}`,
  "sweep-objective/time": ({ metrics }) =>
    "Zeiten unterscheiden sich zwischen Rechnern und Läufen, ein Sweep wäre also nicht wiederholbar; " +
    `verwenden Sie ${oneOf(metrics)}, oder begrenzen Sie die getesteten Größen`,
  "sweep-objective/task": ({ task, metric, metrics }) =>
    `${task === "multi-label" ? "Daten mit mehreren Labels haben" : `eine Aufgabe der Art ${task} hat`} kein ${metric}; ` +
    `verwenden Sie eines von ${metrics.join(", ")}`,
  "sweep-objective/twice": ({ metric }) =>
    `${metric} ist beide Ziele; behalten Sie eines, oder nennen Sie eine andere Metrik`,
  "sweep-objective/cost": ({ metric }) =>
    `Versuche verwenden verschiedene Kostenfunktionen, ihre ${metric} sind also nicht vergleichbar; verwenden Sie ein ` +
    "anderes Ziel, oder legen Sie die Kostenfunktion fest",
  "sweep-objective-validation": ({ metric }) =>
    `es gibt keine Validierungsbeispiele, um ${metric} zu messen; fügen Sie data "validation": { "fraction": 0.2 } hinzu`,
  "sweep-objectives/halving": () =>
    "halving behält die besten Versuche einer Stufe, und zwei Ziele legen keinen besten fest; verwenden Sie random oder " +
    "tpe oder ein einziges Ziel",
  "sweep-objectives/repeats": () =>
    "Wiederholungen laufen, bis eine Einstellung signifikant besser ist, und zwei Ziele legen keine beste fest; lassen Sie " +
    "sie weg, oder verwenden Sie ein einziges Ziel",
  "sweep-folds": () =>
    'ein Versuch trainiert ein Netz, alle Folds sind mehrere; fügen Sie "fold" hinzu, um eines davon zu trainieren, oder ' +
    'verwenden Sie "repeats" im Sweep',
  "sweep-halving": ({ epochs, reduction }) =>
    `${epochs === 1 ? "1 Epoche lässt" : `${epochs} Epochen lassen`} sich nicht auf ein ${reduction}-tel verkürzen; ` +
    "trainieren Sie länger, oder verwenden Sie random oder tpe",
  "sweep-placeholder": ({ name, names }) =>
    `{${name}} ist kein Platzhalter; ${useOf(names)} oder { ${name} } für Klammern der Shell`,
  "sweep-placeholder/near": ({ name, near, names }) =>
    `{${name}} ist kein Platzhalter; meinten Sie {${near}}? ${useOf(names, "Verwenden")}`,
  "sweep-start": () =>
    "dies enthält weder {command} noch {group} und startet daher keinen Worker; fügen Sie {command} hinzu",
  "sweep-options": ({ option }) =>
    `sbatch hält ${quoted(option)} für ein Skript; schreiben Sie eine Option und ihren Wert in einem, "--name=value"`,
  "sweep-options/name": ({ option }) =>
    `die Worker werden am Namen ihrer Jobs erkannt; entfernen Sie ${quoted(option)}`,
  "sweep-options/array": ({ option }) => `"workers" legt die Anzahl der Worker fest; entfernen Sie ${quoted(option)}`,
  "sweep-options/script": ({ option }) =>
    `dies würde anstelle des Workers ausgeführt; entfernen Sie ${quoted(option)}, oder verwenden Sie "setup"`,
  "sweep-options/test": ({ option }) => `sbatch startet damit nichts; entfernen Sie ${quoted(option)}`,
  "sweep-options/wait": ({ option }) =>
    `sbatch kehrt damit erst zurück, wenn alle Worker beendet sind; entfernen Sie ${quoted(option)}`,
};
