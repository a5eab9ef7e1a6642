/** The controls of all pictures of a sweep: the objective and its scale. */

import type { SweepPlan } from "../../src/search/types";
import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import { checkbox, dropdown } from "../ui/toolkit";
import type { ObjectiveAxis } from "./axes";
import { titleOfMetric } from "./trialText";

interface ControlsListener {
  chooseObjective(i: number): void;
  chooseLog(log: boolean): void;
}

export class PictureControls {
  private readonly objective = dropdown(t("Objective"), (value) => this.listener.chooseObjective(Number(value)));
  private readonly log = checkbox(t("Logarithmic"), (checked) => this.listener.chooseLog(checked));
  readonly element = element(
    "div",
    { class: "controls", role: "group", "aria-label": t("Pictures") },
    this.objective.element,
    this.log.element,
  );

  constructor(private readonly listener: ControlsListener) {}

  render({ objectives }: SweepPlan, i: number, { isLog, canBeLog }: ObjectiveAxis): void {
    this.objective.element.hidden = objectives.length < 2;
    this.objective.offer(
      objectives.map(({ metric }, at) => [String(at), titleOfMetric(metric)] as const),
      String(i),
    );
    this.log.update({ checked: isLog, hidden: !canBeLog });
  }
}
