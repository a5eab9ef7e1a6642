/** German for ../configRules.ts: settings in combination. The rest is in ./dataRules.ts. */
import type { configRuleMessages } from "../configRules";
import { counted, type TextsOf } from "../message";
import { usualSettings } from "./words";

const short = (value: number) => String(Number(value.toPrecision(4)));
const epochs = (count: number) => counted(count, "Epoche", "Epochen");
const outputs = (count: number) => counted(count, "Ausgabeeinheit", "Ausgabeeinheiten");

type Here = Extract<
  keyof typeof configRuleMessages,
  | `output-units/${string}`
  | "target-range"
  | "cost-activation"
  | `softmax-${string}`
  | "sigmoid-exclusive"
  | "zeros-hidden"
  | `alpha-unused${string}`
  | "labels-quadratic"
  | "dropout-output"
  | "many-parameters"
  | `learning-rate/${string}`
  | "nesterov-unused"
  | "adamw-no-decay"
  | `schedule-${string}`
  | `${string}-long`
  | `early-stopping-validation${string}`
  | "reserved-key"
  | "batch-size"
  | `task-output${string}`
  | "backend-missing"
  | `path-${string}`
  | `start-${string}`
>;

export const configRuleTexts: Pick<TextsOf<typeof configRuleMessages>, Here> = {
  "output-units/classes": ({ units, classes }) =>
    `${outputs(units)} für die ${classes} Klassen dieser Daten; ` +
    `verwenden Sie ${classes === 2 ? "2 oder mit sigmoid 1" : classes}`,
  "output-units/targets": ({ units, targets }) =>
    `${outputs(units)} für die Zielwerte ${targets.join(", ")}; verwenden Sie ${targets.length}`,
  "target-range": ({ activation, least, most, minimum, maximum }) =>
    `${activation} liefert ${Number.isFinite(most) ? `Werte von ${least} bis ${most}` : `keinen Wert unter ${least}`}, ` +
    `und die Zielwerte liegen zwischen ${short(minimum)} und ${short(maximum)}; verwenden Sie linear`,
  "cost-activation": ({ activation }) =>
    `cross-entropy benötigt eine Ausgabeschicht mit softmax oder sigmoid, nicht ${activation}; ` +
    'ändern Sie eines von beiden, oder verwenden Sie "quadratic"',
  "softmax-one-unit": () =>
    "softmax über eine einzige Einheit ist immer 1; verwenden Sie sigmoid oder eine Einheit pro Klasse",
  "softmax-quadratic": () =>
    'die quadratische Kostenfunktion lernt mit einer softmax-Ausgabeschicht langsam; verwenden Sie "cross-entropy"',
  "sigmoid-exclusive": () =>
    "sigmoid-Ausgaben sind unabhängige Wahrscheinlichkeiten; verwenden Sie softmax, wenn jedes Beispiel genau eine Klasse hat",
  "softmax-hidden": () =>
    "softmax in einer verdeckten Schicht zwingt die Summe ihrer Einheiten auf 1 und verlangsamt das Lernen; " +
    "verwenden Sie relu, prelu oder tanh",
  "zeros-hidden": () =>
    "Einheiten, die alle bei null beginnen, bleiben gleich; verwenden Sie eine andere Initialisierung",
  "alpha-unused": ({ activation }) => `${activation} hat kein alpha; entfernen Sie es`,
  "alpha-unused/learned": ({ activation }) => `${activation} hat kein lernbares alpha; entfernen Sie es`,
  "labels-quadratic": () =>
    "die Zielwerte sind 0 und 1 und gelten mit der quadratischen Kostenfunktion als Größen, gemessen mit RMSE und R²; " +
    'verwenden Sie "cross-entropy", um sie als Labels zu lernen, gemessen mit der Genauigkeit',
  "dropout-output": () =>
    "Ausgaben werden mit den Zielwerten verglichen und können nicht ausfallen; verwenden Sie Dropout in verdeckten Schichten",
  "many-parameters": ({ parameters, examples }) =>
    `${parameters} Parameter für ${examples} Trainingsbeispiele: Das Netz kann überanpassen; verwenden Sie ` +
    "Regularisierung, Dropout, earlyStopping oder weniger Einheiten",
  "learning-rate/high": ({ optimizer, learningRate, usual }) =>
    `${optimizer} mit ${learningRate} lässt das Training meist divergieren; üblich: ${usualSettings(usual)}`,
  "learning-rate/low": ({ optimizer, learningRate, usual }) =>
    `${optimizer} mit ${learningRate} lernt meist sehr langsam; üblich: ${usualSettings(usual)}`,
  "nesterov-unused": () =>
    'nesterov hat ohne momentum keine Wirkung; fügen Sie "momentum": 0.9 hinzu, oder entfernen Sie es',
  "adamw-no-decay": () =>
    "ohne regularization.l2, den Gewichtszerfall, ist adamw gleich adam; fügen Sie es hinzu, oder verwenden Sie adam",
  "schedule-minimum": ({ learningRate }) =>
    `das Minimum liegt über der Lernrate, ${learningRate}, und würde sie erhöhen; verwenden Sie ein kleineres`,
  "schedule-grows": () => "mit einem Faktor über 1 wächst die Lernrate unbegrenzt; verwenden Sie einen Faktor unter 1",
  "schedule-unused": ({ epochs: count }) =>
    `der Lauf endet nach ${counted(count, "Epoche", "Epochen")}, vor dem ersten Schritt; verwenden Sie weniger`,
  "schedule-zero": ({ epochs: count }) =>
    `nach Epoche ${count} ist die Lernrate 0, und nichts wird gelernt; geben Sie dem Lernratenplan ein Minimum`,
  "warmup-long": ({ epochs: count }) =>
    `der Lauf endet nach ${epochs(count)}, bevor die Lernrate erreicht ist; verwenden Sie weniger`,
  "patience-long": ({ epochs: count }) =>
    `der Lauf endet nach ${epochs(count)}, bevor patience abläuft; verwenden Sie einen kleineren Wert`,
  "early-stopping-validation": () =>
    'es gibt keine Validierungsbeispiele zum Beobachten; fügen Sie data "validation" hinzu, oder beobachten Sie "cost"',
  "early-stopping-validation/empty": () =>
    'es bleiben keine Validierungsbeispiele zum Beobachten; halten Sie mehr zurück, oder beobachten Sie "cost"',
  "reserved-key": () => "JavaScript reserviert diesen Namen; benennen Sie die Spalte um, hier und in der Tabelle",
  "batch-size": ({ batchSize, examples }) =>
    `ein Minibatch von ${batchSize} umfasst alle ${examples} Trainingsbeispiele, eine Epoche ist also ein einziger Schritt; ` +
    "verwenden Sie einen kleineren",
  "task-output/multi-label": ({ activation }) =>
    `Labels, die sich nicht ausschließen, benötigen sigmoid-Ausgaben, nicht ${activation}; verwenden Sie sigmoid`,
  "task-output": () =>
    "eine Regression benötigt die quadratische Kostenfunktion und eine andere Ausgabeschicht als softmax; ändern Sie " +
    "diese oder die Aufgabe",
  "backend-missing": ({ backend, reason }) => `Backend ${backend}: ${reason}`,
  "path-variable": ({ variable }) =>
    `eine Konfiguration kennt keine Variable ${variable}: Ihre Pfade beginnen bei ihrem eigenen Ordner oder bei ` +
    `\${workspaceFolder}; schreiben Sie den Pfad von dort aus`,
  "path-variable/own-folder": ({ variable, rest }) =>
    `eine Konfiguration kennt keine Variable ${variable}: Ihre Pfade beginnen bei ihrem eigenen Ordner; ` +
    `schreiben Sie ${JSON.stringify(rest)}`,
  "path-absolute": () =>
    "einen absoluten Pfad gibt es nur auf einem Rechner; verwenden Sie einen Pfad relativ zur Konfiguration, der mit ihr umzieht",
  "path-outside": ({ path, roots }) =>
    `${path} liegt außerhalb von ${roots.join(", ")}, eine Kopie dieses Ordners enthält die Daten also nicht; ` +
    "kopieren Sie sie in den Ordner, oder dokumentieren Sie ihre Herkunft",
  "start-unusable": ({ reason }) => reason,
  "start-activation": ({ found, activation }) =>
    `die Gewichte wurden hier mit ${found} trainiert, nicht mit ${activation}, die Ausgaben weichen daher ab; verwenden Sie ${found}`,
  "start-activation/alpha": ({ activation, found, alpha }) =>
    `die Gewichte wurden mit ${activation} mit alpha ${found} trainiert, nicht ${alpha}, die Ausgaben weichen daher ab; ` +
    `setzen Sie alpha auf ${found}`,
  "start-activation/alphas": ({ activation, alpha }) =>
    `die Gewichte wurden mit ${activation} und einem alpha pro Einheit trainiert, und alpha ${alpha} ersetzt sie; ` +
    'setzen Sie "learnAlpha": true',
  "start-targets": () =>
    "die Datei sagt nicht, in welcher Einheit ihre Ausgaben sind: Sie gelten als standardisiert wie die Zielwerte dieser " +
    'Daten; sind sie in der Einheit des Zielwerts, setzen Sie data.scaling auf "none"',
  "start-scaling": () =>
    "die Datei sagt nicht, wie ihre Eingaben skaliert wurden: Sie gelten als mit data.scaling skaliert; " +
    'erwartet ihr Netz unskalierte Eingaben, setzen Sie data.scaling auf "none"',
  "start-converted/scaling": () =>
    "die Datei skaliert ihre Eingaben anders als data.scaling: Der Unterschied geht in die Gewichte der ersten Schicht " +
    "ein; keine Änderung erforderlich",
  "start-converted/targets": () =>
    "die Datei gibt ihre Ausgaben in einer anderen Einheit als diese Daten an: Der Unterschied geht in die Gewichte der " +
    "letzten Schicht ein; keine Änderung erforderlich",
  "start-converted/classes": () =>
    "die Datei ordnet ihre Klassen anders als diese Daten: Die Einheiten der letzten Schicht werden passend zu den Daten " +
    "umgeordnet; keine Änderung erforderlich",
  "start-converted/remark": ({ remark }) => `die Datei: ${remark}; keine Änderung erforderlich`,
};
