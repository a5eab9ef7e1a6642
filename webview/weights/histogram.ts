/** The histogram of a whole matrix: bars in the heatmap's colours, statistics as text, and a table of the bins. */

import type { WeightPicture } from "../../src/protocol/requests";
import { element } from "../ui/dom";
import { figure, shortPercent, whole } from "../ui/format";
import { t, within } from "../ui/l10n";
import { color, faint } from "../ui/theme";
import { makePalette, styleOf } from "./palette";

type Figures = WeightPicture["histogram"];

/** Height in CSS pixels. */
const height = 96;

export class Histogram {
  private readonly canvas = element("canvas", { class: "bars", role: "img" });
  private readonly ends = element("div", { class: "bar-ends", "aria-hidden": "true" });
  private readonly figures = element("dl", { class: "figures" });
  private readonly rows = element("tbody");
  private readonly table = element(
    "details",
    {},
    element("summary", {}, t("As a table")),
    element(
      "div",
      { class: "table-scroller", tabindex: 0, role: "region", "aria-label": t("Table of the distribution") },
      element("table", {}, element("thead", {}, row("th", [t("From"), t("To"), t("Weights")])), this.rows),
    ),
  );
  readonly element = element(
    "section",
    { class: "histogram", "aria-label": t("Distribution") },
    element("h3", {}, t("Distribution")),
    this.canvas,
    this.ends,
    this.figures,
    this.table,
  );
  private drawn: Figures | undefined;

  constructor() {
    this.table.addEventListener("toggle", () => this.drawn && this.fillTable(this.drawn));
  }

  /** @param limit limit of the heatmap's colour scale */
  render(figures: Figures, limit: number): void {
    this.drawn = figures;
    const { least, most, mean, deviation, zeros, counts } = figures;
    const statistics: [string, string][] = [
      [t("Mean"), figure(mean)],
      [t("Standard deviation"), figure(deviation)],
      [t("Zeros"), shortPercent(zeros)],
    ];
    const words = statistics.map(([name, value]) => `${within(name)} ${value}`).join(", ");
    this.canvas.setAttribute("aria-label", t("Values from {0} to {1}: {2}", figure(least), figure(most), words));
    this.figures.replaceChildren(
      ...statistics.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
    );
    this.ends.replaceChildren(element("span", {}, figure(least)), element("span", {}, figure(most)));
    this.paint(counts, least, most, limit);
    if (this.table.open) this.fillTable(figures);
  }

  private paint(counts: readonly number[], least: number, most: number, limit: number): void {
    const { canvas } = this;
    const width = Math.max(1, canvas.clientWidth);
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    const context = canvas.getContext("2d");
    if (!context) return;
    context.scale(devicePixelRatio, devicePixelRatio);
    const palette = makePalette();
    const highest = Math.max(1, ...counts);
    const bin = width / counts.length;
    const outline = color("--vscode-descriptionForeground", "--vscode-foreground");
    context.strokeStyle = faint(outline);
    const zero = most > least ? (-least / (most - least)) * width : -1;
    if (zero >= 0 && zero <= width) line(context, zero, height);
    for (const [i, count] of counts.entries()) {
      if (count === 0) continue;
      // A bin with few values remains visible.
      const high = Math.max(1.5, (count / highest) * (height - 4));
      const middle = least + ((i + 0.5) / counts.length) * (most - least);
      context.fillStyle = styleOf(palette, middle, limit);
      context.strokeStyle = outline;
      context.lineWidth = 0.5;
      context.fillRect(i * bin, height - high, bin, high);
      context.strokeRect(i * bin + 0.25, height - high + 0.25, Math.max(0.5, bin - 0.5), high);
    }
  }

  private fillTable({ counts, least, most }: Figures): void {
    if (!this.table.open) return;
    const edge = (i: number) => figure(least + (i / counts.length) * (most - least));
    this.rows.replaceChildren(
      ...counts.flatMap((count, i) => (count > 0 ? [row("td", [edge(i), edge(i + 1), whole(count)])] : [])),
    );
  }
}

function line(context: CanvasRenderingContext2D, x: number, to: number): void {
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, to);
  context.stroke();
}

const row = (name: "th" | "td", texts: readonly string[]) =>
  element("tr", {}, ...texts.map((text) => element(name, name === "th" ? { scope: "col" } : {}, text)));
