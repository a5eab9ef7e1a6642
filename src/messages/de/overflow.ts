/** German for ../overflow.ts. */
import type { TextsOf } from "../message";
import type { Location, overflowMessages } from "../overflow";

const short = (value: number) => String(Number(value.toPrecision(3)));
const overflow = ({ layer, epoch, batch }: Location) =>
  `die Werte von layers[${layer}] in Epoche ${epoch}, Minibatch ${batch}, überlaufen`;

export const overflowTexts: TextsOf<typeof overflowMessages> = {
  "non-finite": ({ learningRate, fix, ...place }) =>
    `training.optimizer.learningRate: ${learningRate} lässt ${overflow(place)}; senken Sie die Lernrate auf ${fix}`,
  "non-finite/schedule": ({ factor, learningRate, now, fix, ...place }) =>
    `training.schedule.factor: ${factor} hat die Lernrate von ${learningRate} auf ${short(now)} erhöht und lässt ` +
    `${overflow(place)}; verwenden Sie ${fix}`,
  "non-finite/minimum": ({ minimum, learningRate, fix, ...place }) =>
    `training.schedule.minimum: ${minimum} erhöht die Lernrate von ${learningRate} und lässt ${overflow(place)}; ` +
    `verwenden Sie ${fix}`,
  "non-finite/momentum": ({ momentum, steps, fix, ...place }) =>
    `training.optimizer.momentum: ${momentum} summiert etwa ${short(steps)} Gradienten auf und lässt ${overflow(place)}; ` +
    `verwenden Sie ${fix}`,
  "non-finite/l2": ({ l2, share, examples, fix, ...place }) =>
    `training.regularization.l2: ${l2} zieht in jedem Schritt von jedem Gewicht das ${short(share)}-Fache seines Werts ab ` +
    `(learningRate · l2 / ${examples} Beispiele) und lässt ${overflow(place)}; verwenden Sie ${fix} oder weniger`,
  "non-finite/l1": ({ l1, step, examples, fix, ...place }) =>
    `training.regularization.l1: ${l1} ändert jedes Gewicht in jedem Schritt um ${short(step)} ` +
    `(learningRate · l1 / ${examples} Beispiele) und lässt ${overflow(place)}; verwenden Sie ${fix} oder weniger`,
  "non-finite/class-weights": ({ label, weight, fix, ...place }) =>
    `data.classWeights: ein Beispiel der Klasse ${label} zählt wie ${short(weight)} Beispiele und lässt ${overflow(place)}; ` +
    (fix ? `verwenden Sie [${fix.join(", ")}]` : "entfernen Sie es"),
  "non-finite/inputs": ({ scaling, largest, ...place }) =>
    `data.scaling: "${scaling}" belässt Eingaben bis zu ${short(largest)} und lässt ${overflow(place)}; verwenden Sie "auto"`,
  "non-finite/targets": ({ largest, ...place }) =>
    `data.scaling: "none" belässt Zielwerte bis zu ${short(largest)} und lässt ${overflow(place)}; verwenden Sie "auto"`,
  "non-finite/output": ({ output, activation, largest, ...place }) =>
    `layers[${output}].activation: nur lineare Ausgaben lernen skalierte Zielwerte; ${activation} belässt sie bei bis zu ` +
    `${short(largest)} und lässt ${overflow(place)}; verwenden Sie "linear"`,
  "non-finite/alpha": ({ of, alpha, fix, ...place }) =>
    `layers[${of}].alpha: ${alpha} vervielfacht negative Werte in jedem Durchlauf und lässt ${overflow(place)}; ` +
    `verwenden Sie ${fix}`,
  "non-finite/learned-alpha": ({ of, alpha, ...place }) =>
    `layers[${of}].learnAlpha: ein gelerntes alpha ist ${short(alpha)} geworden und lässt ${overflow(place)}; ` +
    "setzen Sie es auf false",
  "non-finite/start": ({ of, weight, ...place }) =>
    `training.start: die Gewichte von layers[${of}] sind bis zu ${short(weight)} groß und lassen ${overflow(place)}; ` +
    "beginnen Sie mit anderen Gewichten",
  "non-finite/unseen": ({ largest, learned, ...place }) =>
    `data: Validierungs- oder Testeingaben sind bis zu ${short(largest)} groß, die der Trainingsbeispiele ` +
    `${short(learned)} (beide skaliert), und lassen ${overflow(place)}; korrigieren oder entfernen Sie diese Beispiele`,
  "non-finite/edited": ({ targets, ...place }) =>
    `${targets.join(", ")}: im Debugger gesetzt, und das lässt ${overflow(place)}; setzen Sie kleinere Werte, oder ` +
    "trainieren Sie ohne sie",
};
