/** Findings about the last run of a config, from its events alone. */
import { lintOf } from "./message";

const error = lintOf("error");
const warning = lintOf("warning");
const hint = lintOf("hint");

const percent = (share: number) => `${Math.round(share * 100)}%`;

export const runFindingMessages = {
  "run-non-finite": error<{ epoch: number | undefined; batch: number | undefined }>(
    ({ epoch, batch }) =>
      `values of this layer overflowed in the last run, first in epoch ${epoch}, batch ${batch}; ` +
      "use a smaller learning rate, or scale the inputs",
  ),
  "run-non-finite/cause": error<{ reason: string }>(({ reason }) => `in the last run ${reason}`),
  "run-dead-units": warning<{ share: number }>(
    ({ share }) =>
      `${percent(share)} of the units were dead at the end of the last run: 0 for every example; ` +
      "use prelu, or a smaller learning rate",
  ),
  "run-saturated": hint<{ share: number; activation: string }>(
    ({ share, activation }) =>
      `${percent(share)} of the activations were saturated (at the flat ends of ${activation}) ` +
      "at the end of the last run; scale the inputs, or use relu",
  ),
  "run-vanishing-gradient": warning<{ times: number }>(
    ({ times }) =>
      `the gradient of this layer was ${times} times smaller than the largest in the last run; ` +
      "use relu, or fewer layers",
  ),
  "run-exploding-gradient": warning<{ ratio: number }>(
    ({ ratio }) =>
      `one step changed the weights by ${percent(ratio)} in the last run, which overshoots; ` +
      "use a smaller learning rate",
  ),
  "run-overfitting": warning<{ epoch: number; lowest: number; last: number }>(
    ({ epoch, lowest, last }) =>
      `since epoch ${epoch} of the last run the validation cost rose from ${lowest.toPrecision(3)} ` +
      `to ${last.toPrecision(3)} while the training cost fell: the network overfits; add earlyStopping or regularization`,
  ),
  "run-plateau": hint<{ epoch: number }>(
    ({ epoch }) =>
      `nothing improved after epoch ${epoch} of the last run; use fewer epochs, earlyStopping, or a schedule`,
  ),
};
