/** The large picture of the predictions or of one unit's activation over the plane, with examples and legend. */

import type { RunDescription } from "../../src/protocol/panel";
import { element, setText } from "../ui/dom";
import { figure, quantity } from "../ui/format";
import { t, within } from "../ui/l10n";
import { makePalette } from "../weights/palette";
import {
  answerFields,
  classesOf,
  classLines,
  type DataDescription,
  describeErrors,
  type Points,
  type Surface,
  sharesOf,
  unitField,
  valueLines,
  valuesAt,
  zeroLine,
} from "./decision";
import { type Field, type Point, rangeOf } from "./field";
import { classLegend, scaleLegend } from "./legend";
import { paint } from "./paint";
import { type Lines, PlaneCanvas } from "./planeCanvas";
import { drawPoints } from "./pointsLayer";
import { PointsTable } from "./pointsTable";
import { classShading, type Shading, unitShading, valueShading } from "./shading";
import { limitOf, type Unit } from "./unitTiles";

/** Side of the picture in pixels; the canvas shows it at twice the size. */
const pixels = 240;

export interface DecisionOptions {
  readonly discrete: boolean;
  readonly unit: Unit | undefined;
  /** Sets whose examples are shown. */
  readonly sets: readonly Points["set"][];
}

interface Drawing {
  readonly title: string;
  readonly fields: readonly Field[];
  readonly shading: Shading;
  readonly lines: Lines[];
  readonly legend: HTMLElement;
  readonly description: string;
  /** Range of the targets on the colour scale; undefined for classes. */
  readonly range?: readonly [number, number] | undefined;
}

export class DecisionView {
  private readonly title = element("h2");
  private readonly words = element("p", { class: "caption" });
  private readonly plane = new PlaneCanvas();
  private readonly legend = element("div");
  private readonly table = new PointsTable(t("Predictions over the plane"));
  private readonly picture = element("canvas");
  readonly element = element(
    "section",
    { class: "decision" },
    this.title,
    this.words,
    this.plane.element,
    this.legend,
    this.table.element,
  );

  draw(surface: Surface, data: DataDescription, run: RunDescription, looks: DecisionOptions): void {
    const { unit } = looks;
    const drawing = unit ? drawUnit(surface, data, run, unit, looks) : drawAnswer(surface, data, looks);
    const { fields, shading, lines, range } = drawing;
    paint(this.picture, fields, shading, pixels);
    const axes: [string, string] = [axisName(data.inputs[0]), axisName(data.inputs[1])];
    const points = surface.points.filter(({ set }) => looks.sets.includes(set));
    const words = (place: Point) => shading.words(valuesAt(fields, surface, place));
    const moment =
      surface.batch > 0 ? t("Epoch {0}, batch {1}", surface.epoch, surface.batch) : t("Epoch {0}", surface.epoch);
    const counts = surface.points.map((each) => describeErrors(each, data)).join("; ");
    setText(this.title, drawing.title);
    setText(this.words, `${moment}: ${counts}.`);
    this.legend.replaceChildren(drawing.legend);
    this.plane.draw({
      from: surface.from,
      to: surface.to,
      picture: this.picture,
      axes,
      name: `${drawing.title}, ${within(moment)}. ${drawing.description}`,
      lines,
      over: (context, at, size) => drawPoints(context, points, { at, size }, range),
      words,
    });
    this.table.show(surface, axes, words);
  }
}

function drawAnswer(surface: Surface, data: DataDescription, { discrete, sets }: DecisionOptions): Drawing {
  const names = classesOf(data);
  const fields = answerFields(surface, data);
  if (names) {
    const shares = sharesOf(fields);
    const description = names
      .map((name, k) => t("{0} on {1}% of the plane", name, Math.round(shares[k] * 100)))
      .join(", ");
    return {
      title: t("Prediction over the plane"),
      fields,
      shading: classShading(names, discrete),
      lines: classLines(fields, surface, discrete),
      legend: classLegend(
        names,
        shares,
        sets.some((set) => set !== "train"),
      ),
      description: `${description}.`,
    };
  }
  const [field] = fields;
  const name = data.targetNames[0] ?? t("answer");
  const range = valueRange(field, surface);
  return {
    title: t("{0} over the plane", name),
    fields: [field],
    shading: valueShading(name, range, discrete),
    lines: valueLines(field, surface),
    legend: scaleLegend(name, range),
    description: t("From {0} to {1}.", threeDigits(range[0]), threeDigits(range[1])),
    range,
  };
}

function drawUnit(
  surface: Surface,
  data: DataDescription,
  { activations }: RunDescription,
  { layer, unit }: Unit,
  { discrete }: DecisionOptions,
): Drawing {
  const grid = surface.layers[layer];
  const field = unitField(grid, Math.min(unit, grid.shown - 1));
  const limit = limitOf(grid.z);
  const palette = makePalette();
  const paletteOf = (share: number) => {
    const [red, green, blue] = new Uint8Array(palette.buffer, Math.round(share * 254) * 4, 3);
    return `rgb(${red}, ${green}, ${blue})`;
  };
  const [least, largest] = rangeOf(field.values);
  return {
    title: t("Layer {0}, unit {1} ({2})", layer + 1, unit, activations[layer]),
    fields: [field],
    shading: unitShading(limit, discrete),
    lines: zeroLine(field, surface),
    legend: scaleLegend("z", [-limit, limit], paletteOf),
    description: t("z from {0} to {1}.", threeDigits(least), threeDigits(largest)),
    range: classesOf(data) ? undefined : valueRange(answerFields(surface, data)[0], surface),
  };
}

/** Returns the range of predictions and targets. */
function valueRange(field: Field, { points }: Surface): [number, number] {
  const first = ({ targets, count }: Points) => targets.filter((_, i) => i % (targets.length / count) === 0);
  return rangeOf(field.values, ...points.map(first));
}

/** Returns the name of an axis; its numbers are the inputs of the network, with `shift` subtracted. */
const axisName = ({ name, shift }: DataDescription["inputs"][number]): string =>
  shift === undefined ? name : `${name} − ${quantity(shift)}`;

const threeDigits = (value: number): string => figure(Number(value.toPrecision(3)));
