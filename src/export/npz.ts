/**
 * Exports the network as a NumPy archive: W0, b0, alpha0, W1, …, the inputs' shift and factor, `network` (uint8, JSON).
 */
import type { NpyArray } from "../formats/npy";
import { writeNpz } from "../formats/npz";
import { describe, type Model, type Proof, perInput } from "./model";

export function toNpz(model: Model, proof?: Proof): Uint8Array {
  const { layers, inputs, scaling } = model;
  const arrays: [string, NpyArray][] = layers.flatMap(({ W, b, alpha, inputs, units }, l) => [
    [`W${l}`, { shape: [inputs, units], data: W }],
    [`b${l}`, { shape: [units], data: b }],
    ...(alpha ? [[`alpha${l}`, { shape: [units], data: alpha }] satisfies [string, NpyArray]] : []),
  ]);
  arrays.push(["shift", { shape: [inputs], data: perInput(scaling.shift, inputs) }]);
  arrays.push(["factor", { shape: [inputs], data: perInput(scaling.factor, inputs) }]);
  const json = new TextEncoder().encode(JSON.stringify(describe(model)));
  arrays.push(["network", { shape: [json.length], data: json }]);
  if (proof) {
    const { count, values, outputs } = proof;
    arrays.push(["examples", { shape: [count, inputs], data: values }]);
    arrays.push(["expected", { shape: [count, outputs.length / count], data: outputs }]);
  }
  return writeNpz(arrays);
}
