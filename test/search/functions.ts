/** Functions on which searches are compared; test/fixtures/search/optuna_tpe.py has the same functions for Optuna. */
import type { Proposal, Space } from "../../src/search/types";

export interface TestFunction {
  readonly space: Space;
  /** Smaller is better. */
  readonly value: (values: Proposal["values"]) => number;
}

const alpha = [1, 1.2, 3, 3.2];
const a = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const p = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];

export const functions: Record<"branin" | "hartmann" | "network", TestFunction> = {
  branin: {
    space: [
      { path: "x", kind: "range", low: -5, high: 10 },
      { path: "y", kind: "range", low: 0, high: 15 },
    ],
    value: (values) => {
      const [x, y] = [Number(values.x), Number(values.y)];
      const bend = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6;
      return bend ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
    },
  },
  hartmann: {
    space: Array.from({ length: 6 }, (_, i) => ({ path: `x${i}`, kind: "range", low: 0, high: 1 })),
    value: (values) =>
      -alpha.reduce((sum, weight, i) => {
        const exponent = a[i].reduce(
          (inner, row, j) => inner + row * (Number(values[`x${j}`]) - p[i][j] / 10000) ** 2,
          0,
        );
        return sum + weight * Math.exp(-exponent);
      }, 0),
  },
  network: {
    space: [
      { path: "optimizer", kind: "choice", choices: ["sgd", "rmsprop", "adam"] },
      { path: "rate", kind: "log", low: 1e-4, high: 1 },
      { path: "units", kind: "integer", low: 4, high: 512, log: true },
      { path: "layers", kind: "integer", low: 1, high: 4, log: false },
      { path: "dropout", kind: "range", low: 0, high: 0.8 },
      { path: "momentum", kind: "range", low: 0, high: 0.99, when: { optimizer: "sgd" } },
    ],
    value: (values) => {
      const momentum = Number(values.momentum ?? 0);
      const [best, extra] = {
        sgd: [-0.5 - momentum, 0.3 * (momentum - 0.9) ** 2],
        rmsprop: [-2.5, 0.05],
        adam: [-2, 0.02],
      }[String(values.optimizer)] as [number, number];
      const layers = Number(values.layers);
      return (
        0.1 * (Math.log10(Number(values.rate)) - best) ** 2 +
        0.02 * (Math.log2(Number(values.units)) - 7) ** 2 +
        0.05 * (layers - 2) ** 2 +
        0.3 * (Number(values.dropout) - 0.05 * layers) ** 2 +
        extra
      );
    },
  },
};
