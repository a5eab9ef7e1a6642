/** The sentences of a map. Pure. */
import type { DataDescription } from "../state/data";
import type { SetName } from "../state/viewState";
import { figure, shortPercent, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { answerText, type LayerMap } from "./mapPoints";

const setNames: Record<SetName, () => string> = {
  validation: () => t("validation examples"),
  test: () => t("test examples"),
  train: () => t("training examples"),
};

/** Says which examples and weights are drawn, what is left out, and how far the picture can be trusted. */
export function summaryOf(map: LayerMap, layer: number | null): string {
  const { epoch, set, examples, total, units, shares, neighbours, trustworthiness } = map;
  const which =
    examples < total
      ? t("{0} of {1} {2}, evenly spaced", whole(examples), whole(total), setNames[set]())
      : t("all {0} {1}", whole(total), setNames[set]());
  const place =
    layer === null
      ? t("Inputs ({0}), {1}.", whole(units), which)
      : t("Weights of epoch {0}: layer {1} ({2} units), {3}.", epoch, layer + 1, whole(units), which);
  const method = shares
    ? t("The two components have {0} of the variance.", shortPercent(shares[0] + shares[1]))
    : neighbours === undefined
      ? ""
      : t("UMAP of {0} neighbors.", neighbours);
  const trust = trustworthiness === undefined ? "" : t("Trustworthiness {0}.", figure(trustworthiness));
  return [place, method, trust].filter(Boolean).join(" ");
}

export const noteOf = (method: "pca" | "umap"): string =>
  method === "umap"
    ? t(
        "Near examples are near in the layer, too. Distances between clusters, and their sizes, mean little; trustworthiness says how well the 10 nearest neighbors are kept (1 is best).",
      )
    : t(
        "Distances are those of the layer as far as two components show them; examples that look near may be far apart. Trustworthiness says how well the 10 nearest neighbors are kept (1 is best).",
      );

/** Describes a point: its example, class or value, prediction and coordinates. */
export function pointText(
  map: LayerMap,
  data: DataDescription,
  of: number,
  point: number,
  x: number,
  y: number,
): string {
  const { indices, actual, predicted } = map;
  const text = t(
    "Example {0}: {1}, predicted {2}; at {3}, {4}.",
    indices[point],
    answerText(data, of, actual[point]),
    answerText(data, of, predicted[point]),
    figure(x),
    figure(y),
  );
  return data.task !== "regression" && actual[point] !== predicted[point] ? t("{0} Wrong.", text) : text;
}
