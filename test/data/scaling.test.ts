import assert from "node:assert/strict";
import fc from "fast-check";
import type { Examples } from "../../src/core/backend";
import type { Scaling } from "../../src/data/dataset";
import { asFloat32, findScaling } from "../../src/data/scaling";
import { writeIdx } from "../formats/idxFile";
import { Folder, labels, pictures } from "./folder";

const table = (values: Uint8Array | Float32Array, inputs: number) => ({
  count: values.length / inputs,
  values,
  labels: new Int32Array(values.length / inputs),
});

/** Computes z0 as a backend gathers it: in float32, shift first. */
function scaled(
  { values, inputs }: { values: ArrayLike<number>; inputs: number },
  { shift, factor }: Scaling,
): number[] {
  const of = (parameter: number | number[], i: number) =>
    typeof parameter === "number" ? parameter : parameter[i % inputs];
  return Array.from(values, (value, i) => Math.fround(Math.fround(value - of(shift, i)) * of(factor, i)));
}

describe("scaling", () => {
  it("auto divides bytes by 255 and standardizes other numbers", () => {
    assert.deepEqual(findScaling("auto", table(Uint8Array.of(0, 51), 1), "x", { isPicture: true }), {
      kind: "unit",
      shift: 0,
      factor: Math.fround(1 / 255),
    });
    assert.equal(findScaling("auto", table(Float32Array.of(0, 51), 1), "x").kind, "standardize");
    assert.equal(findScaling("auto", table(Uint8Array.of(0, 51), 1), "x").kind, "standardize");
  });

  it("none leaves the numbers as they are", () => {
    assert.deepEqual(findScaling("none", table(Float32Array.of(3, 4), 1), "x"), { kind: "none", shift: 0, factor: 1 });
  });

  it("minmax brings each column to 0…1", () => {
    const values = Float32Array.of(-1, 10, 0, 30, 3, 20);
    const scaling = findScaling("minmax", table(values, 2), "x");
    assert.deepEqual(scaling, { kind: "minmax", shift: [-1, 10], factor: [0.25, Math.fround(0.05)] });
    assert.deepEqual(scaled({ values, inputs: 2 }, scaling), [0, 0, 0.25, 1, 1, 0.5]);
  });

  it("standardize brings each column to mean 0 and deviation 1", () => {
    const values = Uint8Array.of(1, 100, 2, 100, 3, 200, 6, 240);
    const z = scaled({ values, inputs: 2 }, findScaling("standardize", table(values, 2), "x"));
    for (const column of [0, 1]) {
      const own = z.filter((_, i) => i % 2 === column);
      assert.ok(Math.abs(own.reduce((sum, value) => sum + value, 0)) < 1e-6);
      assert.ok(Math.abs(own.reduce((sum, value) => sum + value ** 2, 0) / 4 - 1) < 1e-6);
    }
  });

  it("makes a column that never changes 0, for new examples too", () => {
    const values = Float32Array.of(0.1, 1, 0.1, 2, 0.1, 3);
    for (const kind of ["minmax", "standardize"] as const) {
      const scaling = findScaling(kind, table(values, 2), "x");
      assert.equal(scaled({ values: [77, 2], inputs: 2 }, scaling)[0], 0, kind);
    }
  });

  it("is finite for every finite input", () => {
    const values = fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.constantFrom("minmax" as const, "standardize" as const), (numbers, kind) => {
        const spread = Math.max(...numbers) - Math.min(...numbers);
        if (spread > 3.4028234663852886e38) {
          const message = /^x: input 0 spans .*; divide its values$/;
          assert.throws(() => findScaling(kind, table(numbers, 1), "x"), {
            kind: "data",
            code: "range-too-wide",
            message,
          });
          return;
        }
        const scaling = findScaling(kind, table(numbers, 1), "x");
        assert.ok(scaled({ values: numbers, inputs: 1 }, scaling).every(Number.isFinite));
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it("is given to backends as float32", () => {
    assert.equal(asFloat32(0.5), 0.5);
    assert.deepEqual(asFloat32([1, 2]), Float32Array.of(1, 2));
  });

  it("comes from the training examples alone, and is the same in every part", async () => {
    const folder = new Folder();
    folder.write({ "images.idx": writeIdx("f4", [4, 1], [0, 2, 4, 1000]), "labels.idx": labels(4) });
    const { train, validation, scaling } = await folder.load({ scaling: "minmax", validation: { examples: 1 } });
    assert.deepEqual(scaling, { kind: "minmax", shift: [0], factor: [0.25] });
    const parameters = ({ shift, factor }: Examples) => ({ shift, factor });
    assert.deepEqual(parameters(train), { shift: Float32Array.of(0), factor: Float32Array.of(0.25) });
    assert.deepEqual(parameters(validation as Examples), parameters(train));
    folder.write({ "images.idx": pictures(4) });
    assert.equal((await folder.load()).scaling.kind, "unit");
    folder.remove();
  });
});
