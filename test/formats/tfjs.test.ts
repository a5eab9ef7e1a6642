/** Layers models of TensorFlow.js, written here from the documented layout (not by TensorFlow.js). */
import assert from "node:assert/strict";
import { parseTfjs } from "../../src/formats/tfjs";

const dense = (name: string, activation: string, more: object = {}) => ({
  class_name: "Dense",
  config: { name, activation, use_bias: true, ...more },
});
const shard = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
const weights = [
  { name: "a/kernel", shape: [2, 2], dtype: "float32" },
  { name: "a/bias", shape: [2], dtype: "float32" },
  { name: "b/kernel", shape: [2, 1], dtype: "float32" },
  { name: "b/bias", shape: [1], dtype: "float32" },
];
const usual = [
  dense("a", "relu"),
  { class_name: "Dropout", config: { name: "d" } },
  dense("b", "linear"),
  { class_name: "Activation", config: { name: "s", activation: "sigmoid" } },
];
const whole = new Uint8Array(shard.buffer);
const file = (layers: object[], manifest: object[] = weights) =>
  Buffer.from(
    JSON.stringify({
      format: "layers-model",
      modelTopology: { model_config: { class_name: "Sequential", config: { name: "m", layers } } },
      weightsManifest: [{ paths: ["one.bin", "two.bin"], weights: manifest }],
    }),
  );
// The two shards split a number, as shards of 4 MB may.
const shards = (location: string) => (location === "one.bin" ? whole.subarray(0, 10) : whole.subarray(10));
const read = (...parts: Parameters<typeof file>) => parseTfjs(file(...parts), shards);

describe("a layers model of TensorFlow.js", () => {
  it("has the weights of its shards", () => {
    assert.deepEqual(read(usual).layers, [
      { inputs: 2, units: 2, W: Float32Array.of(1, 2, 3, 4), b: Float32Array.of(5, 6), activation: "relu" },
      { inputs: 2, units: 1, W: Float32Array.of(7, 8), b: Float32Array.of(9), activation: "sigmoid" },
    ]);
  });

  it("is refused by name where it is no chain of dense layers", () => {
    const refused = (layers: object[], message: RegExp, manifest?: object[]) =>
      assert.throws(() => read(layers, manifest), { name: "FormatError", message });
    refused(
      [{ class_name: "Conv2D", config: { name: "conv" } }, ...usual],
      /the layer conv \(Conv2D\) does not belong/,
    );
    refused([dense("a", "swish")], /the layer a \(Dense with the activation swish\) does not/);
    refused([dense("c", "relu")], /the weights of c are missing/);
    refused(usual, /the weights of a\/kernel are missing, quantized/, [
      { ...weights[0], quantization: { dtype: "uint8" } },
    ]);
    refused(usual, /not a layers model/, weights.slice(0, 3));
    const named = (name: string, from: string) => ({
      ...dense(name, "relu"),
      name,
      inbound_nodes: [[[from, 0, 0, {}]]],
    });
    refused(
      [named("a", "a"), named("b", "a"), named("c", "a")],
      /the layer a \(its input is not the previous layer alone\) does not/,
    );
    assert.throws(() => parseTfjs(Buffer.from('{"format": "graph-model"}'), shards), { code: "tfjs-model" });
  });
});
