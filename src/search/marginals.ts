/**
 * Marginals of functional analysis of variance (Hutter et al., 2014, section 3): the prediction of a regression tree as
 * a function of one column, averaged over all values of the others; exact, from the leaves' parts of the unit cube.
 */
import { type Column, isInterval, type Leaf, type Side } from "./forest";
import { unitCell, type Values } from "./space";
import type { Parameter } from "./types";

/** A trial, or the mean over its seeds. */
export interface Observation {
  readonly values: Values;
  readonly objective: number;
}

/** Returns a parameter's column; NaN for a value that the parameter does not have. */
export function columnOf(parameter: Parameter, seen: readonly Observation[]): Column {
  const choices = parameter.kind === "choice" ? parameter.choices.length : undefined;
  const values = seen.map(({ values }) => {
    const [from, to] = unitCell(parameter, values[parameter.path]) ?? [Number.NaN, Number.NaN];
    return choices === undefined ? (from + to) / 2 : Math.round(from * choices);
  });
  return { values, choices };
}

function sizeOf(side: Side, { choices = 1 }: Column): number {
  return isInterval(side) ? side[1] - side[0] : side.size / choices;
}

export type Measured = Leaf & { readonly size: number };

/** Adds to each leaf the size of its part of the unit cube. */
export function measured(leaves: readonly Leaf[], columns: readonly Column[]): readonly Measured[] {
  return leaves.map((leaf) => ({
    ...leaf,
    size: leaf.sides.reduce((product, side, i) => product * sizeOf(side, columns[i]), 1),
  }));
}

/** Variance of the prediction as a function of the i-th column alone, the others averaged. */
export function marginalVariance(column: Column, i: number, leaves: readonly Measured[], mean: number): number {
  const pieces =
    column.choices === undefined
      ? piecesOfNumbers(column, i, leaves)
      : piecesOfChoices(column, column.choices, i, leaves);
  return pieces.reduce((sum, { size, prediction }) => sum + size * (prediction - mean) ** 2, 0);
}

/** The same function at one value of the column. */
export function marginalAt(column: Column, i: number, leaves: readonly Measured[], value: number): number {
  return leaves.filter(({ sides }) => holds(sides[i], value)).reduce((sum, leaf) => sum + weightOf(leaf, i, column), 0);
}

/** Tests as the forest splits: a number on the border belongs to the left. */
function holds(side: Side, value: number): boolean {
  if (!isInterval(side)) return side.has(value);
  return value <= side[1] && (value > side[0] || side[0] === 0);
}

interface Part {
  readonly size: number;
  readonly prediction: number;
}

/** A leaf's contribution to the average at each point of its side. */
function weightOf({ prediction, size, sides }: Measured, i: number, column: Column): number {
  return (prediction * size) / sizeOf(sides[i], column);
}

function piecesOfNumbers(column: Column, i: number, leaves: readonly Measured[]): readonly Part[] {
  const steps = leaves.flatMap((leaf) => {
    const [from, to] = leaf.sides[i] as readonly [number, number];
    const weight = weightOf(leaf, i, column);
    return [
      { at: from, weight },
      { at: to, weight: -weight },
    ];
  });
  steps.sort((a, b) => a.at - b.at);
  let prediction = 0;
  return steps.map(({ at, weight }, k) => {
    prediction += weight;
    return { prediction, size: k + 1 < steps.length ? steps[k + 1].at - at : 0 };
  });
}

function piecesOfChoices(column: Column, choices: number, i: number, leaves: readonly Measured[]): readonly Part[] {
  return Array.from({ length: choices }, (_, choice) => {
    return { size: 1 / choices, prediction: marginalAt(column, i, leaves, choice) };
  });
}
