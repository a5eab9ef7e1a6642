/** German for ../runFindings.ts. */
import type { TextsOf } from "../message";
import type { runFindingMessages } from "../runFindings";

const percent = (share: number) => `${Math.round(share * 100)} %`;

export const runFindingTexts: TextsOf<typeof runFindingMessages> = {
  "run-non-finite": ({ epoch, batch }) =>
    `Werte dieser Schicht sind im letzten Lauf übergelaufen, zuerst in Epoche ${epoch}, Minibatch ${batch}; ` +
    "verwenden Sie eine kleinere Lernrate, oder skalieren Sie die Eingaben",
  "run-non-finite/cause": ({ reason }) => `im letzten Lauf: ${reason}`,
  "run-dead-units": ({ share }) =>
    `${percent(share)} der Einheiten waren am Ende des letzten Laufs tot: 0 für jedes Beispiel; ` +
    "verwenden Sie prelu oder eine kleinere Lernrate",
  "run-saturated": ({ share, activation }) =>
    `${percent(share)} der Aktivierungen waren am Ende des letzten Laufs in Sättigung (an den flachen Enden von ` +
    `${activation}); skalieren Sie die Eingaben, oder verwenden Sie relu`,
  "run-vanishing-gradient": ({ times }) =>
    `der Gradient dieser Schicht war im letzten Lauf ${times}-mal kleiner als der größte; ` +
    "verwenden Sie relu oder weniger Schichten",
  "run-exploding-gradient": ({ ratio }) =>
    `ein Schritt änderte die Gewichte im letzten Lauf um ${percent(ratio)} und schießt damit über das Ziel hinaus; ` +
    "verwenden Sie eine kleinere Lernrate",
  "run-overfitting": ({ epoch, lowest, last }) =>
    `seit Epoche ${epoch} des letzten Laufs stiegen die Validierungskosten von ${lowest.toPrecision(3)} auf ` +
    `${last.toPrecision(3)}, während die Trainingskosten fielen: Das Netz passt sich zu stark an; verwenden Sie earlyStopping ` +
    "oder Regularisierung",
  "run-plateau": ({ epoch }) =>
    `nach Epoche ${epoch} des letzten Laufs verbesserte sich nichts mehr; verwenden Sie weniger Epochen, earlyStopping ` +
    "oder einen Lernratenplan",
};
