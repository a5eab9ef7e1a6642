/** npz and json exports, read back, give the same network to the last bit, for all its numbers. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { activationNames } from "../../src/core/names";
import { toJson } from "../../src/export/json";
import { toNpz } from "../../src/export/npz";
import { readNpz } from "../../src/formats/npz";
import { makeModel } from "./models";

const anyModel = fc
  .record({
    units: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }),
    activation: fc.constantFrom(...activationNames),
    seed: fc.nat(1e6),
    strange: fc.float({ noNaN: true, noDefaultInfinity: true }),
  })
  .map(({ units, activation, seed, strange }) => {
    const model = makeModel(units, Array(units.length - 1).fill(activation), { seed });
    model.layers[0].W[0] = strange;
    return model;
  });

describe("exported arrays", () => {
  it("of an npz are the network's", () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const arrays = readNpz(toNpz(model));
        for (const [l, { W, b, alpha, inputs, units }] of model.layers.entries()) {
          assert.deepEqual(arrays.get(`W${l}`), { shape: [inputs, units], data: W });
          assert.deepEqual(arrays.get(`b${l}`)?.data, b);
          assert.deepEqual(arrays.get(`alpha${l}`)?.data, alpha);
        }
        assert.deepEqual(arrays.get("shift")?.data, Float32Array.from(model.scaling.shift as number[]));
        const about = JSON.parse(new TextDecoder().decode(arrays.get("network")?.data as Uint8Array));
        assert.deepEqual(about.classNames, model.classNames);
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  it("of a JSON document are the network's, in no more digits than it takes", () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const { layers, ...about } = JSON.parse(toJson(model));
        assert.deepEqual([about.format, about.version, about.inputs], ["matrix-network", 1, model.inputs]);
        for (const [l, { W, b }] of model.layers.entries()) {
          const flat = Float32Array.from(layers[l].W.flat());
          // JSON does not keep −0.
          assert.ok(W.every((value, i) => value === flat[i]));
          assert.ok(b.every((value, i) => value === Math.fround(layers[l].b[i])));
        }
      }),
      { seed: 9, numRuns: 100 },
    );
    assert.match(toJson(makeModel([1, 1], ["linear"], { seed: 3 })), /"W":\[\[-?\d\.\d{5,8}\]\]/);
  });
});
