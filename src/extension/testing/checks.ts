/** The sanity checks of a config as VS Code's Test Explorer shows them: what each is called, and the key that it stands at. */
import { l10n } from "vscode";
import type { Path } from "../../config/finding";
import type { NetworkOutline } from "../../config/outline";
import type { RequestParams } from "../../protocol/requests";

export interface Check extends Omit<RequestParams<"sanity">, "file"> {
  id: string;
  label: string;
  /** Beside the label. */
  description?: string;
  at: Path;
}

/** The gradient of each layer, then the others. */
export function checksOf({ layers }: NetworkOutline): { gradients: Check[]; others: Check[] } {
  const gradients = layers.map(({ activation }, layer) => ({
    id: `gradient-${layer}`,
    check: "gradient" as const,
    layer,
    label: layer === layers.length - 1 ? l10n.t("output layer") : l10n.t("layer {0}", layer + 1),
    ...(activation !== undefined && { description: activation }),
    at: ["layers", layer],
  }));
  const others: Check[] = [
    {
      id: "initial-cost",
      check: "initial-cost",
      label: l10n.t("the cost before training is that of knowing nothing"),
      at: ["cost"],
    },
    { id: "overfit-ten", check: "overfit-ten", label: l10n.t("ten examples can be learned by heart"), at: ["layers"] },
    { id: "backends", check: "backends", label: l10n.t("backends agree"), at: ["backend"] },
    {
      id: "shuffled-labels",
      check: "shuffled-labels",
      label: l10n.t("labels by chance teach nothing about validation"),
      at: ["data", "validation"],
    },
  ];
  return { gradients, others };
}
