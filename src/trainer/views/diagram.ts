/**
 * A network diagram: as many units of every layer as can be drawn, the weights between them, and the activations of an
 * example.
 */
import type { ResolvedConfig } from "../../config/schema/resolve";
import { NetworkError } from "../../core/errors";
import type { NamedArray } from "../../core/layer";
import type { Dataset } from "../../data/dataset";
import type { ParsedParams, RequestResult } from "../../protocol/requests";
import { traceExample } from "../experiment/oneExample";
import { normsOf } from "./units";

type Diagram = RequestResult<"diagram">;
type Params = ParsedParams<"diagram">;

/** Number of incoming weights listed for each unit. */
const listed = 5;

/** @param arrays parameters W0, b0, … at the moment `at` */
export async function diagramOf(
  task: { config: ResolvedConfig; dataset: Pick<Dataset, "inputs" | "train"> },
  arrays: readonly NamedArray[],
  at: { epoch: number; batch: number },
  { most, mostInputs, choose, values }: Params,
): Promise<Diagram> {
  const { layers } = task.config;
  const { inputs } = task.dataset;
  if (values && values.length !== inputs) {
    throw new NetworkError("bad-example", { values: values.length, inputs });
  }
  const array = (name: string) => arrays.find((each) => each.name === name)?.values ?? new Float32Array();
  const weights = layers.map((_, l) => array(`W${l}`));
  const way = values && (await traceExample(task, arrays, values));
  const shownInputs = chosen(inputs, mostInputs, choose, () => outgoing(weights[0], inputs));
  let before = shownInputs;
  const drawn = layers.map(({ units }, l) => {
    const W = weights[l];
    const shown = chosen(units, most, choose, () => normsOf(W, units));
    const own = (all: Float32Array) => Float32Array.from(shown, (unit) => all[unit]);
    const between = Float32Array.from({ length: before.length * shown.length }, (_, i) => {
      return W[before[Math.floor(i / shown.length)] * units + shown[i % shown.length]];
    });
    before = shown;
    return {
      units,
      shown,
      W: between,
      b: own(array(`b${l}`)),
      strongest: shown.map((unit) => strongestOf(W, unit, units)),
      ...(way && { s: own(way.s[l]), z: own(way.z[l]) }),
    };
  });
  return { epoch: at.epoch, batch: at.batch, inputs, shownInputs, layers: drawn };
}

/**
 * Returns at most `most` of `count` unit indices, ascending: evenly spaced, or those with the largest norms, which are
 * measured only if needed.
 */
function chosen(count: number, most: number, choose: Params["choose"], measure: () => Float32Array): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  if (choose === "evenly") return Array.from({ length: most }, (_, i) => Math.floor(((i + 0.5) * count) / most));
  if (most === 0) return [];
  const norms = measure();
  const byNorm = Array.from(norms.keys()).sort((a, b) => norms[b] - norms[a] || a - b);
  return byNorm.slice(0, most).sort((a, b) => a - b);
}

/** Returns √Σ w² over each input's outgoing weights. W: [inputs, units] */
function outgoing(W: Float32Array, inputs: number): Float32Array {
  const units = W.length / inputs;
  const norms = new Float32Array(inputs);
  for (let i = 0; i < inputs; i++) {
    let squares = 0;
    for (let u = i * units; u < (i + 1) * units; u++) squares += W[u] * W[u];
    norms[i] = Math.sqrt(squares);
  }
  return norms;
}

/** Returns a unit's incoming weights with the largest absolute values, largest first. */
function strongestOf(W: Float32Array, unit: number, units: number): { from: number; weight: number }[] {
  const best: { from: number; weight: number }[] = [];
  for (let from = 0, i = unit; i < W.length; from++, i += units) {
    const weight = W[i];
    if (best.length === listed && Math.abs(weight) <= Math.abs(best[listed - 1].weight)) continue;
    const place = best.findIndex((each) => Math.abs(each.weight) < Math.abs(weight));
    best.splice(place < 0 ? best.length : place, 0, { from, weight });
    best.length = Math.min(best.length, listed);
  }
  return best;
}
