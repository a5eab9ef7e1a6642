/** The table of the settings that differ between runs: a row per setting, a column per run. */

import { editsIn } from "../plots/changes";
import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import { type CompareState, stateOf } from "./store";

export class SettingsTable {
  private readonly place = element("div", {
    class: "table-scroller",
    tabindex: 0,
    role: "region",
    "aria-label": t("Table of settings that differ"),
  });
  readonly element = element("section", {}, element("h2", {}, t("Settings that differ")), this.place);
  private drawn = "";

  render(state: CompareState): void {
    const { runs, settings } = state;
    const changes = runs.map(({ folder }) => changesOf(state, folder));
    const rows = settings.map(({ path, values }) => [path, ...values]);
    if (changes.some((words) => words !== ""))
      rows.push([t("changed while training"), ...changes.map((words) => words || "–")]);
    const key = JSON.stringify([runs.map(({ name }) => name), rows]);
    if (key === this.drawn) return;
    this.drawn = key;
    if (rows.length === 0) {
      this.place.replaceChildren(
        element("p", { class: "empty" }, t("None: these runs were trained with the same config.")),
      );
      return;
    }
    const head = [t("Setting"), ...runs.map(({ name }) => name)].map((text) => element("th", { scope: "col" }, text));
    const body = rows.map(([path, ...values]) =>
      element("tr", {}, element("th", { scope: "row" }, path), ...values.map((value) => element("td", {}, value))),
    );
    this.place.replaceChildren(
      element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body)),
    );
  }
}

/** Lists the changes during training: "learningRate 0.5 → 0.1 in epoch 7". */
function changesOf(state: CompareState, folder: string): string {
  const { changes } = stateOf(state, folder);
  const settings = changes.flatMap((change) => {
    if (change.type === "edited") return [];
    const { path, from, to, epoch } = change;
    return [t("{0} {1} → {2} in epoch {3}", path.split(".").at(-1) ?? path, String(from), String(to), epoch)];
  });
  const edits = editsIn(changes);
  return [...settings, ...(edits.length > 0 ? [t("in the debugger: {0}", edits.join(", "))] : [])].join(", ");
}
