/** The columns of a data set as inputs of the network, and features that can be changed, in the data's units. */
import type { InputFeature } from "../../../core/explain/dependence";
import { gridOf } from "../../../core/explain/dependence";
import type { InputColumn } from "../../../core/explain/importance";
import { type Column, valuesIn, widthOf } from "../../../data/columnEncoding";
import type { Dataset } from "../../../data/dataset";
import { type DatePart, partsOfMoment } from "../../../formats/table/date";

type Described = Pick<Dataset, "inputs" | "columns" | "inputNames">;

/** Returns the columns, in order; of data without columns every input. */
export function columnsOf({ inputs, columns, inputNames }: Described): InputColumn[] {
  if (!columns) {
    return Array.from({ length: inputs }, (_, i) => ({ name: inputNames?.[i] ?? `input ${i}`, from: i, width: 1 }));
  }
  let from = 0;
  return columns.map((column) => {
    const width = widthOf(column);
    from += width;
    return { name: column.name, from: from - width, width };
  });
}

/** A number that can be changed: a column, or a part of a date. */
export interface NumberFeature {
  readonly kind: "number";
  readonly name: string;
  /** Index of its input. */
  readonly input: number;
  /** Index of the input that is 1 if the value is missing. */
  readonly flag?: number | undefined;
  /** Value − input. */
  readonly shift: number;
}

/** A category, or a cyclic part of a date, which has few values. */
export interface CategoryFeature {
  readonly kind: "category";
  readonly name: string;
  readonly labels: readonly string[];
  /** Indices of its inputs, with that of the flag of a missing value. */
  readonly inputs: readonly number[];
  /** The inputs for each label. */
  readonly points: readonly (readonly number[])[];
}
export type Feature = NumberFeature | CategoryFeature;

/** Returns the features, in the order of the columns: one for each column, several for a date. */
export function featuresOf(described: Described): Feature[] {
  const places = columnsOf(described);
  const { columns } = described;
  if (!columns) return places.map(({ name, from }) => ({ kind: "number", name, input: from, shift: 0 }));
  return columns.flatMap((column, c) => featuresOfColumn(column, places[c].from));
}

function featuresOfColumn(column: Column, from: number): Feature[] {
  const { name } = column;
  const flag = "flag" in column && column.flag ? from + valuesIn(column) : undefined;
  if (column.kind === "number") return [{ kind: "number", name, input: from, flag, shift: column.shift ?? 0 }];
  if (column.kind === "date") return partsOfDate(column, from, flag);
  const labels = column.values.map((value) => value || "missing");
  if (column.kind === "ordinal") {
    return [{ kind: "category", name, labels, inputs: [from], points: labels.map((_, i) => [i]) }];
  }
  const inputs = labels.map((_, i) => from + i);
  return [
    { kind: "category", name, labels, inputs, points: labels.map((_, i) => labels.map((_, k) => Number(i === k))) },
  ];
}

/** First and last value of the cyclic parts. */
const turns = { month: [1, 12], day: [1, 31], weekday: [1, 7], hour: [0, 23], minute: [0, 59] };

function partsOfDate(
  { name, parts, cyclic }: Extract<Column, { kind: "date" }>,
  from: number,
  flag: number | undefined,
): Feature[] {
  let input = from;
  return parts.map((part): Feature => {
    const about = `${name} ${part}`;
    if (!cyclic || part === "year") return { kind: "number", name: about, input: input++, flag, shift: 0 };
    const [first, last] = turns[part];
    const values = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const inputs = [input++, input++, ...(flag === undefined ? [] : [flag])];
    const points = values.map((value) => [...cyclicInputs(part, value), ...(flag === undefined ? [] : [0])]);
    return { kind: "category", name: about, labels: values.map(String), inputs, points };
  });
}

const cyclicInputs = (part: DatePart, value: number) => partsOfMoment({ [part]: value }, [part], true);

/** Returns the values of a number that are not missing, in its unit. @param values [count, inputs] */
export function observedIn(values: Float32Array, inputs: number, { input, flag, shift }: NumberFeature): number[] {
  const observed: number[] = [];
  for (let start = 0; start < values.length; start += inputs) {
    if (flag === undefined || values[start + flag] === 0) observed.push(values[start + input] + shift);
  }
  return observed;
}

/** Returns the inputs of a number. */
export const inputsOfNumber = ({ input, flag }: NumberFeature): number[] =>
  flag === undefined ? [input] : [input, flag];

/** Returns the values of `inputsOfNumber` for a number that is not missing. */
export const pointOfNumber = ({ flag, shift }: NumberFeature, value: number): number[] =>
  flag === undefined ? [value - shift] : [value - shift, 0];

/** Returns the index of the label that an example has; −1 if it has none. @param values [inputs] */
export const labelIn = (values: Float32Array, { inputs, points }: CategoryFeature): number =>
  points.findIndex((point) => point.every((value, k) => Math.abs(value - values[inputs[k]]) < 1e-6));

/** Returns where a feature is tried: the values or labels, and their inputs. */
export function gridOfFeature(
  values: Float32Array,
  inputs: number,
  feature: Feature,
): InputFeature & { readonly labels?: readonly string[]; readonly values?: readonly number[] } {
  if (feature.kind === "number") {
    const grid = gridOf(observedIn(values, inputs, feature));
    return {
      inputs: inputsOfNumber(feature),
      points: grid.map((value) => pointOfNumber(feature, value)),
      values: grid,
    };
  }
  const rows = Array.from({ length: values.length / inputs }, (_, i) => values.subarray(i * inputs, (i + 1) * inputs));
  const occurring = new Set(rows.map((row) => labelIn(row, feature)));
  const pick = <Item>(items: readonly Item[]) => items.filter((_, i) => occurring.has(i));
  return { inputs: feature.inputs, points: pick(feature.points), labels: pick(feature.labels) };
}
