/** German for ../sanity.ts. */
import type { TextsOf } from "../message";
import type { sanityMessages } from "../sanity";

const figure = (value: number) => String(Number(value.toPrecision(4)));
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

export const sanityTexts: TextsOf<typeof sanityMessages> = {
  "sanity/cost-not-finite": ({ cost }) =>
    `die Kosten sind vor dem Training ${cost}; skalieren Sie die Eingaben, oder beginnen Sie mit kleineren Gewichten`,
  "sanity/gradient": ({ wrong, count, activation }) =>
    `Backpropagation und finite Differenzen unterscheiden sich bei ${wrong} von ${count} Parametern: die Ableitung von ` +
    `${activation} oder einer Schicht danach ist falsch. Das ist ein Fehler in Matrix Network, nicht in der ` +
    "Konfiguration; bitte melden Sie ihn",
  "sanity/no-inputs": ({ isFirst }) =>
    "die Eingaben dieser Schicht sind bei jedem Beispiel 0, ihre Gewichte können daher nicht lernen" +
    (isFirst
      ? "; prüfen Sie die Eingaben"
      : ". Meist ist die Schicht davor mit Nullen initialisiert, oder alle ihre Einheiten sind tot"),
  "sanity/no-error": () =>
    "diese Schicht erreicht kein Fehler: alle Gradienten ihrer Gewichte sind 0, sie kann daher nicht lernen. Meist ist eine " +
    "Schicht danach mit Nullen initialisiert, oder alle ihre Einheiten sind tot",
  "sanity/trained-start": () => "das Netz beginnt mit trainierten Gewichten",
  "sanity/cost-high": ({ cost, expected, isUnscaled }) =>
    `die Kosten vor dem Training sind ${figure(cost)} statt etwa ${expected}: die Ausgaben sind schon sicher, und falsch; ` +
    (isUnscaled
      ? 'meist sind die Eingaben nicht skaliert (verwenden Sie "scaling": "auto")'
      : "meist haben die Eingaben eine ganz andere Größenordnung als 1, oder die Anfangsgewichte sind zu groß"),
  "sanity/cost-low": ({ cost, expected }) =>
    `die Kosten vor dem Training sind nur ${figure(cost)} statt etwa ${expected}: so gut kann ein untrainiertes Netz nicht ` +
    "sein; meist haben die Ziele eine andere Größenordnung als die Ausgaben, oder fast alle Labels sind eine Klasse",
  "sanity/clash": ({ first, second }) =>
    `die Beispiele ${first} und ${second} der zehn haben gleiche Eingaben und verschiedene Labels, kein Netz kann sie daher ` +
    "trennen; meist fehlt eine Spalte, oder Labels und Eingaben sind gegeneinander verschoben",
  "sanity/no-drop": ({ steps, before, after, learningRate }) =>
    `die Kosten von zehn Beispielen sind in ${steps} Schritten nicht gesunken (${figure(before)} → ${figure(after)}): meist ` +
    `ist die Lernrate von ${learningRate} zu klein oder viel zu groß, oder kein Gradient erreicht die Gewichte`,
  "sanity/not-memorized": ({ steps, accuracy, before, after, learningRate }) => {
    const reached =
      accuracy === undefined ? `Kosten ${figure(after)} von ${figure(before)}` : `${percent(accuracy)} richtig`;
    return (
      `zehn Beispiele wurden in ${steps} Schritten nicht auswendig gelernt (${reached}): meist hat das Netz zu wenige ` +
      `Einheiten, ist gesättigt, oder seine Lernrate von ${learningRate} passt nicht`
    );
  },
  "sanity/ten": ({ problem }) => `bei zehn Beispielen: ${problem}`,
  "sanity/memorizing": ({ problem }) => `beim Auswendiglernen: ${problem}`,
  "sanity/no-validation": () => "es gibt keine Validierungsbeispiele: setzen Sie data.validation",
  "sanity/few-validation": ({ count }) =>
    `${count} Validierungsbeispiele sind zu wenige, um sie vom Zufall zu unterscheiden; halten Sie mehr zurück`,
  "sanity/leak": ({ kind, score, chance }) =>
    kind === "accuracy"
      ? `mit zufälligen Labels sind ${percent(score)} der Validierungsbeispiele richtig, durch Zufall wären es ` +
        `${percent(chance)}: Validierungsbeispiele sind aus dem Training bekannt, ihre Genauigkeit bedeutet daher nichts. ` +
        "Meist enthalten die Daten doppelte Beispiele"
      : "mit zufälligen Zielen korrelieren die Vorhersagen der Validierungsbeispiele noch mit ihren Zielen " +
        `(${figure(score)}, durch Zufall höchstens ${figure(chance)}): Validierungsbeispiele sind aus dem Training bekannt, ` +
        "ihr R² bedeutet daher nichts. Meist enthalten die Daten doppelte Beispiele",
  "sanity/little-memorized": ({ kind, score, steps }) =>
    `in ${steps} Schritten wurde zu wenig auswendig gelernt: ` +
    (kind === "accuracy" ? percent(score) : `mit einer Korrelation von ${figure(score)}`),
  "sanity/backends": ({ names }) =>
    `${names.join(" und ")} ${names.length === 1 ? "weicht" : "weichen"} von der Referenz ab: meist liegt es an einem Treiber ` +
    "oder einer Bibliothek; trainieren Sie auf wasm, und melden Sie es bitte",
  "sanity/reference": ({ costs, steps }) => `Referenz: Kosten ${costs} in ${steps} Schritten`,
  "sanity/backend": ({ agrees, name, costs, apart }) =>
    `${agrees ? "✓" : "✗"} ${name}: Kosten ${costs}; Abstand der Schritte ${figure(apart)}`,
  "sanity/backend-missing": ({ name, reason }) => `– ${name} ${reason}`,
  "sanity/parameter": ({ agrees, entry, gradient, difference }) =>
    `${agrees ? "✓" : "✗"} ${entry}: Backpropagation ${figure(gradient)}, finite Differenz ${figure(difference)}`,
  "sanity/first-cost": ({ count, cost }) =>
    `Kosten der ersten ${count} Trainingsbeispiele vor dem Training: ${figure(cost)}`,
  "sanity/guessed-cost": ({ expected }) => `erwartet von einem Netz, das rät: ${expected}`,
  "sanity/before": ({ count, cost }) => `${count} Beispiele, Kosten ${figure(cost)} vor dem Training`,
  "sanity/after": ({ steps, cost, accuracy }) =>
    `nach ${steps} Schritten: Kosten ${figure(cost)}${accuracy === undefined ? "" : `, ${percent(accuracy)} richtig`}`,
  "sanity/memorized": ({ kind, score, count }) =>
    kind === "accuracy"
      ? `${count} Trainingsbeispiele mit zufälligen Labels: ${percent(score)} auswendig gelernt`
      : `${count} Trainingsbeispiele mit zufälligen Zielen: auswendig gelernt mit einer Korrelation von ${figure(score)}`,
  "sanity/control": ({ kind, score, count, chance }) =>
    kind === "accuracy"
      ? `${count} Validierungsbeispiele: ${percent(score)} richtig, durch Zufall höchstens ${percent(chance)}`
      : `${count} Validierungsbeispiele: Vorhersagen und Ziele korrelieren mit ${figure(score)}, durch Zufall höchstens ` +
        figure(chance),
  "sanity/shared": ({ shared }) => `${shared} Trainingsbeispiele sind auch Validierungsbeispiele`,
};
