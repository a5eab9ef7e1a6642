/** Prepares a surface for drawing: the fields of the outputs, their boundaries, and the wrong predictions. Pure. */

import type { RequestResult } from "../../src/protocol/requests";
import { figure, percent, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { contour, type Extent, type Field, type Point, rangeOf, roundSteps, valueAt } from "./field";
import type { Lines } from "./planeCanvas";
import { leader } from "./shading";

export type Surface = RequestResult<"surface">;
export type Points = Surface["points"][number];
export type DataDescription = RequestResult<"data">;

/** Leads of the predicted class that are marked by a thin line: 75% and 95% with two classes. */
const leads = [0.5, 0.9];

/** Returns the names of the classes; undefined for multi-label data and regression. */
export const classesOf = ({ task, classNames }: DataDescription): readonly string[] | undefined =>
  task === "classification" ? classNames : undefined;

/** Returns a field per class or target. A single unit z stands for the second class, and 1 − z for the first. */
export function answerFields({ layers }: Surface, data: DataDescription): Field[] {
  const { z, columns, rows, units } = layers[layers.length - 1];
  const fields = Array.from({ length: units }, (_, unit) => unitField({ z, columns, rows }, unit));
  const [only] = fields;
  if (units > 1 || !classesOf(data)) return fields;
  return [{ ...only, values: only.values.map((value) => 1 - value) }, only];
}

export const unitField = (
  { z, columns, rows }: { z: Float32Array; columns: number; rows: number },
  unit: number,
): Field => ({
  columns,
  rows,
  values: z.subarray(unit * columns * rows, (unit + 1) * columns * rows),
});

/** Returns the value of each field at a point of the plane. */
export function valuesAt(fields: readonly Field[], { from, to }: Surface, [x, y]: Point): Float32Array {
  const share = [(x - from[0]) / (to[0] - from[0]), (y - from[1]) / (to[1] - from[1])];
  return Float32Array.from(fields, (field) =>
    valueAt(field, share[0] * (field.columns - 1), share[1] * (field.rows - 1)),
  );
}

/** Returns the boundaries between the classes, and contours of the lead. */
export function classLines(fields: readonly Field[], surface: Surface, discrete: boolean): Lines[] {
  // Two classes have a single boundary.
  const boundaries = (fields.length === 2 ? fields.slice(0, 1) : fields).flatMap((_, k) =>
    contour(
      combined(fields, (values) => values[k] - best(values, k)),
      0,
    ),
  );
  const lead = combined(fields, (values) => leader(values).lead);
  const thin = discrete ? [] : leads.flatMap((level) => contour(lead, level));
  return [
    { segments: inPlane(thin, fields[0], surface), width: 0.8 },
    { segments: inPlane(boundaries, fields[0], surface), width: 1.6, strong: true },
  ];
}

/** Returns contours at round values. */
export function valueLines(field: Field, surface: Extent): Lines[] {
  const range = rangeOf(field.values);
  return levelLines(field, surface, roundSteps(...range, 10), range);
}

/** Returns contours, light where the scale's colours are dark and dark where they are light. */
export function levelLines(
  field: Field,
  extent: Extent,
  levels: readonly number[],
  [least, largest]: readonly [number, number],
): Lines[] {
  const isDark = (level: number) => (level - least) / (largest - least) < 0.55;
  const at = (some: readonly number[]) =>
    inPlane(
      some.flatMap((level) => contour(field, level)),
      field,
      extent,
    );
  return [
    { segments: at(levels.filter(isDark)), width: 0.9, color: "rgba(255, 255, 255, 0.6)" },
    { segments: at(levels.filter((level) => !isDark(level))), width: 0.9, color: "rgba(0, 0, 0, 0.6)" },
  ];
}

/** Returns the zero contour of a unit. */
export const zeroLine = (field: Field, surface: Surface): Lines[] => [
  { segments: inPlane(contour(field, 0), field, surface), width: 1.4, strong: true },
];

const best = (values: ArrayLike<number>, without: number): number => {
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < values.length; k++) if (k !== without) most = Math.max(most, values[k]);
  return most;
};

function combined(fields: readonly Field[], of: (values: Float32Array) => number): Field {
  const [{ columns, rows }] = fields;
  const here = new Float32Array(fields.length);
  const values = Float32Array.from({ length: columns * rows }, (_, i) => {
    for (const [k, field] of fields.entries()) here[k] = field.values[i];
    return of(here);
  });
  return { columns, rows, values };
}

function inPlane(segments: readonly number[], { columns, rows }: Field, { from, to }: Extent) {
  return segments.map((value, i) => {
    const axis = i % 2;
    return from[axis] + ((to[axis] - from[axis]) * value) / ((axis === 0 ? columns : rows) - 1);
  });
}

/** Returns the predicted class of an example; with a single unit, the second class if it is above 0.5. */
function answerTo({ answers, count }: Points, i: number): number {
  const outputs = answers.length / count;
  if (outputs === 1) return Number(answers[i] > 0.5);
  return leader(answers.subarray(i * outputs, (i + 1) * outputs)).answer;
}

/** @returns 1 for each wrongly predicted example, else 0, [examples] */
export function wrongOf(points: Points): Uint8Array {
  return Uint8Array.from({ length: points.count }, (_, i) => Number(answerTo(points, i) !== points.targets[i]));
}

const setNames = { train: t("training"), validation: t("validation"), test: t("test") } as const;
export const setName = (set: Points["set"]): string => setNames[set];

/** Describes the errors: "3 of 800 training examples wrong (0.38%)", or the RMSE of a regression. */
export function describeErrors(points: Points, data: DataDescription): string {
  const { count, examples, set, answers, targets } = points;
  const sample = count < examples ? t("{0} of the {1}", whole(count), whole(examples)) : whole(examples);
  if (classesOf(data)) {
    const wrong = wrongOf(points).reduce((sum, each) => sum + each, 0);
    return t("{0} of {1} {2} examples wrong ({3})", whole(wrong), sample, setName(set), percent(wrong / count));
  }
  if (data.task === "multi-label") {
    const wrong = answers.reduce((sum, answer, i) => sum + Number(answer > 0.5 !== targets[i] > 0.5), 0);
    const labels = answers.length;
    return t(
      "{0} of {1} labels of {2} {3} examples wrong ({4})",
      whole(wrong),
      whole(labels),
      sample,
      setName(set),
      percent(wrong / labels),
    );
  }
  const squares = answers.reduce((sum, answer, i) => sum + (answer - targets[i]) ** 2, 0);
  return t("{0} RMSE {1} over {2} examples", setName(set), figure(Math.sqrt(squares / count)), sample);
}

/** Returns the share of the plane of each predicted class. */
export function sharesOf(fields: readonly Field[]): number[] {
  const shares = fields.map(() => 0);
  const places = fields[0].values.length;
  for (let i = 0; i < places; i++) shares[leader(fields.map(({ values }) => values[i])).answer] += 1 / places;
  return shares;
}
