/** Simulates why a network answers so, for the page's tests: of pictures of digits, and of a table of loans. */
import type { At } from "../../src/protocol/at";
import type { RunDescription } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { run } from "./recorded";

const momentOf = (at: At = "best") => ({ epoch: at === "best" ? 9 : typeof at === "number" ? at : 12, batch: 0 });

/** Of the hidden layer's 100 units, unit 7 carries the answer. */
const unitsOf = ({ at, answer = 4 }: RequestParams<"carryingUnits">): RequestResult<"carryingUnits"> => ({
  ...momentOf(at),
  answer,
  score: 0.75,
  layers: [
    {
      z: Float32Array.from({ length: 100 }, (_, unit) => unit / 100),
      change: Float32Array.from({ length: 100 }, (_, unit) => (unit === 7 ? -0.5 : 0.001 * unit)),
    },
  ],
});

/** Answers about pictures of 28 × 28: the pixel in row 3 and column 5 speaks for the answer, the first one against it. */
export function pictureReasons(name: string, params: unknown): unknown {
  const map = Float32Array.from({ length: 784 }, (_, i) => (i === 60 ? 2 : i === 0 ? -1 : 0));
  switch (name) {
    case "saliency": {
      const { at, answer = 4 } = params as RequestParams<"saliency">;
      const maps = { gradient: map, occlusion: map.map((value) => value / 4), patch: 4 };
      return { ...momentOf(at), answer, score: 0.75, ...maps } satisfies RequestResult<"saliency">;
    }
    case "classSaliency": {
      const { at } = params as RequestParams<"classSaliency">;
      const classes = Array.from({ length: 10 }, (_, c) => ({ examples: 100 - c, map: map.map(Math.abs) }));
      return { ...momentOf(at), classes } satisfies RequestResult<"classSaliency">;
    }
    case "carryingUnits":
      return unitsOf(params as RequestParams<"carryingUnits">);
  }
}

export const loans: RunDescription = { ...run, network: "loans", shape: [5, 100, 2], activations: ["tanh", "softmax"] };
delete loans.imageShape;
const ages = Array.from({ length: 60 }, (_, i) => 20 + i);
const features = ["age", "a plan with a rather long name", "since month"];

/** The probability of "yes" rises with the age; a change of 11 years turns the answer. */
export function loanServer(name: string, params: unknown): unknown {
  switch (name) {
    case "data":
      return {
        task: "classification",
        sets: [
          { set: "validation", examples: 400 },
          { set: "train", examples: 4000 },
        ],
        classNames: ["no", "yes"],
        targetNames: [],
        isMnist: false,
        inputs: ["age", "plan=basic", "plan=pro", "month sin", "month cos"].map((input) => ({ name: input, mean: 1 })),
      } satisfies RequestResult<"data">;
    case "example": {
      const { set, index } = params as RequestParams<"example">;
      const values = Float32Array.of(30 + index, 1, 0, 0, 1);
      return { set, index, total: 400, actual: 1, values } satisfies RequestResult<"example">;
    }
    case "importance": {
      const { at } = params as RequestParams<"importance">;
      const columns = [
        { name: "a plan with a rather long name", mean: 0.12, deviation: 0.01 },
        { name: "age", mean: 0.3, deviation: 0.02 },
        { name: "since", mean: -0.004, deviation: 0.005 },
      ];
      const about = { metric: "accuracy", score: 0.9, repeats: 5, examples: 200, total: 400 } as const;
      return { ...momentOf(at), ...about, columns } satisfies RequestResult<"importance">;
    }
    case "dependence": {
      const { at, feature, answer = 1 } = params as RequestParams<"dependence">;
      const labels = feature === 0 ? undefined : ["basic", "pro"];
      const average = labels ? [0.25, 0.75] : ages.map((age) => age / 100);
      const lines = [0.1, -0.1].map((more, index) => ({ index, own: 1, predictions: average.map((y) => y + more) }));
      const grid = labels ? { labels } : { values: ages };
      const about = { answer, features, name: features[feature], examples: 400, total: 400 };
      return { ...momentOf(at), ...about, ...grid, average, lines } satisfies RequestResult<"dependence">;
    }
    case "changes": {
      const { at, index } = params as RequestParams<"changes">;
      const changes = [
        { name: "age", from: 30 + index, to: 41.0001 + index, answer: 1, size: 0.8 },
        { name: features[1], from: "basic", to: "pro", answer: 1 },
        { name: "since month", from: "12" },
      ];
      const about = { task: "classification", label: 0, index, answer: 0, actual: 1, examples: 400 } as const;
      return { ...momentOf(at), ...about, changes } satisfies RequestResult<"changes">;
    }
    case "carryingUnits":
      return unitsOf({ answer: 0, ...(params as RequestParams<"carryingUnits">) });
  }
}

/** Returns the answers of a server with values that grow with the epoch: 0 at epoch 0, whole at epoch 12. */
export const growing =
  (server: (name: string, params: unknown) => unknown) =>
  (name: string, params: unknown): unknown => {
    const found = server(name, params);
    const { epoch = 12 } = (found ?? {}) as { epoch?: number };
    const grown = (value: number) => (value * epoch) / 12;
    switch (name) {
      case "importance": {
        const answer = found as RequestResult<"importance">;
        return { ...answer, columns: answer.columns.map((each) => ({ ...each, mean: grown(each.mean) })) };
      }
      case "dependence": {
        const answer = found as RequestResult<"dependence">;
        return { ...answer, average: answer.average.map(grown) };
      }
      case "carryingUnits": {
        const answer = found as RequestResult<"carryingUnits">;
        return { ...answer, layers: answer.layers.map((each) => ({ ...each, change: each.change.map(grown) })) };
      }
      case "saliency": {
        const { gradient, occlusion, ...answer } = found as RequestResult<"saliency">;
        return { ...answer, gradient: gradient.map(grown), occlusion: occlusion?.map(grown) };
      }
      default:
        return found;
    }
  };
