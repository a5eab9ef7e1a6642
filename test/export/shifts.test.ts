/**
 * Exports of a network with a column that float32 cannot distinguish: they take its values unchanged, or are refused.
 */
import assert from "node:assert/strict";
import { toEsModule } from "../../src/export/esModule";
import type { Model } from "../../src/export/model";
import { withoutShifts } from "../../src/export/shifts";
import { makeModel } from "./models";

const stamp = 1_700_000_000_000;
const columns: Model["columns"] = [
  { name: "kind", kind: "one-hot", values: ["a", "b"] },
  { name: "stamp", kind: "number", shift: stamp, fill: 2 },
];
const model: Model = {
  ...makeModel([3, 2], ["softmax"]),
  columns,
  scaling: { kind: "standardize", shift: [0, 0, 5], factor: [1, 1, 0.5] },
};

describe("an export of a column beyond float32", () => {
  for (const format of ["json", "npz", "safetensors"] as const) {
    it(`to ${format} has what is taken off in its scaling`, () => {
      const { scaling, columns } = withoutShifts(model, format);
      assert.deepEqual(scaling.shift, [0, 0, stamp + 5]);
      assert.deepEqual(columns?.[1], { name: "stamp", kind: "number", fill: stamp + 2 });
    });
  }

  it("to json has it where columns of several inputs stand before it", () => {
    const dates: Model["columns"] = [
      { name: "day", kind: "date", parts: ["year", "month"], cyclic: true, flag: true },
      { name: "kind", kind: "ordinal", values: ["a", "b"] },
      { name: "stamp", kind: "number", shift: stamp },
    ];
    const wide = { ...makeModel([6, 2], ["softmax"]), columns: dates, scaling: { kind: "none", shift: 0, factor: 1 } };
    assert.deepEqual(withoutShifts(wide, "json").scaling.shift, [0, 0, 0, 0, 0, stamp]);
  });

  for (const format of ["onnx", "numpy"] as const) {
    it(`to ${format}, which takes float32, is refused with the column's name`, () => {
      assert.throws(() => withoutShifts(model, format), { code: "export-shift", message: /^column "stamp": / });
    });
  }

  it("to a module takes records, and refuses an array of inputs", async () => {
    const text = toEsModule(withoutShifts(model, "js"));
    const { predict } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
    assert.ok(predict({ kind: "a", stamp: stamp + 7 }).class);
    assert.throws(() => predict([1, 0, stamp + 7]), /stamp: beyond what float32 tells apart/);
  });
});
