/** The errors and warnings of a run, and a summary for screen readers. */

import { metrics } from "../../src/core/metricRegistry";
import type { MetricName } from "../../src/core/names";
import { comparedText } from "../../src/protocol/comparedText";
import { describeChange } from "../plots/changes";
import type { State } from "../state/store";
import { element, setText } from "../ui/dom";
import { figure, percent, percentPoints } from "../ui/format";
import { t, within } from "../ui/l10n";
import { metricShort, metricTitle } from "../ui/metricWords";
import { button } from "../ui/toolkit";

export class Problems {
  private readonly text = element("p");
  private readonly log = element("pre", { tabindex: 0, "aria-label": t("Last lines of the log") });
  private readonly resume;
  private readonly warnings = element("ul", { class: "warnings", "aria-label": t("Warnings") });
  /** Says whether a trial that was trained again gave the same result. */
  private readonly again = element("p", { class: "again", role: "status" });
  private readonly problem: HTMLElement;
  private shownWarnings = "";
  readonly element: HTMLElement;

  constructor(resume: () => void) {
    this.resume = button(t("Resume Run"), resume, "primary");
    this.problem = element("div", { class: "problem", role: "alert" }, this.text, this.log, this.resume.element);
    this.element = element(
      "section",
      { class: "messages", "aria-label": t("Messages") },
      this.problem,
      this.again,
      this.warnings,
    );
  }

  render({ status, warnings, end }: State): void {
    const message = end?.type === "failed" ? end.message : status?.problem?.message;
    this.problem.hidden = message === undefined;
    setText(this.text, message ?? "");
    const log = status?.problem?.log ?? [];
    setText(this.log, log.join("\n"));
    this.log.hidden = log.length === 0;
    this.resume.update({ hidden: status?.can.resumeRun !== true });
    const again = end?.again;
    setText(this.again, again ? t("Trained again: {0}.", comparedText(again, t)) : "");
    this.again.hidden = !again;
    const texts = [...new Set(warnings.map(({ message: text }) => text))];
    const joined = texts.join("\n");
    if (joined !== this.shownWarnings) {
      this.shownWarnings = joined;
      this.warnings.replaceChildren(...texts.map((text) => element("li", {}, t("Warning: {0}", text))));
    }
    this.warnings.hidden = texts.length === 0;
    this.element.hidden = this.problem.hidden && this.warnings.hidden && this.again.hidden;
  }
}

/** Minimum time between two announcements. */
const pauseMilliseconds = 4000;

export class Summary {
  readonly element = element("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  private spoken = 0;

  render(state: State): void {
    const { epochs, status } = state;
    const last = epochs.at(-1);
    const ended = status && !["starting", "running", "paused"].includes(status.state);
    if (!last || (!ended && Date.now() - this.spoken < pauseMilliseconds)) return;
    this.spoken = Date.now();
    setText(this.element, summarize(state));
  }
}

/**
 * Summarizes the last epoch and its changes: "epoch 12, validation 97.60%, up 0.1". The metric is that of the best
 * epoch: the watched one, validation accuracy, or RMSE for regression; the cost without validation.
 */
function summarize({ epochs, changes }: State): string {
  const last = epochs.at(-1);
  if (!last) return "";
  const metric = epochs.bestMetric ?? "cost";
  const [now, before] = [last[metric], epochs.at(-2)?.[metric]];
  const isShare = metrics[metric].format === "percent";
  const parts = [t("epoch {0}", last.epoch), `${spoken(metric)} ${isShare ? percent(now) : figure(now)}`];
  if (now !== undefined && before !== undefined) {
    const by = isShare ? percentPoints(now - before) : figure(Math.abs(now - before));
    if (now === before) parts.push(t("unchanged"));
    else if (!Number.isNaN(now - before)) parts.push(now > before ? t("up {0}", by) : t("down {0}", by));
  }
  const changed = changes.filter(({ epoch }) => epoch === last.epoch).map(describeChange);
  return [parts.join(", "), ...changed].join("; ");
}

/** Returns the spoken name of a metric; "cost" without an addition is that of training. */
const spoken = (metric: MetricName): string =>
  metric === "validationCost" ? within(metricTitle(metric)) : metric === "cost" ? t("cost") : metricShort(metric);
