/** German for ../requests.ts. */
import { counted, type TextsOf } from "../message";
import type { requestMessages } from "../requests";

/** The sets of examples, as compounds begin with them. */
const examplesOf = (set: string) =>
  ({ train: "Trainingsbeispiele", validation: "Validierungsbeispiele", test: "Testbeispiele" })[set] ??
  `Beispiele (${set})`;
const exampleOf = (set: string) =>
  ({ train: "Trainingsbeispiel", validation: "Validierungsbeispiel", test: "Testbeispiel" })[set] ??
  `Beispiel (${set})`;

const network = (inputs: number) => `ein Netz mit ${counted(inputs, "Eingabe", "Eingaben")}`;

export const requestTexts: TextsOf<typeof requestMessages> = {
  "bad-example": ({ values, inputs }) =>
    `${counted(values, "Wert", "Werte")} für ${network(inputs)}; geben Sie einen Wert pro Eingabe an`,
  "bad-example/debugger": ({ values, inputs }) =>
    `example: ${counted(values, "Wert", "Werte")} für ${network(inputs)}; geben Sie einen Wert pro Eingabe an`,
  "no-example/index": ({ set, count, index }) =>
    `example: es gibt kein ${exampleOf(set)} ${index}; geben Sie einen Index von 0 bis ${count - 1} an`,
  "no-example/class": ({ set, name }) => `kein ${exampleOf(set)} gehört zur Klasse ${name}; wählen Sie eine andere`,
  "no-set": ({ set }) => `dieser Lauf hat keine ${examplesOf(set)}; wählen Sie eine andere Menge`,
  "no-set/mark": ({ set, other }) =>
    `dieser Lauf hat keine ${examplesOf(set)}; fügen Sie in "data" seiner Konfiguration "${set}" hinzu, und trainieren Sie ` +
    `erneut${other === undefined ? "" : `, oder verwenden Sie --set ${other}`}`,
  "no-metric": ({ metric, set }) =>
    `für die ${examplesOf(set)} gibt es kein ${metric}: Ihnen fehlt eine Klasse, oder alle haben denselben Zielwert; ` +
    "verwenden Sie eine andere Metrik",
  "no-metric/importance": ({ set }) =>
    `R² der ${examplesOf(set)} ist nicht definiert, weil alle denselben Zielwert haben; verwenden Sie eine andere Menge`,
  "no-columns": () => "Bilder haben keine Spalten; verwenden Sie die Salienz eines Beispiels",
  "no-columns/many": ({ columns }) =>
    `die Wichtigkeit von ${columns} Spalten zu berechnen, dauert hier zu lange; verwenden Sie matrix-network explain in ` +
    "einem Terminal",
  "no-feature": ({ feature, names }) => `es gibt keine Spalte ${feature}; die Spalten sind ${names.join(", ")}`,
  "no-answer": ({ name, names }) => `das Netz hat keine Antwort "${name}"; seine Antworten sind ${names.join(", ")}`,
  "no-classes/turn": () => "dieses Netz sagt Größen voraus, keine Klassen; verwenden Sie die Wichtigkeit der Spalten",
  "no-classes": () => "dieses Netz sagt Größen voraus, keine Klassen; verwenden Sie RMSE und R²",
  "no-dates": ({ column }) =>
    `"${column}" ist keine Datums- oder Zeitspalte dieses Netzes; geben Sie die zugehörigen Eingaben ein`,
  "no-quantities": () => "dieses Netz sagt Klassen voraus, keine Größen; verwenden Sie seine Konfusionsmatrix",
  "no-target": ({ target, outputs, names }) =>
    `Zielwert ${target} von ${outputs} (${names.join(", ")}) existiert nicht; Zielwerte werden ab 0 gezählt`,
  "not-now": ({ at }) =>
    `ein Trainingsprozess antwortet nur für seinen aktuellen Zustand, nicht für ${at}; lesen Sie den Ordner des Laufs`,
  "no-layer": ({ layer, layers }) =>
    `Schicht ${layer} existiert nicht: Das Netz hat ${counted(layers, "Schicht", "Schichten")}; sie werden ab 0 gezählt`,
  "no-layer/config": ({ file, layer }) => `${file}: Schicht ${layer} existiert nicht; Schichten werden ab 0 gezählt`,
  "no-map/overflow": ({ set }) =>
    `die Aktivierungen dieser Gewichte laufen für die ${examplesOf(set)} über; wählen Sie eine andere Epoche`,
  "no-map/few": ({ set, count, least }) =>
    `eine Karte benötigt mindestens ${least} Beispiele, und es gibt ${count} ${examplesOf(set)}; wählen Sie eine andere Menge`,
  "bad-order": ({ named, units }) =>
    `die Reihenfolge nennt ${counted(named, "Einheit", "Einheiten")}, die Schicht hat ${units}; nennen Sie jede Einheit einmal`,
  "no-neuron": () =>
    "dieses Netz ist kein einzelnes Neuron mit zwei Eingaben; seine Kostenfunktion hat mehr Dimensionen",
  "no-plane": ({ inputs }) =>
    `dieses Netz hat ${counted(inputs, "Eingabe", "Eingaben")}; der Playground zeichnet Netze mit zwei`,
  "shapes-differ/layers": ({ own, other }) =>
    `die Netze haben ${own} und ${other} Schichten; Gewichte können nur zwischen Netzen einer Form verglichen werden`,
  "shapes-differ": ({ layer, own, other }) =>
    `Schicht ${layer}: die Gewichte sind [${own.join(", ")}] und [${other.join(", ")}]; ` +
    "nur Matrizen einer Form können verglichen werden",
  "not-changeable": ({ path, changeable }) =>
    `${path}: kann während des Trainings nicht geändert werden; änderbar sind ${changeable.join(", ")}`,
  "bad-value/positive": ({ path, value }) => `${path}: ${JSON.stringify(value)} muss größer als 0 sein`,
  "bad-value/not-negative": ({ path, value }) => `${path}: ${JSON.stringify(value)} muss 0 oder größer sein`,
  "bad-value/integer": ({ path, value, min }) =>
    `${path}: ${JSON.stringify(value)} muss eine ganze Zahl und mindestens ${min} sein`,
  "bad-value/finite": ({ path, value }) => `${path}: ${JSON.stringify(value)} muss eine endliche Zahl sein`,
  "not-timed": ({ units, outputs }) =>
    `${counted(units, "Ausgabeeinheit", "Ausgabeeinheiten")} für ${counted(outputs, "Ausgabe", "Ausgaben")}; ` +
    "verwenden Sie gleich viele",
};
