/** German for ../calibration.ts. */
import type { calibrationMessages } from "../calibration";
import type { TextsOf } from "../message";

const again = (folder: string) => `führen Sie matrix-network calibrate ${folder} aus`;

export const calibrationTexts: TextsOf<typeof calibrationMessages> = {
  "calibration-missing": ({ folder }) => `${folder}: enthält keine calibration.json; ${again(folder)}`,
  "calibration-damaged": ({ file, folder }) => `${file}: ist beschädigt oder wurde bearbeitet; ${again(folder)}`,
  "calibration-stale": ({ file, folder, of, own, ref }) =>
    `${file}: gehört zu ${of === own ? "anderen Gewichten" : "den Gewichten"} von Epoche ${of}, nicht zu denen von ` +
    `Epoche ${own}; führen Sie matrix-network calibrate ${folder} --epoch ${ref} aus`,
  "no-probabilities/quantities": () =>
    "dieses Netz sagt Größen voraus und hat daher keine Wahrscheinlichkeiten, die sich kalibrieren ließen; " +
    "verwenden Sie RMSE und R²",
  "no-probabilities/overflow": ({ set }) =>
    `die Ausgaben dieser Gewichte laufen bei den Beispielen von ${set} über; wählen Sie eine andere Epoche`,
  "no-probabilities/activation": ({ activation }) =>
    `die Ausgaben dieses Netzes sind ${activation}, keine Wahrscheinlichkeiten; verwenden Sie in der letzten Schicht ` +
    "softmax oder sigmoid",
};
