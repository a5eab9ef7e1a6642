/** Simulates a child process that draws maps: ten classes on a circle, which every epoch turns and moves apart. */
import { RandomStream } from "../../src/core/random";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { digit, digitServer } from "./digits";

const random = new RandomStream(30, "sample");
const count = 400;

/** Coordinates of an epoch. PCA's axes change their signs from one epoch to the next. */
function pointsAt(epoch: number, isPca: boolean) {
  const side = isPca && epoch % 2 === 1 ? -1 : 1;
  const at = (i: number, part: 0 | 1) => {
    const angle = ((i % 10) * Math.PI) / 5 + epoch / 40;
    const middle = (part === 0 ? Math.cos(angle) : Math.sin(angle)) * (3 + epoch / 10) * (part === 0 ? 1.2 : 1);
    return side * (middle + random.uniform(2 * i + part));
  };
  const axis = (part: 0 | 1) => Float32Array.from({ length: count }, (_, i) => at(i, part));
  return { x: axis(0), y: axis(1) };
}

/**
 * Answers as the run of digits, with maps of 400 of 1,000 examples.
 * @param parts answers that a UMAP takes
 */
export const mapServer = ({ parts = 3, data = {} as Partial<RequestResult<"data">> } = {}) => {
  const asked = new Map<string, number>();
  return (name: string, params: unknown): unknown => {
    if (name === "data") return { ...(digitServer(name, params) as RequestResult<"data">), ...data };
    if (name === "inputs") {
      const { indices } = params as RequestParams<"inputs">;
      return { values: indices.map((index) => digit(index % 10, index)) } satisfies RequestResult<"inputs">;
    }
    if (name !== "layerMap") return digitServer(name, params);
    const { at, set, method, layer, neighbours = 15 } = params as RequestParams<"layerMap">;
    const key = JSON.stringify(params);
    const answers = (asked.get(key) ?? 0) + 1;
    asked.set(key, answers);
    const isPca = method === "pca";
    const done = isPca ? 1 : Math.min(1, answers / parts);
    const epoch = typeof at === "number" ? at : 9;
    const isRegression = data.task === "regression";
    return {
      epoch,
      batch: 0,
      set,
      done,
      examples: count,
      total: 1000,
      units: layer === null ? 784 : 100,
      indices: Array.from({ length: count }, (_, i) => Math.floor(2.5 * i)),
      actual: Array.from({ length: count }, (_, i) => (isRegression ? i / 4 : i % 10)),
      predicted: Array.from({ length: count }, (_, i) => (isRegression ? i / 4 + (i % 7) : i % 25 === 0 ? 5 : i % 10)),
      ...((isPca || done === 1) && { points: pointsAt(epoch, isPca), trustworthiness: 0.9 }),
      ...(isPca ? { shares: [0.4, 0.25] } : { neighbours }),
    } satisfies RequestResult<"layerMap">;
  };
};
