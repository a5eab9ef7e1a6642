/** The sanity checks of a config, as listed in the Test Explorer. */
import { l10n } from "vscode";
import type { NetworkOutline } from "../../config/editor/outline";
import type { RequestParams } from "../../protocol/requests";

export interface SanityCheck extends Omit<RequestParams<"sanity">, "file"> {
  id: string;
  label: string;
  /** Shown next to the label. */
  description?: string;
}

/** Returns a gradient check for each layer, and the other checks. */
export function sanityChecks({ layers }: NetworkOutline): { gradients: SanityCheck[]; others: SanityCheck[] } {
  const gradients = layers.map(({ activation }, layer) => ({
    id: `gradient-${layer}`,
    check: "gradient" as const,
    layer,
    label: layer === layers.length - 1 ? l10n.t("output layer") : l10n.t("layer {0}", layer + 1),
    ...(activation !== undefined && { description: activation }),
  }));
  const others: SanityCheck[] = [
    {
      id: "initial-cost",
      check: "initial-cost",
      label: l10n.t("cost before training"),
      description: l10n.t("matches the cost of guessing"),
    },
    {
      id: "overfit-ten",
      check: "overfit-ten",
      label: l10n.t("ten examples"),
      description: l10n.t("can be memorized"),
    },
    {
      id: "backends",
      check: "backends",
      label: l10n.t("backends"),
      description: l10n.t("agree with the reference"),
    },
    {
      id: "shuffled-labels",
      check: "shuffled-labels",
      label: l10n.t("random labels"),
      description: l10n.t("do not improve validation"),
    },
  ];
  return { gradients, others };
}
