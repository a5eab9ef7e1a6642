/** Labels of the state groups in the filter. */
import { l10n } from "vscode";
import type { StateGroup } from "./filter";

export function formatStateGroup(group: StateGroup): string {
  const labels: Record<StateGroup, string> = {
    training: l10n.t("training"),
    completed: l10n.t("completed"),
    stopped: l10n.t("stopped"),
    failed: l10n.t("failed"),
  };
  return labels[group];
}
