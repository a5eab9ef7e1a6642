/** The networks and the table for which scikit-learn wrote its importances and dependences (make.py). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Predictor } from "../../../src/core/explain/predictor";
import type { ActivationName } from "../../../src/core/names";
import { Network } from "../../../src/core/network";
import { ReferenceBackend } from "../../../src/core/reference";
import { layer, plainSgd } from "../tinyNetwork";

export interface Case {
  name: string;
  kind: "classification" | "regression";
  y: number[] | number[][];
  orders: number[][];
  layers: { W: number[]; b: number[]; units: number; activation: ActivationName }[];
  /** [columns, repeats] */
  importances: number[][];
  mean: number[];
  deviation: number[];
  /** average [outputs, points], individual [outputs, some examples, points] */
  features: { grid: number[]; average: number[][]; individual: number[][][] }[];
}

const file = join(__dirname, "../../fixtures/explain/scikit-learn.json");
const { X, ...written }: { X: number[][]; cases: Case[] } = JSON.parse(readFileSync(file, "utf8"));
export const { cases } = written;

/** [count, inputs]: two numbers, and a one-hot category of three. */
export const values = Float32Array.from(X.flat());
export const count = X.length;
export const inputs = X[0].length;
export const columns = [
  { name: "first", from: 0, width: 1 },
  { name: "second", from: 1, width: 1 },
  { name: "category", from: 2, width: 3 },
];

export async function predictorOf({ layers }: Pick<Case, "layers">): Promise<Predictor> {
  const backend = new ReferenceBackend();
  const specs = layers.map(({ units, activation }) => layer(units, activation));
  const network = new Network(backend, { inputs, layers: specs, cost: "quadratic", seed: 1 }, 1, plainSgd);
  for (const [l, { W, b }] of network.layers.entries()) {
    await backend.write(W, Float32Array.from(layers[l].W));
    await backend.write(b, Float32Array.from(layers[l].b));
  }
  return new Predictor(network, backend, { shift: 0, factor: 1 });
}
