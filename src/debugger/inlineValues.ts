/** Inline values at the ends of config lines while the debugger is stopped. Lines count from 0. */
import type { InlineValue } from "../protocol/matrixRequest";
import { say } from "./language";
import type { NamedMatrix } from "./matrices";

/** A part of the config with a line of its own; layers count from 0. */
type Lined = { readonly kind: "data" | "cost" } | { readonly kind: "layer"; readonly layer: number };

/**
 * Returns the inline values in the order of the lines, without matrices that are not computed yet.
 * @param lineOf returns undefined if the file has no such line
 * @param more texts of other lines
 */
export async function inlineValues(
  layers: number,
  read: (name: string) => Promise<NamedMatrix | undefined>,
  lineOf: (of: Lined) => number | undefined,
  more: readonly { readonly line: number | undefined; readonly text: string }[] = [],
): Promise<InlineValue[]> {
  const texts = new Map<number, string[]>();
  const add = (line: number | undefined, text: string | undefined) => {
    if (line !== undefined && text !== undefined) texts.set(line, [...(texts.get(line) ?? []), text]);
  };
  const matrices = async (names: readonly string[]) => {
    const all = await Promise.all(names.map(read));
    const there = all.flatMap((each) => (each ? [shortly(each)] : []));
    return there.length > 0 ? there.join(" · ") : undefined;
  };
  add(lineOf({ kind: "data" }), await matrices(["z0", "y"]));
  for (let layer = 0; layer < layers; layer++) {
    const names = ["z", "delta", "GW", "W"].map((kind) => `${kind}${layer + 1}`);
    add(lineOf({ kind: "layer", layer }), await matrices(names));
  }
  const cost = await read("cost");
  add(lineOf({ kind: "cost" }), cost && say("cost {0}", Number(cost.values[0].toPrecision(5))));
  for (const { line, text } of more) add(line, text);
  return [...texts].sort(([a], [b]) => a - b).map(([line, all]) => ({ line, text: all.join(" · ") }));
}

/** Formats a matrix as "z1 32×16, norm 4.1". */
function shortly({ name, rows, columns, values }: NamedMatrix): string {
  let squares = 0;
  for (const value of values) squares += value * value;
  return say("{0} {1}×{2}, norm {3}", name, rows, columns, Number(Math.sqrt(squares).toPrecision(3)));
}
