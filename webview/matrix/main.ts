/** The page of View Matrix: connects host, picture and table, and requests the visible part. */

import type { MatrixAnswer } from "../../src/protocol/matrixRequest";
import { element, mount, setText } from "../ui/dom";
import { oncePerFrame } from "../ui/frames";
import { t } from "../ui/l10n";
import { onThemeChange } from "../ui/theme";
import { checkbox, dropdown } from "../ui/toolkit";
import { describeChange, describeMatrix } from "./describe";
import { MatrixHost, type MatrixShown, type ViewState } from "./host";
import { MatrixFigure } from "./matrixFigure";
import { MatrixTable } from "./matrixTable";
import { decoded, type Part } from "./part";
import { matrixQuery, tileOf } from "./query";

const host = new MatrixHost();
let name = host.viewState.name;
let answer: MatrixAnswer | undefined;
/** The drawn parts, from the last stop at which the matrix existed. */
let part: Part | undefined;
let table: Part | undefined;
let standing: "stopped" | "running" | "over" = "stopped";
let problem: string | undefined;
/** The last requested look as JSON. */
let asked = "";
let lookId = 0;

const overWithout = t("The debug session has ended. The next session with its name shows the matrix here.");
/** Maximum number of characters of a matrix stored for the reload of a window. */
const maxKept = 1_000_000;

const title = element("h1", {}, t("Matrix"));
const stop = element("p", { class: "caption", "aria-live": "polite" });
const about = element("p", { class: "matrix-about" });
const change = element("p", { class: "matrix-about" });
const note = element("p", { class: "matrix-note", role: "status", hidden: true });
const matrices = dropdown(t("Matrix"), (chosen) => choose({ name: chosen, first: 0, ...(table && { table: start }) }));
const modes = dropdown(t("Shown"), (mode) => choose({ mode: mode === "difference" ? mode : "value" }));
const pictures = checkbox(t("As pictures"), (wanted) => choose({ pictures: wanted }));
const figure = new MatrixFigure(
  () => {
    const { zoomed } = figure;
    host.updateViewState({ zoomed: zoomed && name !== undefined ? { name, view: zoomed } : undefined });
    renderSoon();
  },
  (step) => choose({ first: Math.max(0, (host.viewState.first ?? 0) + step) }),
);
const start = { row: 0, column: 0 };
const elements = new MatrixTable((place) => choose({ table: place }));
const room = element("div", { class: "matrix-room" }, figure.element);
const controls = element(
  "div",
  { class: "controls" },
  matrices.element,
  modes.element,
  pictures.element,
  figure.legend,
);
const shown = element("div", { class: "matrix-shown" }, about, change, room, elements.element);

document.body.classList.add("matrix-page");
mount(element("header", {}, title, stop), note, controls, shown);

function choose(viewChange: Partial<ViewState>): void {
  host.updateViewState(viewChange);
  name = host.viewState.name ?? name;
  renderSoon();
}

function render(): void {
  const { viewState } = host;
  if (name === undefined) return;
  const isOther = part !== undefined && part.name !== name;
  ask(isOther ? undefined : part);
  setText(title, name);
  if (answer) setText(stop, `${standing === "stopped" ? "" : t("Last stop: ")}${answer.stop}`);
  const text = noteText();
  note.hidden = text === undefined;
  setText(note, text ?? "");
  if (answer)
    matrices.offer(
      [...new Set([name, ...answer.names])].map((each) => [each, each] as const),
      name,
    );
  modes.offer(
    [
      ["value", t("Value")],
      ["difference", t("Difference to the last stop")],
    ],
    viewState.mode ?? "value",
  );
  const isThere = part !== undefined && !isOther && answer !== undefined && !("missing" in answer);
  shown.hidden = figure.legend.hidden = !isThere;
  if (!part || !isThere) return;
  const tile = tileOf(part, viewState);
  pictures.update({ checked: tile !== undefined, hidden: tileOf(part, {}) === undefined });
  setText(about, describeMatrix(part));
  setText(change, describeChange(part));
  if (fits(part, tile !== undefined)) figure.draw({ part, tile, viewState, width: width() });
  if (viewState.table) elements.open(viewState.table);
  if (table && table.name === name) elements.draw(table);
}

/** Returns false if pictures lack single pixels: parts requested before `image` was known may hold means. */
function fits({ cells, window, image }: Part, isPictures: boolean): boolean {
  if (!isPictures) return true;
  const range = image?.of === "rows" ? window.columns : window.rows;
  const pixels = image?.of === "rows" ? cells.columns : cells.rows;
  const count = image?.of === "rows" ? cells.rows : cells.columns;
  const pictured = image?.of === "rows" ? window.rows : window.columns;
  return pixels === range[1] - range[0] && count === pictured[1] - pictured[0];
}

function noteText(): string | undefined {
  if (problem !== undefined) return problem;
  if (answer && "missing" in answer && answer.name === name) return `${answer.missing}.`;
  if (standing === "running") return t("The training is running.");
  if (standing === "over") return part ? t("The debug session has ended.") : overWithout;
  // Without a difference, the values are shown.
  return part && host.viewState.mode === "difference" && !part.before
    ? t("There is no difference to show: these are the values.")
    : undefined;
}

function ask(known: Part | undefined): void {
  if (name === undefined) return;
  const look = matrixQuery({ name, known, zoomed: known && figure.zoomed }, host.viewState, width());
  const text = JSON.stringify(look);
  if (text === asked) return;
  asked = text;
  host.send({ type: "look", id: ++lookId, ...look });
}

function take({ picture, table: listed }: MatrixShown): void {
  answer = picture;
  // While the matrix does not exist, its last part is retained until it exists again.
  if (!("missing" in picture)) part = decoded(picture);
  table = listed && !("missing" in listed) ? decoded(listed) : undefined;
}

const width = (): number => Math.max(1, room.clientWidth || controls.clientWidth);
const renderSoon = oncePerFrame(render);

new ResizeObserver(renderSoon).observe(controls);
onThemeChange(() => {
  figure.recolor();
  renderSoon();
});
host.onMessage((message) => {
  switch (message.type) {
    case "begin": {
      name ??= message.name;
      const { last } = host.viewState;
      host.updateViewState({ name, session: message.session });
      if (last?.picture.name === name && answer === undefined) take(last);
      break;
    }
    case "matrix":
      if (message.picture.name !== name) break;
      standing = "stopped";
      problem = undefined;
      take(message);
      host.updateViewState({ last: JSON.stringify(message).length <= maxKept ? message : undefined });
      break;
    case "running":
      standing = "running";
      break;
    case "over":
      standing = "over";
      problem = undefined;
      break;
    case "problem":
      problem = message.message;
  }
  renderSoon();
});
host.send({ type: "ready" });
