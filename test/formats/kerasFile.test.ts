/**
 * Keras files, made by test/fixtures/weights/make-keras.py from the documented layout (not by Keras), compared with
 * NumPy's results for the same weights.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import type { Model } from "../../src/export/model";
import { isKerasZip, parseKerasH5, parseKerasZip } from "../../src/formats/kerasFile";
import { readNpz } from "../../src/formats/npz";
import { readZip } from "../../src/formats/zip";
import { largestDifference, referenceOutputs } from "../export/models";

const file = (name: string) => readFileSync(join(__dirname, "../fixtures/weights", name));
const read = (name: string) => (name.endsWith(".keras") ? parseKerasZip : parseKerasH5)(file(name));
const known = readNpz(file("keras.npz"));
const values = (name: string) => known.get(name)?.data as Float32Array;

interface DescribedLayer {
  class_name: string;
  config: Record<string, unknown>;
  [key: string]: unknown;
}
interface Described {
  config: { layers: DescribedLayer[]; [key: string]: unknown };
}

/** Returns the model of a .keras file with a changed description of its layers. */
function changed(change: (model: Described["config"]) => void, name = "keras3.keras"): Uint8Array {
  const parts = Object.fromEntries(readZip(file(name)));
  const model = JSON.parse(Buffer.from(parts["config.json"]).toString()) as Described;
  change(model.config);
  return zipSync({ ...parts, "config.json": Buffer.from(JSON.stringify(model)) });
}

const refused = (change: (model: Described["config"]) => void, message: RegExp, name?: string) =>
  assert.throws(() => parseKerasZip(changed(change, name)), { name: "FormatError", message });

describe("a model of Keras", () => {
  for (const name of ["keras2.h5", "keras2-functional.h5", "keras3.keras", "keras3-functional.keras"]) {
    it(`has the weights and activations that it was saved with: ${name}`, async () => {
      const { layers, scaling, format } = read(name);
      assert.equal(format, "Keras");
      assert.deepEqual(layers, [
        { inputs: 4, units: 5, W: values("W0"), b: values("b0"), activation: "prelu", alpha: values("slopes") },
        { inputs: 5, units: 3, W: values("W1"), b: values("b1"), activation: "softmax" },
      ]);
      const model = {
        title: "",
        task: "classification",
        inputs: 4,
        scaling: { kind: "standardize", shift: [...(scaling?.shift ?? [])], factor: [...(scaling?.factor ?? [])] },
        layers,
      };
      const outputs = await referenceOutputs(model as unknown as Model, values("x"));
      assert.ok(largestDifference(outputs, values("y")) < 1e-5);
    });
  }

  it("is known by the names of its entries", () => {
    assert.deepEqual([isKerasZip(file("keras3.keras")), isKerasZip(file("keras.npz"))], [true, false]);
  });

  it("may have its activations as layers, or inside of a Dense", () => {
    const first = (activation: unknown, ...more: DescribedLayer[]) => {
      const [layer] = parseKerasZip(
        changed(({ layers }) => {
          layers.splice(3, 1, ...more);
          layers[2].config.activation = activation;
        }),
      ).layers;
      return [layer.activation, layer.alpha?.[0]];
    };
    const layer = (kind: string, config: object) => ({ class_name: kind, config: { name: "step", ...config } });
    assert.deepEqual(first("relu"), ["relu", undefined]);
    assert.deepEqual(first("leaky_relu"), ["prelu", Math.fround(0.2)]);
    assert.deepEqual(first("elu"), ["elu", 1]);
    assert.deepEqual(first(layer("LeakyReLU", { negative_slope: 0.25 })), ["prelu", 0.25]);
    assert.deepEqual(first("linear", layer("LeakyReLU", { alpha: 0.25 })), ["prelu", 0.25]);
    const plain = { max_value: null, negative_slope: 0, threshold: 0 };
    assert.deepEqual(first("linear", layer("ReLU", plain)), ["relu", undefined]);
    assert.deepEqual(first("linear", layer("ReLU", { ...plain, negative_slope: 0.5 })), ["prelu", 0.5]);
    assert.deepEqual(first("linear", layer("ELU", { alpha: 0.5 })), ["elu", 0.5]);
    assert.deepEqual(first("linear", layer("Activation", { activation: "tanh" })), ["tanh", undefined]);
    const message = (text: RegExp) => ({ name: "FormatError", message: text });
    assert.throws(() => first("relu", layer("ReLU", plain)), message(/step \(ReLU that does not follow a linear/));
    assert.throws(() => first("linear", layer("ReLU", { max_value: 6 })), message(/the layer step \(ReLU\) does not/));
    assert.throws(() => first("linear", layer("Softmax", { axis: 0 })), message(/the layer step \(Softmax\) does not/));
    assert.throws(() => first("swish"), message(/the layer hidden \(Dense with the activation swish\)/));
    assert.throws(() => first({ class_name: "mine" }), message(/Dense with the activation mine/));
  });

  it("is scaled by the layers before the first Dense", () => {
    const rescaled = { class_name: "Rescaling", config: { name: "r", scale: 0.5, offset: -1 } };
    const { scaling } = parseKerasZip(changed(({ layers }) => layers.splice(1, 1, rescaled)));
    // x · 0.5 − 1 = (x − 2) · 0.5
    assert.deepEqual(scaling, { shift: new Float64Array(4).fill(2), factor: new Float64Array(4).fill(0.5) });
    const given = { mean: [1, 2, 3, 4], variance: [[4, 4, 4, 0]] };
    assert.deepEqual(parseKerasZip(changed(({ layers }) => Object.assign(layers[1].config, given))).scaling, {
      shift: Float64Array.of(1, 2, 3, 4),
      factor: Float64Array.of(0.5, 0.5, 0.5, 1 / 1e-7),
    });
    refused(({ layers }) => layers.push(layers[1]), /Normalization after the first Dense/);
    refused(({ layers }) => Object.assign(layers[1].config, { invert: true }), /Normalization with invert/);
    refused(({ layers }) => Object.assign(layers[1].config, { mean: [1, 2], variance: [1, 2] }), /2 constants for 4/);
  });

  it("is refused by name where it is no chain of dense layers", () => {
    for (const kind of ["BatchNormalization", "Lambda", "Conv2D", "Sequential", "__proto__"]) {
      const layer = { class_name: kind, config: { name: "other" } };
      refused(({ layers }) => layers.splice(4, 0, layer), new RegExp(`the layer other \\(${kind}\\) does not`));
    }
    const own = /the layer hidden \(Dense of its own program\)/;
    refused(({ layers }) => Object.assign(layers[2], { registered_name: "Custom>Dense" }), own);
    refused(({ layers }) => Object.assign(layers[2], { module: "builtins" }), own);
    const functional = (change: Parameters<typeof changed>[0], message: RegExp) =>
      refused(change, message, "keras3-functional.keras");
    functional((model) => {
      model.output_layers = [
        ["softmax", 0, 0],
        ["out", 0, 0],
      ];
    }, /the layer out \(it is an output before the last layer\)/);
    functional(({ layers }) => {
      layers[5].inbound_nodes = layers[3].inbound_nodes;
    }, /the layer out \(its input is not the previous layer alone\)/);
  });

  it("is refused where the order of its inputs is not known", () => {
    const flatten = (order?: string) => ({ class_name: "Flatten", config: { name: "flat", data_format: order } });
    const withInput =
      (shape: (number | null)[], ...first: DescribedLayer[]) =>
      ({ layers }: Described["config"]) => {
        layers[0].config.batch_shape = shape;
        layers.splice(1, 1, ...first);
      };
    refused(withInput([null, 7, 4]), /the layer hidden \(Dense along the last of several axes\)/);
    refused(withInput([null, 1, 2, 2], flatten()), /the layer flat \(Flatten of channels-first pictures\)/);
    refused(withInput([null, 2, 2, 1], flatten("channels_first")), /channels-first/);
    const shapes = [
      [null, 2, 2],
      [null, 2, 2, 1],
      [null, 8, 8, 3],
    ];
    for (const shape of shapes) assert.equal(parseKerasZip(changed(withInput(shape, flatten()))).layers.length, 2);
  });

  it("is refused where weights are missing", () => {
    refused(({ layers }) => Object.assign(layers[2].config, { use_bias: false }), /the weights of hidden are missing/);
    const more = { class_name: "Dense", config: { name: "more" } };
    refused(({ layers }) => layers.push(more), /the weights of more are missing/);
    const { "model.weights.h5": _, ...parts } = Object.fromEntries(readZip(file("keras3.keras")));
    assert.throws(() => parseKerasZip(zipSync(parts)), { code: "keras-shards" });
  });
});

describe("a file of Keras' weights alone", () => {
  it("has layers without activations, in the order that its list of names has", () => {
    const found = read("keras-weights.h5").layers.map(({ activation, W }) => [activation, W]);
    assert.deepEqual(found, [
      ["prelu", values("W0")],
      [undefined, values("W1")],
    ]);
  });

  it("has layers in the order of their numbers where Keras 3 wrote it", () => {
    assert.deepEqual(read("keras3.weights.h5").layers, [
      { inputs: 4, units: 5, W: values("W0"), b: values("b0"), activation: undefined },
      { inputs: 5, units: 3, W: values("W1"), b: values("b1"), activation: undefined },
    ]);
  });

  it("is refused where another kind of layer stands between them, or where it is data", () => {
    const parts = Object.fromEntries(readZip(file("keras3.keras")));
    const message = /the layer (p_re_lu|normalization) \(not Dense\)/;
    assert.throws(() => parseKerasH5(parts["model.weights.h5"]), { message });
    const data = readFileSync(join(__dirname, "../fixtures/arrays/plain.h5"));
    assert.throws(() => parseKerasH5(data), { code: "keras-model" });
  });
});
