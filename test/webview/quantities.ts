/**
 * Simulates the child process of a regression for the page's tests: two quantities of 400 examples, one of them an
 * outlier.
 */

import { inverseNormal } from "../../src/core/normal";
import { RandomStream } from "../../src/core/random";
import type { At } from "../../src/protocol/at";
import type { Event } from "../../src/protocol/events";
import type { RunDescription } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { residualsOf } from "../../src/trainer/views/residuals";
import { digitServer } from "./digits";
import { run } from "./recorded";

export const flats: RunDescription = { ...run, network: "flats", shape: [4, 8, 2], activations: ["tanh", "linear"] };
delete flats.imageShape;

export const regressionEpochs = (count: number): Event[] =>
  Array.from({ length: count }, (_, i) => ({
    type: "epoch",
    epoch: i + 1,
    cost: 1 / (i + 1),
    validationCost: 1.2 / (i + 1),
    validationRmse: 0.5 + 0.1 * Math.abs(i - 8),
    validationR2: 1 - 0.3 / (i + 1),
    trainSeconds: 0.1,
    evaluateSeconds: 0.01,
    learningRate: 0.1,
  }));

const targets = [
  { name: "rent", shift: 800, factor: 1 / 200 },
  { name: "heating", shift: 90, factor: 1 / 20 },
];
const inputs = ["rooms", "area", "floor", "age"];
const count = 400;
const random = new RandomStream(9, "sample");
const normal = (i: number) => inverseNormal(random.uniform(i));
const actual = Float32Array.from({ length: 2 * count }, (_, i) => normal(i));
/** The first quantity of example 123 is predicted far too high. */
const z = actual.map((value, i) => value + 0.15 * normal(10_000 + i) + (i === 246 ? 2.5 : 0));
const examples = {
  count,
  inputs: 4,
  outputs: 2,
  values: Float32Array.from({ length: 4 * count }, (_, i) => Math.round(20 * random.uniform(20_000 + i))),
  shift: 0,
  factor: 1,
  targets: actual,
};
const momentOf = (at: At = "best") => ({ epoch: at === "best" ? 9 : typeof at === "number" ? at : 12, batch: 0 });
const quantity = (of: Float32Array, index: number) =>
  Array.from(of.subarray(index * 2, index * 2 + 2), (value, t) => value / targets[t].factor + targets[t].shift);

/** @param imageShape if the examples are images */
export const quantityServer =
  (imageShape?: number[]) =>
  (name: string, params: unknown): unknown => {
    switch (name) {
      case "data":
        return {
          task: "regression",
          sets: [
            { set: "validation", examples: count },
            { set: "train", examples: 4000 },
          ],
          classNames: [],
          isMnist: false,
          targetNames: targets.map((target) => target.name),
          inputs: inputs.map((input) => ({ name: input, mean: 10 })),
          ...(imageShape && { imageShape }),
        } satisfies RequestResult<"data">;
      case "residuals": {
        const {
          target = 0,
          order = "largest",
          first = 0,
          count: most = 50,
          points = 4000,
          ...about
        } = params as RequestParams<"residuals">;
        const told = residualsOf(z, examples, targets, { ...about, target, order, first, count: most, points });
        return { ...momentOf(about.at), set: about.set, ...told } satisfies RequestResult<"residuals">;
      }
      case "example": {
        const { set, index } = params as RequestParams<"example">;
        const values = examples.values.slice(index * 4, index * 4 + 4);
        return {
          set,
          index,
          total: count,
          values,
          targets: quantity(actual, index),
        } satisfies RequestResult<"example">;
      }
      case "activations": {
        const { at } = params as RequestParams<"activations">;
        const answers = Float32Array.of(1000, 95);
        return {
          ...momentOf(at),
          layers: [new Float32Array(8), answers],
          answers: [...answers],
        } satisfies RequestResult<"activations">;
      }
      case "diagram": {
        const { at, values } = params as RequestParams<"diagram">;
        const layers = [
          [4, 8],
          [8, 2],
        ].map(([from, units]) => ({
          units,
          shown: Array.from({ length: units }, (_, i) => i),
          W: Float32Array.from({ length: from * units }, (_, i) => Math.sin(i)),
          b: new Float32Array(units),
          strongest: Array.from({ length: units }, () => [{ from: 0, weight: 1 }]),
          ...(values && { z: new Float32Array(units), s: new Float32Array(units) }),
        }));
        const shownInputs = [0, 1, 2, 3];
        return { ...momentOf(at), inputs: 4, shownInputs, layers } satisfies RequestResult<"diagram">;
      }
      default:
        return digitServer(name, params);
    }
  };
