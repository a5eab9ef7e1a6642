/** German for ../weightRemarks.ts. */
import type { TextsOf } from "../message";
import type { weightRemarks } from "../weightRemarks";

export const weightRemarkTexts: TextsOf<typeof weightRemarks> = {
  "weights-remark/rounded": () => "float64-Zahlen werden auf float32 gerundet",
  "weights-remark/behind": ({ operations }) => `${operations.join(", ")} nach den Ausgaben wird ausgelassen`,
  "weights-remark/normalization": () => "BatchNormalization geht in die benachbarten Gewichte ein",
  "weights-remark/log-softmax": () => "LogSoftmax wird als softmax gelesen",
  "weights-remark/inputs": ({ names }) =>
    `die Eingaben sind, in dieser Reihenfolge: ${JSON.stringify(names).slice(1, -1)}`,
};
