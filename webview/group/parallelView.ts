/** Parallel coordinates: each trial is a line across its settings and objectives; brushes on the axes filter trials. */

import { element, setText } from "../ui/dom";
import { whole } from "../ui/format";
import { t } from "../ui/l10n";
import type { Axis } from "./axes";
import { AxisBrush } from "./axisBrush";
import { type Brushes, intervalOf, valuesIn, withBrush } from "./brushes";
import { frameOf, type Lines, LinesPainter } from "./paintLines";
import type { PictureColumns } from "./pictureColumns";
import type { GroupState } from "./store";

/** Minimum distance of axes, height of the picture, and height of the titles, in CSS pixels. */
const [minGap, height, titleHeight] = [76, 260, 20];

export interface ParallelContents extends Pick<Lines, "shown" | "selected" | "tints"> {
  readonly state: GroupState;
  readonly columns: PictureColumns;
  readonly axes: readonly Axis[];
  readonly brushes: Brushes;
  /** Number of shown trials. */
  readonly count: number;
}

export class ParallelView {
  private readonly canvas = element("canvas", { class: "parallel", "aria-hidden": "true" });
  private readonly stage = element(
    "div",
    { class: "parallel-stage", role: "group", "aria-label": t("Parallel coordinates") },
    this.canvas,
  );
  private readonly note = element("p", { class: "note" });
  private readonly readout = element("p", { class: "readout", role: "status" });
  readonly element = element(
    "section",
    { class: "group-picture parallel-view" },
    element("h2", {}, t("Parallel coordinates")),
    this.note,
    element("div", { class: "parallel-scroller" }, this.stage),
    this.readout,
  );
  private brushes: AxisBrush[] = [];
  private contents: ParallelContents | undefined;
  private at = 0;
  private inSight = true;
  private isPainted = false;
  /** Width at the last layout in CSS pixels. */
  private room = 0;
  private readonly painter = new LinesPainter();

  /** @param change called with the new brushes */
  constructor(private readonly change: (brushes: Brushes) => void) {
    new ResizeObserver((entries) => {
      this.room = entries.at(-1)?.contentRect.width ?? this.room;
      this.paintWhenSeen();
    }).observe(this.element);
    new IntersectionObserver(
      (entries) => {
        this.inSight = entries.at(-1)?.isIntersecting ?? true;
        if (this.inSight && !this.isPainted) this.paint();
      },
      { rootMargin: "200px" },
    ).observe(this.stage);
  }

  render(contents: ParallelContents): void {
    this.contents = contents;
    const { axes, brushes, count, state } = contents;
    while (this.brushes.length > axes.length) this.brushes.pop()?.element.remove();
    while (this.brushes.length < axes.length) {
      const a = this.brushes.length;
      const brush = new AxisBrush({
        brush: (interval) => this.brush(a, interval),
        leave: (step) => this.goTo(a + step),
      });
      this.brushes.push(brush);
      this.stage.append(brush.element);
    }
    for (const [a, axis] of axes.entries()) {
      const range = brushes[axis.column];
      const description = range
        ? t("{0}: {1} of {2} trials", rangeText(axis, range), whole(count), whole(state.table.length))
        : t("all");
      this.brushes[a].render(axis, range && intervalOf(axis.scale, range), description, a === this.at);
    }
    const brushed = axes.filter(({ column }) => brushes[column]);
    const words = brushed.map((axis) => `${axis.title} ${rangeText(axis, brushes[axis.column])}`).join(", ");
    setText(
      this.readout,
      words
        ? t("{0}: {1} of {2} trials", words, whole(count), whole(state.table.length))
        : t("Drag along an axis, or use the arrow keys on it, to select trials."),
    );
    this.paintWhenSeen();
  }

  private paintWhenSeen(): void {
    this.isPainted = false;
    this.canvas.classList.toggle("stale", !this.inSight);
    if (this.inSight) this.paint();
  }

  private paint(): void {
    const { contents } = this;
    if (!contents || this.room === 0) return;
    const { axes, columns } = contents;
    const width = Math.max(this.room, axes.length * minGap);
    Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    this.stage.style.paddingTop = `${titleHeight}px`;
    this.stage.style.width = `${width}px`;
    const { done: rows } = columns;
    const values = axes.map((axis) => columns.values(axis));
    const isDense = this.painter.paint(this.canvas, width, height, { ...contents, rows, values });
    this.isPainted = true;
    this.canvas.classList.remove("stale");
    const frame = frameOf(width, height, axes.length);
    const room = axes.length > 1 ? Math.min(160, frame.xs[1] - frame.xs[0] - 4) : 160;
    for (const [a, brush] of this.brushes.entries()) {
      brush.place({ x: frame.xs[a], top: frame.top + titleHeight, height: frame.bottom - frame.top, room, width });
    }
    const what = isDense
      ? t(
          "How many of {0} trials pass each place; trials excluded by the filter or the axes are grey.",
          whole(rows.length),
        )
      : t("Each line is one of {0} completed trials. Better trials have stronger lines.", whole(rows.length));
    setText(this.note, what);
  }

  private brush(a: number, interval: readonly [number, number] | undefined): void {
    const { contents } = this;
    if (!contents) return;
    const axis = contents.axes[a];
    this.at = a;
    const brushes = withBrush(contents.brushes, axis, interval && valuesIn(axis.scale, interval));
    this.contents = { ...contents, brushes };
    this.change(brushes);
  }

  /** Moves the focus to an axis; all axes are a single tab stop. */
  private goTo(a: number): void {
    if (a < 0 || a >= this.brushes.length) return;
    this.at = a;
    if (this.contents) this.render(this.contents);
    this.brushes[a].focus();
  }
}

/** Formats a range: "0.01 to 0.3", "adam". */
function rangeText({ scale }: Axis, [low, high]: readonly [number, number]): string {
  return low === high ? scale.text(low) : t("{0} to {1}", scale.text(low), scale.text(high));
}
