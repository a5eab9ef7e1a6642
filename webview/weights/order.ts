/** In which order units stand: by number, or by what tells them apart. Pure. */
import type { RequestResult } from "../../src/protocol/requests";
import type { Sorting } from "../state/viewState";
import { figure, shortPercent } from "../ui/format";

export const sortings = [
  ["number", "Units by number"],
  ["norm-down", "Largest norm first"],
  ["norm-up", "Smallest norm first"],
  ["firing-down", "Fire most often first"],
  ["firing-up", "Fire least often first"],
] as const satisfies readonly (readonly [Sorting, string])[];

type Units = RequestResult<"units">;

/** What the host is asked to draw: numbers of units, and a name that tells one order from another. */
export interface Order {
  readonly name: string;
  readonly units: number[];
}

/** Undefined: by number. Of equals the lower number stands first. */
export function orderOf({ epoch, batch, layers }: Units, layer: number, sorting: Sorting): Order | undefined {
  const figures = layers[layer];
  if (sorting === "number" || !figures) return undefined;
  const values = sorting.startsWith("norm") ? figures.norms : figures.firing;
  const sign = sorting.endsWith("up") ? 1 : -1;
  const units = Array.from(values.keys()).sort((a, b) => sign * (values[a] - values[b]) || a - b);
  return { name: `${sorting} of layer ${layer}, epoch ${epoch}, batch ${batch}`, units };
}

/** "norm 2.31, fires on 43%" */
export function figuresOf({ layers }: Units, layer: number, unit: number): string | undefined {
  const figures = layers[layer];
  if (!figures || unit >= figures.norms.length) return undefined;
  return `norm ${figure(figures.norms[unit])}, fires on ${shortPercent(figures.firing[unit])}`;
}

/** What "fires" means, for a layer's activation. */
export function describeFiring({ set, examples }: Units, activation: string): string {
  const of = `${examples} ${set === "train" ? "training" : "validation"} examples`;
  const when: Record<string, string> = {
    tanh: "its |z| is over 0.5",
    sigmoid: "its z is over 0.5",
    softmax: "its z is the largest",
  };
  return `A unit fires on an example where ${when[activation] ?? "its weighted input is above 0"}; counted over ${of}.`;
}
