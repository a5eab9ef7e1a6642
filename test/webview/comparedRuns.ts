/**
 * Seeded runs to compare: three seeds of one config, and one with another learning rate; and their processes' answers.
 */
import { RandomStream } from "../../src/core/random";
import type { ComparedRun, CompareHostMessage } from "../../src/protocol/compare";
import type { EpochEnded, Event } from "../../src/protocol/events";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { digit } from "./digits";
import { epochs, pictureFor, run, running, started } from "./recorded";

export const runs: readonly ComparedRun[] = [1, 2, 3, 1].map((seed, i) => ({
  ...run,
  folder: `/project/.matrix-network/mnist/20261124T13450${i}Z-3fa${i}`,
  id: `20261124T13450${i}Z-3fa${i}`,
  name: `13:45:0${i}`,
  seed,
  task: "classification",
  data: ["aa", "bb"],
  group: i === 3 ? 3 : 0,
}));

const settings = [
  { path: "training.seed", values: ["1", "2", "3", "1"] },
  { path: "training.optimizer.learningRate", values: ["1", "1", "1", "0.1"] },
];

/** Returns the epochs of run i; each run differs slightly from the one before. */
export const epochsOf = (i: number, count: number): EpochEnded[] =>
  (epochs(count) as EpochEnded[]).map((epoch) => ({
    ...epoch,
    cost: epoch.cost * (i === 3 ? 2 : 1 + i / 10),
    validationAccuracy: (epoch.validationAccuracy ?? 0) - (i === 3 ? 0.02 : i * 0.001),
    validationCost: (epoch.validationCost ?? 0) * (i === 3 ? 1.5 : 1 + i / 20),
  }));

const history = (i: number, count: number): CompareHostMessage => ({
  type: "run",
  folder: runs[i].folder,
  message: {
    type: "history",
    run: runs[i],
    events: [{ ...started, seed: runs[i].seed } as Event, ...epochsOf(i, count)],
  },
});

const completed = { ...running, state: "completed" } as const;
export const stateOf = (i: number, state: "running" | "completed"): CompareHostMessage => ({
  type: "run",
  folder: runs[i].folder,
  message: state === "running" ? running : completed,
});

/** All messages that answer the page's first `ready`. */
export const compared: readonly CompareHostMessage[] = [
  { type: "compared", runs: [...runs], settings, missing: [] },
  ...runs.flatMap((_, i) => [history(i, 30), stateOf(i, "completed")]),
];

/** 1,000 examples, 100 of each class: run i predicts the next class for every (40 + 7 i)-th. */
function predictions(i: number, set: "train" | "validation" | "test"): RequestResult<"predictions"> {
  const random = new RandomStream(i + 1, "sample");
  const actual = Float64Array.from({ length: 1000 }, (_, n) => n % 10);
  const predicted = actual.map((c, n) => (n % (40 + 7 * i) === 0 ? (c + 1) % 10 : c));
  const sure = Float32Array.from(actual, (_, n) => 0.5 + random.uniform(n) / 2);
  return { epoch: 17 + i, batch: 0, set, examples: 1000, width: 1, digest: `the ${set} set`, actual, predicted, sure };
}

function weightDifference(params: RequestParams<"weightDifference">) {
  return {
    picture: pictureFor({ ...params, what: "weights" }),
    epoch: 17,
    otherEpoch: 18,
    norms: [
      { own: 11.5, other: 11.8, difference: 16.4, cosine: 0.005 },
      { own: 4.2, other: 4.1, difference: 5.6, cosine: 0.09 },
    ],
  };
}

/** Answers as the child processes of all runs. */
export function compareServer(name: string, params: unknown, { folder }: { folder?: string }): unknown {
  const i = runs.findIndex((each) => each.folder === folder);
  switch (name) {
    case "data":
      return {
        task: "classification",
        sets: (["validation", "test"] as const).map((set) => ({ set, examples: 1000 })),
        classNames: Array.from({ length: 10 }, (_, c) => String(c)),
        targetNames: [],
        imageShape: [28, 28],
        inputs: Array.from({ length: 784 }, (_, n) => ({ name: `input ${n}`, mean: 33 })),
      };
    case "predictions":
      return predictions(i, (params as RequestParams<"predictions">).set);
    case "inputs":
      return { values: (params as RequestParams<"inputs">).indices.map((n) => digit(n % 10, n)) };
    case "weightDifference":
      return weightDifference(params as RequestParams<"weightDifference">);
    default:
      throw new Error(`nobody answers ${name} in this test`);
  }
}
