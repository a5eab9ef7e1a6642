/**
 * Weights under PyTorch's names, in safetensors and .npz: transposed, in the order of the layers, or refused by name.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { activationNames } from "../../src/core/names";
import { toSafetensors } from "../../src/export/safetensors";
import type { DenseNetwork } from "../../src/formats/denseNetwork";
import { writeNpz } from "../../src/formats/npz";
import { parseNpzWeights } from "../../src/formats/npzWeights";
import { parseSafetensors } from "../../src/formats/safetensors";
import { makeModel } from "../export/models";

type Entry = [name: string, shape: number[], numbers: number[]];
const count = (shape: number[]) => shape.reduce((product, size) => product * size, 1);
const entry = (name: string, ...shape: number[]): Entry => [
  name,
  shape,
  Array.from({ length: count(shape) }, (_, i) => i + 1),
];

const npz = (...entries: Entry[]) =>
  parseNpzWeights(
    writeNpz(entries.map(([name, shape, numbers]) => [name, { shape, data: Float32Array.from(numbers) }])),
  );

function file(
  entries: Entry[],
  dtype = "F32",
  encode = (numbers: number[]): Uint8Array => new Uint8Array(Float32Array.from(numbers).buffer),
) {
  const parts = entries.map(([, , numbers]) => encode(numbers));
  let at = 0;
  const header = Object.fromEntries(
    entries.map(([name, shape], i) => {
      const from = at;
      at += parts[i].length;
      return [name, { dtype, shape, data_offsets: [from, at] }];
    }),
  );
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...parts]);
}
const safetensors = (...entries: Entry[]) => parseSafetensors(file(entries));
const sizes = ({ layers }: DenseNetwork) => layers.map(({ inputs, units }) => [inputs, units]);

describe("a state_dict", () => {
  it("has its weights turned, and biases of zero where there are none", () => {
    for (const read of [npz, safetensors]) {
      const { layers } = read(entry("0.bias", 2), entry("0.weight", 2, 3), entry("2.weight", 1, 2));
      assert.deepEqual(layers, [
        { inputs: 3, units: 2, W: Float32Array.of(1, 4, 2, 5, 3, 6), b: Float32Array.of(1, 2) },
        { inputs: 2, units: 1, W: Float32Array.of(1, 2), b: new Float32Array(1) },
      ]);
    }
  });

  it("has PReLU's slopes, one per unit or one for all", () => {
    const { layers } = npz(entry("a.weight", 2, 3), entry("act.weight", 1), entry("b.weight", 1, 2));
    assert.deepEqual([layers[0].alpha, layers[0].activation], [Float32Array.of(1, 1), "prelu"]);
  });

  it("is in the order of an .npz, and of the numbers in the names of safetensors", () => {
    assert.deepEqual(sizes(npz(entry("in.weight", 4, 3), entry("hidden.weight", 4, 4), entry("out.weight", 2, 4))), [
      [3, 4],
      [4, 4],
      [4, 2],
    ]);
    const ten = [...Array(11).keys()]
      .map((i) => entry(`fc${i}.weight`, 2, 2))
      .sort(([one], [other]) => (one < other ? -1 : 1));
    for (const each of ten) each[2] = each[2].map(() => Number(/\d+/.exec(each[0])));
    assert.deepEqual(
      safetensors(...ten).layers.map(({ W }) => W[0]),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
  });

  it("is in the order that its sizes leave, and refused where they leave several", () => {
    assert.deepEqual(
      sizes(safetensors(entry("hidden.weight", 5, 4), entry("input.weight", 4, 3), entry("output.weight", 2, 5))),
      [
        [3, 4],
        [4, 5],
        [5, 2],
      ],
    );
    const same = () =>
      safetensors(entry("hidden.weight", 4, 4), entry("input.weight", 4, 4), entry("output.weight", 4, 4));
    assert.throws(same, {
      code: "weights-chain",
      message: /does not record the order of the layers hidden, input, output; number them/,
    });
  });

  for (const [what, entries, message] of [
    [
      "a convolution",
      [entry("0.weight", 2, 3, 3, 3), entry("0.bias", 2)],
      /0\.weight of shape \[2, 3, 3, 3\] does not belong/,
    ],
    [
      "a normalization",
      [entry("0.weight", 2, 3), entry("1.weight", 2), entry("1.bias", 2)],
      /1\.weight of shape \[2\] does not belong/,
    ],
    ["running means", [entry("0.weight", 2, 3), entry("1.running_mean", 2)], /1\.running_mean is neither/],
    [
      "layers that do not fit",
      [entry("0.weight", 2, 3), entry("1.weight", 2, 3)],
      /the layers 0, 1 are not sequential/,
    ],
    ["a bias of another layer", [entry("0.weight", 2, 3), entry("0.bias", 3)], /0\.bias of shape \[3\]/],
  ] as [string, Entry[], RegExp][]) {
    it(`is refused by name: ${what}`, () => {
      for (const read of [npz, safetensors]) assert.throws(() => read(...entries), { name: "FormatError", message });
    });
  }
});

describe("safetensors", () => {
  it("come back as they were exported, with scaling, activations and classes", () => {
    const anyUnits = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(anyUnits, fc.constantFrom(...activationNames), fc.nat(1e6), (units, activation, seed) => {
        const model = makeModel(units, Array(units.length - 1).fill(activation), { seed });
        const found = parseSafetensors(toSafetensors(model));
        for (const [l, { W, b, alpha, activation }] of model.layers.entries()) {
          const layer = found.layers[l];
          assert.deepEqual([layer.W, layer.b, layer.alpha, layer.activation], [W, b, alpha, activation]);
        }
        assert.deepEqual(found.scaling?.shift, Float64Array.from(model.scaling.shift as number[], Math.fround));
        assert.deepEqual(found.classes, model.classNames);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it("hold float16, bfloat16 and float64 too", () => {
    const shapes: Entry[] = [["0.weight", [1, 2], [1, -2.5]]];
    const read = (dtype: string, ...bytes: number[]) =>
      parseSafetensors(file(shapes, dtype, () => Uint8Array.from(bytes))).layers[0].W;
    assert.deepEqual(read("F16", 0x00, 0x3c, 0x00, 0xc1), Float32Array.of(1, -2.5));
    assert.deepEqual(read("BF16", 0x80, 0x3f, 0x20, 0xc0), Float32Array.of(1, -2.5));
    const doubles = (numbers: number[]) => new Uint8Array(Float64Array.from(numbers).buffer);
    const { layers, remarks } = parseSafetensors(file([["0.weight", [1, 2], [0.1, 2]]], "F64", doubles));
    assert.deepEqual(
      [layers[0].W, remarks.map(({ message }) => message)],
      [Float32Array.of(0.1, 2), ["float64 numbers are rounded to float32"]],
    );
  });

  it("are refused where they are quantized, cut off, or overlap", () => {
    const whole = file([entry("0.weight", 2, 2)]);
    assert.throws(() => parseSafetensors(file([entry("0.weight", 2, 2)], "I8")), { code: "safetensors-type" });
    assert.throws(() => parseSafetensors(whole.subarray(0, whole.length - 4)), { code: "safetensors-tensor" });
    assert.throws(() => parseSafetensors(whole.subarray(0, 20)), { code: "safetensors-header" });
    assert.throws(() => parseSafetensors(Buffer.concat([whole, Buffer.alloc(4)])), { code: "safetensors-size" });
  });
});
