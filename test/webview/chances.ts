/** Simulates a child process that answers questions about probabilities: a network that is too sure, and its fit. */
import { inverseNormal } from "../../src/core/normal";
import { RandomStream } from "../../src/core/random";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { calibrationFigures, probabilitiesOf } from "../../src/trainer/views/probabilities";
import { digitServer } from "./digits";

const random = new RandomStream(20, "sample");
const normal = (i: number) => inverseNormal(random.uniform(i));

/** @returns weighted inputs of one unit for `count` examples, three times as large as they should be, and the classes */
function twoClasses(count: number) {
  const targets = Int32Array.from({ length: count }, (_, i) => Number(i % 3 === 0));
  // The logarithm of the odds, of two normal distributions 2σ apart, is 2x − ln 2.
  const s = Array.from(targets, (target, i) => 3 * (2 * (2 * target - 1 + normal(i)) - Math.LN2));
  return { s, examples: { count, outputs: 1, targets } };
}

const sigmoid = (s: readonly number[], temperature = 1) =>
  Float32Array.from(s, (value) => 1 / (1 + Math.exp(-value / temperature)));

/** Answers for two classes, the second of which a third of the examples has. */
export const illnessServer = ({ count = 2400, sure = true, sets = ["validation", "test"] as const } = {}) => {
  let temperature: number | undefined;
  const { s, examples } = twoClasses(count);
  return (name: string, params: unknown): unknown => {
    switch (name) {
      case "data":
        return {
          ...(digitServer(name, params) as RequestResult<"data">),
          classNames: ["healthy", "ill"],
          sets: sets.map((set) => ({ set, examples: count })),
        };
      case "calibrate":
        temperature = sure ? 3 : 0.05;
        return {
          temperature,
          epoch: 9,
          examples: count,
          ...(sure ? {} : { bound: "lowest" }),
        } satisfies RequestResult<"calibrate">;
      case "probabilities": {
        const { set, of } = params as RequestParams<"probabilities">;
        const subject = { task: "classification", of } as const;
        const found = probabilitiesOf(sigmoid(s), examples, subject);
        const calibrated = temperature && {
          calibrated: {
            temperature,
            fittedOn: "validation",
            ...calibrationFigures(sigmoid(s, temperature), examples, subject),
          },
        };
        return { epoch: 9, batch: 0, set, ...found, ...calibrated };
      }
      default:
        return digitServer(name, params);
    }
  };
};
