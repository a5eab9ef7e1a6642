/** Matrices for the client, besides variables: their memory, and parts of them for pictures and tables. */
import { type Axis, type MatrixAnswer, type MatrixPart, matrixParams } from "../protocol/matrixRequest";
import { reduceToCells } from "../trainer/views/reduce";
import type { Change, LastStop } from "./lastStop";
import type { NamedMatrix } from "./matrices";
import { bytesOf, Memory } from "./memory";

/** Access to the matrices of a debuggee. */
export interface MatrixSource {
  /** Throws an Error while the debuggee is running. */
  checkStopped(): void;
  /** Returns a description of the current position. */
  stop(): string;
  names(): readonly string[];
  /** Finds a matrix, including those that only the parts of an operation have. */
  find(name: string): Promise<NamedMatrix | undefined>;
  /** Returns the reason why a matrix does not exist. */
  missing(name: string): string;
  nameOf(matrix: string, column: number): string | undefined;
  classesOf(matrix: string): Promise<readonly string[] | undefined>;
  readonly data: { readonly inputs: number; readonly imageShape?: number[] | undefined };
}

export class MatrixViews {
  readonly memory: Memory;

  constructor(
    private readonly source: MatrixSource,
    private readonly lastStop: LastStop,
  ) {
    this.memory = new Memory((name) => {
      source.checkStopped();
      return source.find(name);
    });
  }

  /** Answers the request `matrix`. Throws an Error that states what is wrong. */
  async matrix(given: unknown): Promise<MatrixAnswer> {
    const { source } = this;
    source.checkStopped();
    const params = parsed(given);
    const { name } = params;
    this.lastStop.want(name);
    const at = { name, stop: source.stop(), names: source.names() };
    const matrix = await source.find(name);
    if (!matrix) return { ...at, missing: source.missing(name) };
    const change = await this.lastStop.changeOf(matrix);
    const axes = axesOf(name);
    const cut = cutOf(matrix, params);
    const labels = isOfExamples(name) ? await source.classesOf("y") : undefined;
    const names = (axis: Axis, [from, to]: readonly [number, number]) => {
      const all = Array.from({ length: to - from }, (_, i) =>
        axis === "example" ? labels?.[from + i] : source.nameOf(axis === "input" ? "z0" : "y", from + i),
      );
      return axis !== "unit" && all.some((each) => each !== undefined) ? all.map((each) => each ?? "") : undefined;
    };
    const [rowNames, columnNames] = [names(axes.rows, cut.window.rows), names(axes.columns, cut.window.columns)];
    const image = imageOf(matrix, source.data);
    return {
      ...at,
      rows: matrix.rows,
      columns: matrix.columns,
      axes,
      ...cut,
      ...compared(matrix, change, cut),
      ...(rowNames && { rowNames }),
      ...(columnNames && { columnNames }),
      ...(image && { image }),
      figures: figuresOf(matrix, change),
    };
  }
}

/** Returns true if the rows of a matrix are the examples of the minibatch. */
const isOfExamples = (name: string): boolean => /^(y|(z|s|delta)\d+)$/.test(name);

/** Returns the class name of each row of y. */
export function classesOf({ rows, columns, values }: NamedMatrix, classNames: readonly string[]): string[] {
  return Array.from({ length: rows }, (_, row) => {
    if (columns === 1) return classNames[values[row]] ?? String(values[row]);
    const targets = values.subarray(row * columns, (row + 1) * columns);
    return classNames[targets.indexOf(Math.max(...targets))] ?? "";
  });
}

function parsed(given: unknown) {
  const result = matrixParams.safeParse(given);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw new Error(`matrix: ${path.join(".") || "arguments"}: ${message}`);
}

/** Returns the axes: rows are inputs for weights of the first layer, examples for matrices of the minibatch. */
function axesOf(name: string): MatrixPart["axes"] {
  if (name === "z0") return { rows: "example", columns: "input" };
  if (name === "y") return { rows: "example", columns: "class" };
  if (name === "W1" || name === "GW1") return { rows: "input", columns: "unit" };
  return { rows: isOfExamples(name) ? "example" : "unit", columns: "unit" };
}

function imageOf(
  { name, rows, columns }: NamedMatrix,
  { imageShape: shape, inputs }: MatrixSource["data"],
): MatrixPart["image"] {
  if (!shape || shape.reduce((all, side) => all * side, 1) !== inputs) return undefined;
  if (name === "z0" && columns === inputs) return { of: "rows", shape };
  return (name === "W1" || name === "GW1") && rows === inputs ? { of: "columns", shape } : undefined;
}

type Cut = Pick<MatrixPart, "window" | "cells" | "values">;
type Params = ReturnType<typeof parsed>;

function cutOf(matrix: NamedMatrix, { window, rows, columns }: Params): Cut {
  const within = ([from, to]: readonly [number, number], length: number): [number, number] => {
    const end = Math.min(to, length);
    return [Math.min(from, end - 1), end];
  };
  const shown = {
    rows: within(window?.rows ?? [0, matrix.rows], matrix.rows),
    columns: within(window?.columns ?? [0, matrix.columns], matrix.columns),
  };
  const reduced = cellsOf(matrix, matrix.values, shown, { rows, columns });
  return {
    window: shown,
    cells: { rows: reduced.rows, columns: reduced.columns },
    values: base64(reduced.values),
  };
}

const cellsOf = (
  { rows, columns }: NamedMatrix,
  values: Float32Array,
  window: MatrixPart["window"],
  most: { rows: number; columns: number },
) => reduceToCells(values, [rows, columns], most, { window: { inputs: window.rows, units: window.columns } });

function compared(
  matrix: NamedMatrix,
  change: Change,
  { window, cells }: Cut,
): Pick<MatrixPart, "before" | "changed" | "noBefore"> {
  if (change.kind !== "compared") return { noBefore: change.kind };
  const { values: before } = change.before;
  const isChanged = matrix.values.map((value, i) => (Object.is(value, before[i]) ? 0 : 1));
  const flags = cellsOf(matrix, isChanged, window, cells).values;
  return {
    before: base64(cellsOf(matrix, before, window, cells).values),
    changed: Buffer.from(Uint8Array.from(flags, (share) => Number(share > 0))).toString("base64"),
  };
}

function figuresOf({ values }: NamedMatrix, change: Change): MatrixPart["figures"] {
  let [least, most, sum, squares, finite] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
    sum += value;
    squares += value * value;
    finite++;
  }
  const all = { norm: Math.sqrt(squares), mean: finite > 0 ? sum / finite : 0, notFinite: values.length - finite };
  const range = finite > 0 ? { least, most } : { least: 0, most: 0 };
  if (change.kind !== "compared") return { ...all, ...range };
  let largestChange = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = Math.abs(values[i] - change.before.values[i]);
    if (distance > largestChange) largestChange = distance;
  }
  return { ...all, ...range, changed: change.count, largestChange };
}

const base64 = (values: Float32Array): string => bytesOf(values).toString("base64");
