/** The examples of a map: which they are, what they are and are predicted as, and their activations. */
import { NetworkError } from "../../../core/errors";
import { scale } from "../../../core/explain/predictor";
import type { ParsedParams } from "../../../protocol/requests";
import { evenIndices, sampleEvenly } from "../../experiment/sampleEvenly";
import { asNumbers, decisionsOf, type Explained, predictorOf, refuseUnknown, scoresFor } from "../explain/explained";
import { examplesOf } from "../runNetwork";
import type { Activations } from "./mapLayout";

export interface Mapped {
  /** Number of examples that are drawn, and of those of the set. */
  readonly examples: number;
  readonly total: number;
  readonly units: number;
  readonly indices: number[];
  readonly actual: number[];
  readonly predicted: number[];
  /** Undefined for the inputs. */
  readonly layer: Activations | undefined;
  inputs(): Activations;
}

/** Two points and more can be near each other and far from a third. */
const fewest = 3;

/** Throws a NetworkError if there is no such set, layer, label or target, or the activations are not finite. */
export async function mappedExamples(
  explained: Explained,
  { set, layer, most, of }: Pick<ParsedParams<"layerMap">, "set" | "layer" | "most" | "of">,
): Promise<Mapped> {
  const { dataset, network } = explained;
  const { layers } = network;
  if (layer !== null && layer >= layers.length) throw new NetworkError("no-layer", { layer, layers: layers.length });
  if (dataset.task !== "classification") refuseUnknown(dataset, of);
  const all = examplesOf(dataset, set);
  if (all.count < fewest) throw new NetworkError("no-map/few", { set, count: all.count, least: fewest });
  const sample = sampleEvenly(all, most);
  const { inputs: columns, outputs, targets } = sample;
  const values = asNumbers(sample.values);
  const last = layers.length - 1;
  const [own, z] = await predictorOf(explained).activations(values, [layer ?? last, last]);
  if (!own.every(Number.isFinite) || !z.every(Number.isFinite)) throw new NetworkError("no-map/overflow", { set });
  const isRegression = dataset.task === "regression";
  const stored = Float32Array.from(targets);
  return {
    examples: sample.count,
    total: all.count,
    units: layer === null ? columns : layers[layer].units,
    indices: evenIndices(all.count, most),
    actual: [...(dataset.task === "classification" ? targets : scoresFor(stored, outputs, dataset, of))],
    predicted: isRegression ? [...scoresFor(z, outputs, dataset, of)] : decisionsOf(z, outputs, dataset, of),
    layer: layer === null ? undefined : { values: own, columns: layers[layer].units },
    inputs: () => {
      const scaled = new Float32Array(values.length);
      scale(values, sample, scaled);
      return { values: scaled, columns };
    },
  };
}
