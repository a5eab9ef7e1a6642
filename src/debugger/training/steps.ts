/**
 * Parts of an operation, and steps that compute every element of a matrix by itself: shown for all elements, or for
 * one with its numbers.
 */
import type { NamedMatrix } from "../matrices";

/** A step within an operation, and what it computes. */
interface Part {
  readonly title: string;
  readonly result: NamedMatrix;
}

export interface Parts {
  readonly all: readonly Part[];
  /** The largest distance of what the parts come to from the operation's result; 0 where all bits are the same. */
  readonly difference: number;
  /** What the line behind the last one says; left out: how far the parts are from the operation. */
  readonly end?: string;
  /** What is shown when so many are done; left out: their results. */
  shown?(done: number): readonly NamedMatrix[];
}

/** The values of a matrix by its name, those of the operation's result included. */
export type Read = (name: string) => Promise<NamedMatrix>;

export interface ElementStep {
  readonly head: string;
  /** What is computed, without an index, and the sign behind it. */
  readonly of: string;
  readonly sign: "=" | "←";
  /** From what, where an index stands behind each name. */
  formula(index: string): string;
  /** The same with the numbers of an element. */
  numbers(at: number): string;
  readonly result: NamedMatrix;
}

/** What the last steps come to, and what the operation has left. */
export interface Outcome {
  readonly own: NamedMatrix;
  readonly backend: NamedMatrix;
}

/** @param outcomes of each matrix that the operation computes */
export const stepsOfAll = (steps: readonly ElementStep[], outcomes: readonly Outcome[]): Parts => ({
  all: steps.map(({ head, of, sign, formula, result }) => ({
    title: `${head} · ${of} ${sign} ${formula("")}`,
    result,
  })),
  difference: Math.max(...outcomes.map(({ own, backend }) => distance(own, backend))),
});

/** @param first shown before the steps */
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

/** The line behind the last step or term, and how far they are from the operation. */
export function endOf(
  results: readonly { name: string; own: number; backend: number }[],
): Pick<Parts, "difference" | "end"> {
  const said = results.map(({ name, own, backend }) =>
    Object.is(own, backend)
      ? `${name} has the bits of the operation's`
      : `${name} differs from the operation's ${backend} by ${Math.abs(own - backend)}`,
  );
  const difference = Math.max(...results.map(({ own, backend }) => Math.abs(own - backend)));
  return { difference, end: `end of the terms · ${said.join("; ")}` };
}

export const single = (name: string, value: number): NamedMatrix => ({
  ...{ name, rows: 1, columns: 1, values: Float32Array.of(value) },
});

export function distance(a: NamedMatrix, b: NamedMatrix): number {
  let most = 0;
  for (let i = 0; i < a.values.length; i++) most = Math.max(most, Math.abs(a.values[i] - b.values[i]));
  return most;
}
