/** Simulates a child process for the page's tests: ten classes of images of 28 × 28, with predictable answers. */
import type { At } from "../../src/protocol/at";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { run, weightAt } from "./recorded";
import { pictureReasons } from "./whyServer";

/** Draws class c as a bar at height c; it is brighter for higher indices. */
export const digit = (c: number, index = 0): Float32Array =>
  Float32Array.from({ length: 784 }, (_, i) =>
    Math.abs(Math.floor(i / 28) - 4 - c * 2) < 2 ? 155 + (index % 100) : 0,
  );

/** 100 examples of each class; c of them are predicted as c + 1. */
const confusion = Array.from({ length: 10 }, (_, c) =>
  Array.from({ length: 10 }, (_, answer) => (answer === c ? 100 - (c < 9 ? c : 0) : answer === c + 1 && c < 9 ? c : 0)),
);
const mistakes = confusion.flatMap((row, actual) =>
  row.flatMap((count, predicted) =>
    actual === predicted ? [] : Array.from({ length: count }, () => ({ actual, predicted })),
  ),
);

/** The last checkpoint is epoch 12, the best is epoch 9. */
const momentOf = (at: At = "best") => (at === "best" ? 9 : typeof at === "number" ? at : 12);

const outputsFor = (answer: number, sure: number): Float32Array =>
  Float32Array.from({ length: 10 }, (_, c) => (c === answer ? sure : (1 - sure) / 9));

function examples(params: RequestParams<"examples">): RequestResult<"examples"> {
  const { actual = null, predicted = null, first = 0, count = 50, set, at } = params;
  const epoch = momentOf(at);
  const right = actual !== null && (predicted === null || actual === predicted);
  const chosen = right
    ? Array.from({ length: confusion[actual][actual] }, () => ({ actual, predicted: actual }))
    : mistakes.filter(
        (each) => (actual ?? each.actual) === each.actual && (predicted ?? each.predicted) === each.predicted,
      );
  const shown = chosen.slice(first, first + count).map((each, i) => ({
    ...each,
    index: first + i,
    outputs: outputsFor(each.predicted, 0.99 - (first + i) / 1000),
    values: digit(each.actual, first + i),
  }));
  return { epoch, batch: 0, set, total: chosen.length, first, examples: shown };
}

/** The brightest row determines the class. */
function activations({ values, at }: RequestParams<"activations">): RequestResult<"activations"> {
  const plain = values as unknown as { float32?: number[] };
  const given = plain.float32 ?? Array.from(values);
  const rows = Array.from({ length: 28 }, (_, y) => given.slice(y * 28, y * 28 + 28).reduce((sum, v) => sum + v, 0));
  const brightest = rows.indexOf(Math.max(...rows));
  const answer = Math.max(0, Math.min(9, Math.round((brightest - 3) / 2)));
  const z = Float32Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? 0 : Math.sin(i + brightest)));
  const answers = outputsFor(answer, given.some((value) => value > 0) ? 0.9 : 0.1);
  return { epoch: momentOf(at), batch: 0, layers: [z, answers], answers: [...answers] };
}

/** The classes alternate. */
function exampleAt(params: RequestParams<"example">): RequestResult<"example"> {
  const { set, index, step = 1, actual = null } = params;
  const at = Array.from({ length: 1000 }, (_, i) => (index + i * step + 1000) % 1000).find(
    (each) => actual === null || each % 10 === actual,
  );
  return { set, index: at ?? 0, total: 1000, actual: (at ?? 0) % 10, values: digit((at ?? 0) % 10, at) };
}

/** Units of the first layer: norms that rise and fall over the units, and falling firing rates. */
function units({ at }: RequestParams<"units">): RequestResult<"units"> {
  const layers = run.shape.slice(1).map((count) => ({
    norms: Float32Array.from({ length: count }, (_, unit) => 1 + ((unit * 37) % count) / count),
    firing: Float32Array.from({ length: count }, (_, unit) => 1 - unit / count),
  }));
  return { epoch: momentOf(at), batch: 0, set: "validation", examples: 1000, layers };
}

/** Samples the units evenly; weights are those of `weightAt`, z those of `activations`. */
function diagramFor(params: RequestParams<"diagram">): RequestResult<"diagram"> {
  const { most, mostInputs, values } = params;
  const shownOf = (count: number, most: number) =>
    Array.from({ length: Math.min(count, most) }, (_, i) => Math.floor(((i + 0.5) * count) / Math.min(count, most)));
  const way = values && activations({ values });
  const shownInputs = shownOf(784, mostInputs);
  let before = shownInputs;
  const layers = run.shape.slice(1).map((units, l) => {
    const shown = shownOf(units, most);
    const from = before;
    before = shown;
    const z = way && Float32Array.from(shown, (unit) => way.layers[l][unit]);
    return {
      units,
      shown,
      W: Float32Array.from(from.flatMap((input) => shown.map((unit) => weightAt(unit, l === 0 ? input : input * 7)))),
      b: Float32Array.from(shown, (unit) => unit / 100),
      strongest: shown.map((unit) =>
        [200, 210, 220].map((input) => ({ from: l === 0 ? input : input % 100, weight: weightAt(unit, input) })),
      ),
      ...(z && { z, s: z }),
    };
  });
  return { epoch: momentOf(params.at), batch: 0, inputs: 784, shownInputs, layers };
}

export function digitServer(name: string, params: unknown): unknown {
  switch (name) {
    case "data":
      return {
        task: "classification",
        sets: [
          { set: "validation", examples: 1000 },
          { set: "test", examples: 1000 },
          { set: "train", examples: 50000 },
        ],
        classNames: Array.from({ length: 10 }, (_, c) => String(c)),
        targetNames: [],
        isMnist: true,
        imageShape: [28, 28],
        inputs: Array.from({ length: 784 }, (_, i) => ({ name: `input ${i}`, mean: 33 })),
      } satisfies RequestResult<"data">;
    case "evaluation": {
      const { set, at } = params as RequestParams<"evaluation">;
      return {
        epoch: momentOf(at),
        batch: 0,
        set,
        examples: 1000,
        accuracy: 0.964,
        confusion,
      } satisfies RequestResult<"evaluation">;
    }
    case "examples":
      return examples(params as RequestParams<"examples">);
    case "example":
      return exampleAt(params as RequestParams<"example">);
    case "units":
      return units(params as RequestParams<"units">);
    case "diagram":
      return diagramFor(params as RequestParams<"diagram">);
    case "activations":
      return activations(params as RequestParams<"activations">);
    // Every picture is classified as a five.
    case "readPicture":
      return { values: digit(5), isAnimated: false } satisfies RequestResult<"readPicture">;
    default:
      return pictureReasons(name, params);
  }
}
