/** Maps of layers: UMAP's layouts, and the answers of the role `serve`, which come in parts. */
import assert from "node:assert/strict";
import { aligned, type Layout } from "../../../src/core/projection/align";
import { distancesOf, trustworthiness } from "../../../src/core/projection/neighbours";
import { principalComponents } from "../../../src/core/projection/principal";
import { finished } from "../../../src/core/projection/steps";
import { RandomStream } from "../../../src/core/random";
import type { ParsedParams, RequestResult } from "../../../src/protocol/requests";
import { RunServer } from "../../../src/trainer/process/serve";
import { loadUmap, umapLayout } from "../../../src/trainer/views/projection/umapLayout";
import { finish, irisConfig, Workspace } from "../workspace";

const count = 90;
const columns = 4;
const settings = { neighbours: 10, minDist: 0.1, seed: 1 };

/** Three clusters along three axes, each point moved at random. @param side −1 for the mirror image of all */
function clusters(side: 1 | -1, noise: number): Float32Array {
  const random = new RandomStream(4, "sample");
  const other = new RandomStream(5, "sample");
  return Float32Array.from({ length: count * columns }, (_, i) => {
    const isOwn = Math.floor(i / columns) % 3 === i % columns;
    return side * (4 * Number(isOwn) + random.uniform(i) + noise * other.uniform(i));
  });
}

function layoutOf(values: Float32Array, start = pcaOf(values), seed = 1): Layout {
  return finished(umapLayout(finished(distancesOf(values, columns)), start, { ...settings, seed }));
}

function pcaOf(values: Float32Array): Layout {
  const [x, y] = finished(principalComponents(values, columns)).coordinates;
  return { x, y };
}

/** Returns the mean distance of the points of two layouts. */
const moved = (a: Layout, b: Layout): number =>
  Array.from(a.x, (x, i) => Math.hypot(x - b.x[i], a.y[i] - b.y[i])).reduce((sum, each) => sum + each) / count;

describe("UMAP", () => {
  const [first, second] = [clusters(1, 0), clusters(-1, 0.2)];
  let layout: Layout;

  before(async () => {
    await loadUmap();
    layout = layoutOf(first);
  });

  it("gives the same layout for the same seed, and another one for another", () => {
    assert.deepEqual(layoutOf(first), layout);
    assert.notDeepEqual(layoutOf(first, pcaOf(first), 2), layout);
  });

  it("keeps neighbours", () => {
    const trust = finished(trustworthiness(finished(distancesOf(first, columns)), layout, 10));
    assert.ok(trust > 0.9, String(trust));
  });

  it("does not jump after alignment, though its PCA turns around", () => {
    const next = layoutOf(second);
    const [raw, now] = [moved(next, layout), moved(aligned(next, layout), layout)];
    assert.ok(now < raw / 4, `${now} and ${raw}`);
  });

  it("jumps less from a common start than from one of its own", () => {
    const next = layoutOf(second, pcaOf(first));
    const [own, common] = [moved(layoutOf(second), layout), moved(next, layout)];
    assert.ok(common < own / 2, `${common} and ${own}`);
  });

  it("separates points that are all equal", () => {
    const { x, y } = layoutOf(new Float32Array(count * columns));
    assert.ok([...Array.from(x), ...Array.from(y)].every(Number.isFinite));
  });
});

describe("the map of a layer", () => {
  const asked = { set: "validation", layer: 0, method: "pca", most: 2000, of: 0, ...settings } as const;
  let workspace: Workspace;
  let server: RunServer;
  let run: string;

  before(async () => {
    workspace = new Workspace();
    const data = { format: "builtin", name: "iris", validation: { examples: 60 } };
    const training = { epochs: 2, keepEvery: 1, optimizer: { type: "sgd", learningRate: 0.02 } };
    ({ run } = await finish({ train: workspace.write(irisConfig({ data, training })) }));
    server = new RunServer(run);
  });
  after(() => workspace.remove());

  /** Asks until the map is complete. */
  async function complete(params: ParsedParams<"layerMap">, of = server): Promise<RequestResult<"layerMap">> {
    for (;;) {
      const found = await of.layerMap(params);
      if (found.done === 1) return found;
    }
  }

  it("of the inputs is their PCA, with the classes of the examples and of the predictions", async () => {
    const found = await complete({ ...asked, layer: null, at: 2 });
    assert.deepEqual([found.epoch, found.set, found.examples, found.total, found.units], [2, "validation", 60, 60, 4]);
    const { confusion } = await server.evaluation({ set: "validation", at: 2 });
    const pairs = found.actual.map((actual, i) => [actual, found.predicted[i]]);
    const counted = confusion.map((row, i) => row.map((_, j) => pairs.filter(([a, p]) => a === i && p === j).length));
    assert.deepEqual(counted, confusion);
    assert.ok(found.shares && found.shares[0] > found.shares[1] && found.shares[0] + found.shares[1] <= 1.000001);
    assert.ok(found.points && found.trustworthiness && found.trustworthiness > 0.9);
  });

  it("takes some of the examples, evenly", async () => {
    const { indices, examples, total } = await complete({ ...asked, most: 20, at: 1 });
    assert.deepEqual([indices.slice(0, 3), examples, total], [[0, 3, 6], 20, 60]);
  });

  it("by UMAP does not depend on the maps that were asked for before", async () => {
    const umap = { ...asked, method: "umap", at: 2 } as const;
    await complete({ ...umap, at: 1 });
    const after = await complete(umap);
    assert.deepEqual(await complete(umap, new RunServer(run)), after);
    assert.equal(after.neighbours, 10);
  });

  it("is refused for a layer or a set that the run lacks", async () => {
    await assert.rejects(server.layerMap({ ...asked, layer: 2 }), { code: "no-layer" });
    await assert.rejects(server.layerMap({ ...asked, set: "test" }), { code: "no-set" });
  });
});
