/** The state of a group, in the header of its page. */

import type { RunState } from "../../src/protocol/panel";
import { element } from "../ui/dom";
import { stateIcon } from "../ui/icons";
import { t } from "../ui/l10n";
import { runStateWords } from "../ui/runStateWords";
import type { GroupState } from "./store";

const names: Partial<Record<RunState, string>> = {
  starting: t("being read"),
  completed: t("ended"),
  stopped: t("unfinished"),
  failed: t("cannot be read"),
};

export class GroupStateLabel {
  readonly element = element("span", { class: "state", role: "status" });
  private shown: RunState | undefined;

  /** @param isOver whether nothing is left to train. Returns the shown state. */
  render({ course }: GroupState, isOver: boolean): RunState {
    const state = stateOf(course, isOver);
    if (state === this.shown) return state;
    this.shown = state;
    this.element.className = `state ${state}`;
    this.element.replaceChildren(stateIcon(state), names[state] ?? runStateWords[state]);
    return state;
  }
}

function stateOf({ problem, isRead, isWorking }: GroupState["course"], isOver: boolean): RunState {
  if (problem !== undefined) return "failed";
  if (!isRead) return "starting";
  if (isOver) return "completed";
  return isWorking ? "running" : "stopped";
}
