/**
 * Parts of an operation, and steps that compute the elements of a matrix independently: shown for all elements, or for
 * one element with its numbers.
 */

import { say } from "../language";
import type { NamedMatrix } from "../matrices";

/** A step within an operation, and its result. */
interface Part {
  readonly title: string;
  readonly result: NamedMatrix;
}

export interface Parts {
  readonly all: readonly Part[];
  /** Largest distance between the parts' results and the operation's; 0 if all bits are equal. */
  readonly difference: number;
  /** Text of the line after the last part; absent: the distance from the operation. */
  readonly end?: string;
  /** Returns the values displayed after `done` parts; absent: their results. */
  shown?(done: number): readonly NamedMatrix[];
}

/** Reads a matrix by name; results of the operation are available. */
export type Read = (name: string) => Promise<NamedMatrix>;

export interface ElementStep {
  readonly head: string;
  /** Name of the result, without an index, and the sign after it. */
  readonly of: string;
  readonly sign: "=" | "←";
  /** Returns the formula with an index after each name. */
  formula(index: string): string;
  /** Returns the formula with the numbers of an element. */
  numbers(at: number): string;
  readonly result: NamedMatrix;
}

/** The result of the last steps, and that of the operation. */
export interface Outcome {
  readonly own: NamedMatrix;
  readonly backend: NamedMatrix;
}

/** @param outcomes one per matrix that the operation computes */
export const stepsOfAll = (steps: readonly ElementStep[], outcomes: readonly Outcome[]): Parts => ({
  all: steps.map(({ head, of, sign, formula, result }) => ({
    title: `${head} · ${of} ${sign} ${formula("")}`,
    result,
  })),
  difference: Math.max(...outcomes.map(({ own, backend }) => distance(own, backend))),
});

/** @param first parts before the steps */
export function stepsOfOne(
  steps: readonly ElementStep[],
  { own, backend }: Outcome,
  at: number,
  first: Parts["all"] = [],
): Parts {
  const { columns, rows } = backend;
  const index = rows === 1 ? `[${at}]` : `[${Math.floor(at / columns)},${at % columns}]`;
  const all = steps.map(({ head, of, sign, formula, numbers, result }) => {
    const value = result.values[at];
    const title = `${head} · ${of}${index} ${sign} ${formula(index)} = ${numbers(at)} = ${value}`;
    return { title, result: single(`${result.name}${index}`, value) };
  });
  const name = `${backend.name}${index}`;
  const compared = { name, own: own.values[at], backend: backend.values[at] };
  return { all: [...first, ...all], ...endOf([compared]) };
}

/** Returns the line after the last step or term, and the distance from the operation. */
export function endOf(
  results: readonly { name: string; own: number; backend: number }[],
): Pick<Parts, "difference" | "end"> {
  const parts = results.map(({ name, own, backend }) =>
    Object.is(own, backend)
      ? say("{0} has the bits of the operation's", name)
      : say("{0} differs from the operation's {1} by {2}", name, backend, Math.abs(own - backend)),
  );
  const difference = Math.max(...results.map(({ own, backend }) => Math.abs(own - backend)));
  return { difference, end: `${say("end of the terms")} · ${parts.join("; ")}` };
}

export const single = (name: string, value: number): NamedMatrix => ({
  ...{ name, rows: 1, columns: 1, values: Float32Array.of(value) },
});

export function distance(a: NamedMatrix, b: NamedMatrix): number {
  let most = 0;
  for (let i = 0; i < a.values.length; i++) most = Math.max(most, Math.abs(a.values[i] - b.values[i]));
  return most;
}
