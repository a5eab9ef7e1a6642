/** The page of Look at Data: connects host, header and sections. */
import type { DataProfile } from "../../src/protocol/dataProfile";
import { element, mount, setText } from "../ui/dom";
import { shortPercent, whole } from "../ui/format";
import { oncePerFrame } from "../ui/frames";
import { iconButton } from "../ui/iconButton";
import { t } from "../ui/l10n";
import { ColumnsTable } from "./columnsTable";
import { FindingsList } from "./findingsList";
import { HeadTable } from "./headTable";
import { DataHost } from "./host";
import { PicturesSection } from "./picturesSection";
import { SetsSection } from "./setsSection";

const host = new DataHost();
let name = "";
let profile: DataProfile | undefined;
let problem: string | undefined;

const title = element("h1", {}, t("Data"));
const about = element("p", { class: "summary" });
const status = element("p", { class: "caption", role: "status" }, t("Reading the data…"));
const progress = element("div", { class: "data-progress", "aria-hidden": "true" }, element("span"));
const again = iconButton(t("Read Again"), "debug-restart", () => host.send({ type: "again" }));
const config = element("button", { type: "button", class: "link" }, t("Show the Config"));
config.addEventListener("click", () => host.send({ type: "config" }));
const note = element("p", { class: "data-problem", role: "alert", hidden: true });
const sections = [
  new FindingsList(),
  new ColumnsTable(host),
  new SetsSection(),
  new PicturesSection(),
  new HeadTable(),
];
const shown = element("div", { class: "data-shown", hidden: true }, ...sections.map((section) => section.element));

document.body.classList.add("data-page");
mount(
  element("header", {}, element("div", { class: "data-title" }, title, again.element, config), about, status, progress),
  note,
  shown,
);

function render(): void {
  if (name !== "") setText(title, t("Data: {0}", name));
  note.hidden = problem === undefined;
  setText(note, problem ?? "");
  const isReading = problem === undefined && profile?.isDone !== true;
  progress.hidden = !isReading;
  setText(status, statusText(isReading));
  shown.hidden = !profile;
  if (!profile) return;
  setText(about, aboutText(profile));
  const share = profile.progress ? profile.progress.read / profile.progress.of : 0;
  (progress.firstElementChild as HTMLElement).style.width = `${100 * share}%`;
  for (const section of sections) section.render(profile);
}

function statusText(isReading: boolean): string {
  if (problem !== undefined) return "";
  if (!isReading) {
    const passes = profile?.passes ?? 1;
    return passes > 1 ? t("All rows were read, {0} times.", passes) : t("All rows were read.");
  }
  if (!profile) return t("Reading the data…");
  const { rows, progress: read } = profile;
  return read
    ? t("Reading: {0} rows, {1}. The figures are of the rows so far.", whole(rows), shortPercent(read.read / read.of))
    : t("Reading: {0} rows. The figures are of the rows so far.", whole(rows));
}

function aboutText({ source, rows, columns, otherColumns, task, pictures }: DataProfile): string {
  const tasks = {
    classification: t("classification"),
    regression: t("regression"),
    "multi-label": t("several labels"),
  };
  const size = pictures
    ? t("{0} pictures of {1}", whole(rows), pictures.shape.join(" × "))
    : t("{0} rows, {1} columns", whole(rows), whole(columns.length + otherColumns));
  return [source, size, ...(task ? [tasks[task]] : [])].join(" · ");
}

const renderSoon = oncePerFrame(render);

host.onMessage((message) => {
  switch (message.type) {
    case "reading":
      name = message.name;
      problem = undefined;
      profile = undefined;
      host.updateViewState({ config: message.config });
      break;
    case "profile":
      profile = message.profile;
      break;
    case "problem":
      problem = message.message;
  }
  renderSoon();
});
host.send({ type: "ready" });
