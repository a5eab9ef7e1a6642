/** The page of a group of trainings: wires host, state and what is shown of it. */
import { element, mount } from "../ui/dom";
import { oncePerFrame } from "../ui/frames";
import { onThemeChange } from "../ui/theme";
import { GroupHost } from "./host";
import { type GroupState, noGroup, reduce } from "./store";
import { SweepPage } from "./sweepPage";

const host = new GroupHost();
let state: GroupState = noGroup;
const renderSoon = oncePerFrame(render);
const sweep = new SweepPage(host, renderSoon);
const reading = element("p", { class: "empty" }, "Reading the group…");

document.body.classList.add("group-page");
mount(reading, ...sweep.elements);

function render(): void {
  const { group, course } = state;
  reading.hidden = group !== undefined;
  if (!group && course.problem) reading.textContent = course.problem;
  for (const part of sweep.elements) part.hidden = group?.kind !== "sweep";
  if (group?.kind === "sweep") sweep.render(state, group.plan);
}

addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f") {
    event.preventDefault();
    sweep.focusFilter();
  }
});
onThemeChange(renderSoon);
host.onMessage((message) => {
  state = reduce(state, message);
  if (message.type === "group") {
    host.updateViewState({ folder: message.group.folder });
    if (message.group.kind === "sweep") sweep.begin(message.group.plan);
  }
  renderSoon();
});
render();
host.send({ type: "ready" });
