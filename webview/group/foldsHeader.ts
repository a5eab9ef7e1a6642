/** The header of folds: their state, the number of completed folds, and the network trained on all examples. */

import type { DescribedFolds } from "../../src/protocol/groupPanel";
import type { RunState } from "../../src/protocol/panel";
import { element, setText } from "../ui/dom";
import { whole } from "../ui/format";
import { stateIcon } from "../ui/icons";
import { button } from "../ui/toolkit";
import { countsOf, type GroupState } from "./store";

export interface FoldsListener {
  openFinal(): void;
  openConfig(): void;
}

const stateNames: Partial<Record<RunState, string>> = {
  starting: "being read",
  completed: "ended",
  stopped: "unfinished",
  failed: "cannot be read",
};

export class FoldsHeader {
  private readonly title = element("h1");
  private readonly state = element("span", { class: "state", role: "status" });
  private readonly ended = element("dd");
  private readonly last = element("dd");
  private readonly note = element("p", { class: "empty group-note" });
  private readonly showLast = button("Show Last Network", () => this.listener.openFinal());
  private readonly config = button("Open Config", () => this.listener.openConfig());
  private shown = "";
  readonly element = element(
    "header",
    {},
    element(
      "div",
      { class: "top" },
      element("div", { class: "title" }, this.title, this.state),
      element("div", { class: "buttons" }, this.showLast.element, this.config.element),
    ),
    element(
      "dl",
      { class: "facts" },
      element("div", {}, element("dt", {}, "Folds"), this.ended),
      element("div", {}, element("dt", {}, "Final network, trained on all examples"), this.last),
    ),
    this.note,
  );

  constructor(private readonly listener: FoldsListener) {}

  render(state: GroupState, folds: DescribedFolds): void {
    const { group, course } = state;
    if (!group) return;
    const { folds: parts, repeats, refit, examples } = folds;
    setText(this.title, `Folds of ${group.network}`);
    const counts = countsOf(state);
    const failed = counts.failed > 0 ? `, ${whole(counts.failed)} failed` : "";
    const running = counts.running > 0 ? `, ${whole(counts.running)} running` : "";
    const times = repeats > 1 ? `, ${whole(repeats)} times ${whole(parts)}` : "";
    setText(this.ended, `${whole(counts.done)} of ${whole(examples.length)} done${failed}${running}${times}`);
    const last = refit ? (course.final ?? "after all folds have ended") : "disabled by the config";
    setText(this.last, last);
    this.showLast.update({ enabled: course.final !== undefined, hidden: !refit });
    const isIdle = course.isRead && !course.isWorking;
    const isLastOver = !refit || course.final === "completed" || course.final === "early-stopped";
    const isOver = isIdle && counts.done + counts.failed === examples.length && (isLastOver || counts.failed > 0);
    const shown =
      course.problem !== undefined
        ? "failed"
        : !course.isRead
          ? "starting"
          : isOver
            ? "completed"
            : isIdle
              ? "stopped"
              : "running";
    this.renderState(shown);
    setText(
      this.note,
      course.problem ?? (shown === "stopped" ? `To resume: matrix-network resume ${group.folder}` : ""),
    );
    this.note.hidden = this.note.textContent === "";
  }

  private renderState(state: RunState): void {
    if (state === this.shown) return;
    this.shown = state;
    this.state.className = `state ${state}`;
    this.state.replaceChildren(stateIcon(state), stateNames[state] ?? state);
  }
}
