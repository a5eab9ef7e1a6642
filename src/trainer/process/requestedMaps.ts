/**
 * Answers requests for maps of layers. Each request works on its map for a moment; the page asks again until it is
 * complete, so that a map that nobody wants any more costs nothing.
 */
import type { ParsedParams, RequestResult } from "../../protocol/requests";
import { pauses } from "../views/explain/explained";
import { computeMap, type MapLayout, type StartLayouts } from "../views/projection/mapLayout";
import { mappedExamples } from "../views/projection/mappedExamples";
import { loadUmap } from "../views/projection/umapLayout";
import type { Moment, RunNetwork } from "../views/runNetwork";
import { checkpointOf } from "./requestedOutputs";

type Params = ParsedParams<"layerMap">;
type Result = RequestResult<"layerMap">;

/** A map at work. */
interface Work {
  readonly about: Omit<Result, keyof MapLayout>;
  readonly map: MapLayout;
  readonly steps: Generator<void, void>;
}

/** Work of one request. */
const milliseconds = 300;
/** Maps at work, each of which holds the distances of all pairs, and complete maps. */
const [maxAtWork, maxCached] = [2, 100];

export class RequestedMaps {
  /** Maps at work by their request. */
  private readonly atWork = new Map<string, Work>();
  /** Complete maps by their request and its moment. */
  private readonly complete = new Map<string, Result>();
  private readonly starts: StartLayouts = new Map();

  constructor(private readonly network: RunNetwork) {}

  async of(params: Params): Promise<Result> {
    const asked = JSON.stringify(params);
    const work = this.atWork.get(asked) ?? (await this.begin(params));
    const key = keyOf(params, work.about);
    const known = this.complete.get(key);
    if (known) return known;
    keep(this.atWork, asked, work, maxAtWork);
    await advance(work);
    const result = { ...work.about, ...work.map };
    if (result.done === 1) {
      this.atWork.delete(asked);
      keep(this.complete, key, result, maxCached);
    }
    return result;
  }

  private async begin(params: Params): Promise<Work> {
    if (params.method === "umap") await loadUmap();
    const { epoch, batch, mapped } = await this.network.withWeights(checkpointOf(params.at), async (explained) => ({
      mapped: await mappedExamples(explained, params),
    }));
    const { set, method, neighbours: wanted, minDist, seed, most } = params;
    const { layer, inputs, ...known } = mapped;
    const neighbours = Math.min(wanted, known.examples - 1);
    const about = { epoch, batch, set, ...known, ...(method === "umap" && { neighbours }) };
    const settings = { neighbours, minDist, seed };
    const map: MapLayout = { done: 0 };
    const order = { method, settings, layer, inputs, startKey: JSON.stringify([set, most, settings]) };
    return { about, map, steps: computeMap(map, order, this.starts) };
  }
}

/** Works on a map until a moment has passed, and lets the process do other work meanwhile. */
async function advance({ steps }: Work): Promise<void> {
  const pause = pauses();
  const end = performance.now() + milliseconds;
  do {
    if (steps.next().done) return;
    await pause();
  } while (performance.now() < end);
}

const keyOf = ({ at: _, ...params }: Params, { epoch, batch }: Moment) => JSON.stringify([params, epoch, batch]);

/** Adds to a cache, without its oldest entry if there are too many. */
function keep<Value>(cache: Map<string, Value>, key: string, value: Value, most: number): void {
  cache.set(key, value);
  const [oldest] = cache.keys();
  if (cache.size > most) cache.delete(oldest);
}
