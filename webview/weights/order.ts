/** The order of units: by number, or by one of their statistics. Pure. */

import type { RequestResult } from "../../src/protocol/requests";
import type { Sorting } from "../state/viewState";
import { figure, shortPercent } from "../ui/format";
import { t } from "../ui/l10n";

export const sortings = [
  ["number", t("Units by number")],
  ["norm-down", t("Largest norm first")],
  ["norm-up", t("Smallest norm first")],
  ["firing-down", t("Fire most often first")],
  ["firing-up", t("Fire least often first")],
] as const satisfies readonly (readonly [Sorting, string])[];

type Units = RequestResult<"units">;

/** An order in a request: numbers of units, and a name that identifies the order. */
export interface Order {
  readonly name: string;
  readonly units: number[];
}

/** Returns the order of a layer's units, ties by number; undefined for the order by number. */
export function orderOf({ epoch, batch, layers }: Units, layer: number, sorting: Sorting): Order | undefined {
  const figures = layers[layer];
  if (sorting === "number" || !figures) return undefined;
  const values = sorting.startsWith("norm") ? figures.norms : figures.firing;
  const sign = sorting.endsWith("up") ? 1 : -1;
  const units = Array.from(values.keys()).sort((a, b) => sign * (values[a] - values[b]) || a - b);
  return { name: `${sorting} of layer ${layer}, epoch ${epoch}, batch ${batch}`, units };
}

/** Formats the statistics of a unit: "norm 2.31, fires on 43%". */
export function figuresOf({ layers }: Units, layer: number, unit: number): string | undefined {
  const figures = layers[layer];
  if (!figures || unit >= figures.norms.length) return undefined;
  return t("norm {0}, fires on {1}", figure(figures.norms[unit]), shortPercent(figures.firing[unit]));
}

/** Explains "fires" for a layer's activation function. */
export function describeFiring({ set, examples }: Units, activation: string): string {
  const of = set === "train" ? t("{0} training examples", examples) : t("{0} validation examples", examples);
  const when: Record<string, string> = {
    tanh: t("its |z| is over 0.5"),
    sigmoid: t("its z is over 0.5"),
    softmax: t("its z is the largest"),
  };
  return t(
    "A unit fires on an example where {0}; counted over {1}.",
    when[activation] ?? t("its weighted input is above 0"),
    of,
  );
}
