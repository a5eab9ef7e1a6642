/** Examples of a packed table have the inputs, the ranges and the training of the unpacked one, bit for bit. */
import assert from "node:assert/strict";
import { WasmBackend } from "../../src/backends/wasm";
import type { Examples } from "../../src/core/backend";
import { Network } from "../../src/core/network";
import { copyWithOutputs, inputsOf } from "../../src/core/packedExamples";
import { RandomStream } from "../../src/core/random";
import type { Column } from "../../src/data/columnEncoding";
import { inputRanges } from "../../src/data/inputRanges";
import { examplesOf, unpacked } from "../../src/data/packedTable";
import { asFloat32, findScaling } from "../../src/data/scaling";
import type { Table } from "../../src/data/source";
import { layer, minibatch, plainSgd } from "../core/tinyNetwork";

const texts = (name: string, width: number): Column => ({
  name,
  kind: "one-hot",
  values: Array.from({ length: width }, (_, i) => `${i}`),
});
const columns: Column[] = [
  { name: "x", kind: "number" },
  texts("many", 9),
  texts("one", 1),
  { name: "flagged", kind: "number", flag: true },
  texts("two", 2),
];

function drawn(count: number, bytes: boolean): Table {
  const random = new RandomStream(5, "sample");
  let at = 0;
  const below = (end: number) => Math.floor(random.uniform(at++) * end);
  // The last category of "many" never occurs.
  const row = () => {
    const x = bytes ? below(3) : [-0, 0, 1.5, -7][below(4)];
    return [x, below(8), 0, bytes ? 200 : random.uniform(at++), below(2), below(2)];
  };
  const values = Array.from({ length: count }, row).flat();
  const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
  return { count, values: bytes ? Uint8Array.from(values) : Float32Array.from(values), labels, packed: columns };
}

const scalings = ["auto", "standardize", "minmax"] as const;
const indicators = [false, ...new Array(10).fill(true), false, ...new Array(3).fill(true)];

function examplesWith(table: Table, scaling: (typeof scalings)[number]): Examples {
  const { shift, factor } = findScaling(scaling, table, "x", { indicators });
  const about = { count: table.count, inputs: 15, outputs: 3, targets: table.labels };
  return examplesOf(table, { ...about, shift: asFloat32(shift), factor: asFloat32(factor) }, "x.csv");
}

async function trained(examples: Examples, densest: number) {
  const backend = new WasmBackend({ densest });
  const network = new Network(
    backend,
    { inputs: 15, layers: [layer(5, "relu"), layer(3, "softmax")], cost: "cross-entropy", seed: 3 },
    8,
    plainSgd,
  );
  await network.initialize();
  const settings = { optimizer: plainSgd, regularization: { l1: 0, l2: 0 } };
  const plan = backend.plan(network.trainingStep(backend.examples(examples), settings));
  await plan.run([0, 8, 16].map((start) => minibatch(8, { start, learningRate: 0.5 })));
  return (await network.readParameters()).map(({ values }) => [...values]);
}

describe("a packed table", () => {
  for (const bytes of [false, true]) {
    const kind = bytes ? "bytes" : "floats";
    const packed = drawn(700, bytes);
    const whole = unpacked(packed, "x.csv");

    it(`has the ranges and the scaling of the unpacked one: ${kind}`, () => {
      assert.deepEqual(inputRanges(packed), inputRanges(whole));
      for (const scaling of scalings)
        assert.deepEqual(
          findScaling(scaling, packed, "x", { indicators }),
          findScaling(scaling, whole, "x", { indicators }),
        );
    });

    it(`trains as the unpacked one, however its inputs are stored and scaled: ${kind}`, async () => {
      for (const scaling of scalings)
        for (const densest of [-1, 1]) {
          const found = await trained(examplesWith(packed, scaling), densest);
          assert.deepEqual(found, await trained(examplesWith(whole, scaling), densest), `${scaling} ${densest}`);
        }
    });
  }

  it("keeps its inputs with other outputs, and loses them with other values", () => {
    const examples = examplesWith(drawn(30, false), "auto");
    const { values } = examplesWith(unpacked(drawn(30, false), "x.csv"), "auto");
    assert.deepEqual(inputsOf(copyWithOutputs(examples, 1), 7, 2), values.subarray(7 * 15, 9 * 15));
    const others = { ...examples, values: new Float32Array(30 * 15) };
    assert.ok(inputsOf(others, 0, 30).every((value) => value === 0));
    assert.deepEqual(examples.values, values);
  });
});
