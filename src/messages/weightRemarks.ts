/** What of a weights file is omitted, rounded or merged: sentences without a full stop. */
import { notice } from "./notices";

export const weightRemarks = {
  "weights-remark/rounded": notice(() => "float64 numbers are rounded to float32"),
  "weights-remark/behind": notice<{ operations: readonly string[] }>(
    ({ operations }) => `${operations.join(", ")} after the outputs is left out`,
  ),
  "weights-remark/normalization": notice(() => "BatchNormalization is merged into the adjacent weights"),
  "weights-remark/log-softmax": notice(() => "LogSoftmax is read as softmax"),
  "weights-remark/inputs": notice<{ names: readonly string[] }>(
    ({ names }) => `its inputs are, in this order: ${JSON.stringify(names).slice(1, -1)}`,
  ),
};
