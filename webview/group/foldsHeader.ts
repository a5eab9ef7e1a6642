/** The header of folds: their state, the number of completed folds, and the network trained on all examples. */

import type { DescribedFolds } from "../../src/protocol/groupPanel";
import { element, setText } from "../ui/dom";
import { whole } from "../ui/format";
import { t } from "../ui/l10n";
import { runStateWords } from "../ui/runStateWords";
import { button } from "../ui/toolkit";
import { GroupStateLabel } from "./groupState";
import { countsOf, type GroupState } from "./store";

export interface FoldsListener {
  openFinal(): void;
  openConfig(): void;
}

export class FoldsHeader {
  private readonly title = element("h1");
  private readonly state = new GroupStateLabel();
  private readonly ended = element("dd");
  private readonly last = element("dd");
  private readonly note = element("p", { class: "empty group-note" });
  private readonly showLast = button(t("Show Last Network"), () => this.listener.openFinal());
  private readonly config = button(t("Open Config"), () => this.listener.openConfig());
  readonly element = element(
    "header",
    {},
    element(
      "div",
      { class: "top" },
      element("div", { class: "title" }, this.title, this.state.element),
      element("div", { class: "buttons" }, this.showLast.element, this.config.element),
    ),
    element(
      "dl",
      { class: "facts" },
      element("div", {}, element("dt", {}, t("Folds")), this.ended),
      element("div", {}, element("dt", {}, t("Final network, trained on all examples")), this.last),
    ),
    this.note,
  );

  constructor(private readonly listener: FoldsListener) {}

  render(state: GroupState, folds: DescribedFolds): void {
    const { group, course } = state;
    if (!group) return;
    const { folds: parts, repeats, refit, examples } = folds;
    setText(this.title, t("Folds of {0}", group.network));
    const counts = countsOf(state);
    const failed = counts.failed > 0 ? t(", {0} failed", whole(counts.failed)) : "";
    const running = counts.running > 0 ? t(", {0} running", whole(counts.running)) : "";
    const times = repeats > 1 ? t(", {0} times {1}", whole(repeats), whole(parts)) : "";
    setText(
      this.ended,
      t("{0} of {1} done{2}{3}{4}", whole(counts.done), whole(examples.length), failed, running, times),
    );
    const last = refit
      ? course.final
        ? runStateWords[course.final]
        : t("after all folds have ended")
      : t("disabled by the config");
    setText(this.last, last);
    this.showLast.update({ enabled: course.final !== undefined, hidden: !refit });
    const isIdle = course.isRead && !course.isWorking;
    const isLastOver = !refit || course.final === "completed" || course.final === "early-stopped";
    const isOver = isIdle && counts.done + counts.failed === examples.length && (isLastOver || counts.failed > 0);
    const shown = this.state.render(state, isOver);
    setText(
      this.note,
      course.problem ?? (shown === "stopped" ? t("To resume: matrix-network resume {0}", group.folder) : ""),
    );
    this.note.hidden = this.note.textContent === "";
  }
}
