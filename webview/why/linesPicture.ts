/** Draws partial dependence as SVG that fits any width: a bold line, thin lines, and the ends of both axes as texts. */
import { element } from "../ui/dom";
import { figure, quantity } from "../ui/format";

interface Lines {
  readonly name: string;
  /** [points], ascending */
  readonly values: readonly number[];
  /** [points] */
  readonly average: readonly number[];
  /** [lines][points] */
  readonly lines: readonly (readonly number[])[];
  /** The lowest and the highest value of the vertical axis. */
  readonly range: readonly [number, number];
}

const [width, height] = [400, 200];
const svg = "http://www.w3.org/2000/svg";

/** @param description text alternative */
export function linesPicture({ name, values, average, lines, range }: Lines, description: string): HTMLElement {
  const [least, most] = range;
  const [first, last] = [values[0], values[values.length - 1]];
  const x = (p: number) => (last > first ? ((values[p] - first) / (last - first)) * width : width / 2);
  const y = (value: number) => (most > least ? height - ((value - least) / (most - least)) * height : height / 2);
  const drawing = document.createElementNS(svg, "svg");
  drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", description);
  for (const [i, line] of [...lines, average].entries()) {
    const path = document.createElementNS(svg, "path");
    const points = line.map((value, p) => `${x(p).toFixed(2)} ${y(value).toFixed(2)}`);
    path.setAttribute("d", points.length > 1 ? `M${points.join("L")}` : `M0 ${y(line[0]).toFixed(2)}H${width}`);
    path.setAttribute("class", i === lines.length ? "average" : "single");
    drawing.append(path);
  }
  const end = (text: string, place: string) => element("span", { class: place, "aria-hidden": "true" }, text);
  return element(
    "div",
    { class: "why-lines" },
    element("div", { class: "up" }, end(figure(most), "most"), end(figure(least), "least")),
    drawing,
    element("div", { class: "across" }, end(quantity(first), "first"), end(name, "name"), end(quantity(last), "last")),
  );
}
