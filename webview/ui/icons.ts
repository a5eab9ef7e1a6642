/** Icons of a run's states as own SVG paths, because a font's glyphs may be missing or coloured. */
import type { RunState } from "../../src/protocol/panel";

const space = "http://www.w3.org/2000/svg";

/** SVG paths of the icons, in a view box of 16 × 16. */
const check = "M6.3 12.6 2 8.3l1.3-1.3 3 3 6.4-6.6L14 4.7z";
const cross = "M3.2 4.4 4.4 3.2 8 6.8l3.6-3.6 1.2 1.2L9.2 8l3.6 3.6-1.2 1.2L8 9.2l-3.6 3.6-1.2-1.2L6.8 8z";
const paths: Record<RunState, string> = {
  starting: "M3 7h2v2H3zM7 7h2v2H7zM11 7h2v2h-2z",
  running: "M4 2.5 13 8l-9 5.5z",
  paused: "M4 3h3v10H4zM9 3h3v10H9z",
  completed: check,
  "early-stopped": check,
  stopped: "M3.5 3.5h9v9h-9z",
  interrupted: "M7 2h2v7.5H7zM7 11.5h2v2.5H7z",
  failed: cross,
  crashed: cross,
};

export function stateIcon(state: RunState): SVGSVGElement {
  const icon = document.createElementNS(space, "svg");
  for (const [name, value] of [
    ["viewBox", "0 0 16 16"],
    ["width", "12"],
    ["height", "12"],
    ["fill", "currentColor"],
    ["aria-hidden", "true"],
  ]) {
    icon.setAttribute(name, value);
  }
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", paths[state]);
  icon.append(path);
  return icon;
}
