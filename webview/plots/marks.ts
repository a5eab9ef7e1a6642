/** Draws the marks of a plot: markers on lines, the best epoch, and changed settings. */

import type uPlot from "uplot";
import { t } from "../ui/l10n";
import { color } from "../ui/theme";
import type { Drawn } from "./drawn";
import { flagged } from "./flags";
import { markedPoints, signOf } from "./marker";

/** Half the width of a marker, in CSS pixels. */
export const signSize = 4;

export function markSeries(chart: uPlot, { x, lines, range }: Drawn): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  // The clip is larger than the plot, so that markers at its edges are not cut.
  const edge = 2 * signSize * devicePixelRatio;
  ctx.rect(bbox.left - edge, bbox.top - edge, bbox.width + 2 * edge, bbox.height + 2 * edge);
  ctx.clip();
  lines.forEach(({ series: { marker, color: names }, faint, values }, order) => {
    if (!marker || faint) return;
    const sign = new Path2D(signOf(marker));
    const places = x.map((at, i) => (values[i] === null ? Number.NaN : chart.valToPos(at, "x")));
    for (const i of markedPoints(places, order)) {
      if (x[i] < range[0] || x[i] > range[1]) continue;
      const size = signSize * devicePixelRatio;
      ctx.save();
      ctx.translate(chart.valToPos(x[i], "x", true), chart.valToPos(values[i] as number, "y", true));
      ctx.scale(size, size);
      ctx.lineWidth = 2 / signSize;
      // uPlot leaves the dash pattern of its last line set.
      ctx.setLineDash([]);
      ctx.strokeStyle = color(...names);
      ctx.fillStyle = color("--vscode-editor-background");
      ctx.fill(sign);
      ctx.stroke(sign);
      ctx.restore();
    }
  });
  ctx.restore();
}

/** Draws labelled vertical lines: dashed at the best epoch, solid with a flag where a setting was changed. */
export function markPositions(chart: uPlot, { best, changes, range: [from, to] }: Drawn): void {
  const { ctx, bbox } = chart;
  const unit = devicePixelRatio;
  const line = (x: number) => {
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  };
  /** Draws text on the side of x that has more room. */
  const write = (words: string, x: number, y: number) => {
    const right = x > bbox.left + bbox.width / 2;
    ctx.textAlign = right ? "right" : "left";
    const left = x + (right ? -5 : 5) * unit;
    // An outline in the background colour keeps the text readable over lines.
    ctx.save();
    ctx.strokeStyle = color("--vscode-editor-background");
    ctx.lineWidth = 4 * unit;
    ctx.lineJoin = "round";
    ctx.setLineDash([]);
    ctx.strokeText(words, left, y);
    ctx.restore();
    ctx.fillText(words, left, y);
  };
  ctx.save();
  ctx.lineWidth = unit;
  ctx.font = `${11 * unit}px ${color("--vscode-font-family")}`;
  if (best && best.epoch >= from && best.epoch <= to) {
    ctx.strokeStyle = ctx.fillStyle = color("--vscode-descriptionForeground", "--vscode-foreground");
    ctx.setLineDash([3 * unit, 3 * unit]);
    const x = chart.valToPos(best.epoch, "x", true);
    line(x);
    write(t("★ best"), x, bbox.top + bbox.height - 6 * unit);
  }
  ctx.setLineDash([]);
  ctx.strokeStyle = ctx.fillStyle = color("--vscode-foreground");
  const flags = flagged(changes, [from, to], {
    place: (x) => chart.valToPos(x, "x"),
    widthOf: (words) => ctx.measureText(words).width / unit,
  });
  for (const { x: at } of flags) {
    const x = chart.valToPos(at, "x", true);
    line(x);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x + 5 * unit, bbox.top + 3 * unit);
    ctx.lineTo(x, bbox.top + 6 * unit);
    ctx.fill();
  }
  // After all lines: none crosses a label.
  for (const { words, x: at, row } of flags) {
    if (row !== undefined) write(words, chart.valToPos(at, "x", true), bbox.top + (12 + 13 * row) * unit);
  }
  ctx.restore();
}
