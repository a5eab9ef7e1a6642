/** The page of a group: connects host, state and the page of its kind. */

import type { GroupDescription } from "../../src/protocol/groupPanel";
import { element, mount } from "../ui/dom";
import { drawing } from "../ui/frames";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { FoldsPage } from "./foldsPage";
import type { GroupPage } from "./groupPage";
import { GroupHost } from "./host";
import { type GroupState, noGroup, reduce } from "./store";
import { SweepPage } from "./sweepPage";

const host = new GroupHost();
let state: GroupState = noGroup;
/** Created once the kind of the group is known; a panel shows one group, which may be extended. */
let page: GroupPage | undefined;
const reading = element("p", { class: "empty" }, t("Reading the group…"));

document.body.classList.add("group-page");
mount(reading);

function render(): void {
  if (page) page.render(state);
  else if (state.course.problem) reading.textContent = state.course.problem;
}

const drawn = drawing(render);
const pageOf = (group: GroupDescription): GroupPage =>
  group.kind === "sweep" ? new SweepPage(group.plan, host, drawn) : new FoldsPage(group.folds, host, drawn);

addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f") {
    event.preventDefault();
    page?.focusFilter();
  }
});
onThemeChange(drawn.soon);
host.onMessage((message) => {
  state = reduce(state, message);
  if (message.type === "group") {
    host.updateViewState({ folder: message.group.folder });
    if (page instanceof SweepPage && message.group.kind === "sweep") page.replan(message.group.plan);
    if (!page) {
      page = pageOf(message.group);
      reading.replaceWith(...page.elements);
    }
  }
  drawn.soon();
});
host.send({ type: "ready" });
