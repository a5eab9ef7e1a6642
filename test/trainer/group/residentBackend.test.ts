import assert from "node:assert/strict";
import type { Examples } from "../../../src/core/backend";
import type { Dataset } from "../../../src/data/dataset";
import { ResidentBackend } from "../../../src/trainer/group/residentBackend";

const examples = (count: number, first: number): Examples => ({
  count,
  inputs: 2,
  outputs: 2,
  values: Float32Array.from({ length: count * 2 }, (_, i) => first + i),
  shift: new Float32Array(2),
  factor: new Float32Array(2).fill(1),
  targets: Int32Array.from({ length: count }, (_, i) => i % 2),
});
const dataset = (first: number) => ({ train: examples(5, first), validation: examples(3, first) }) as Dataset;

describe("the backend of a worker", () => {
  it("gives every trial the memory as if it were new, behind the examples of its data", async () => {
    const backend = new ResidentBackend();
    const data = dataset(1);
    backend.begin(data);
    const resident = backend.examples(data.train);
    const before = backend.matrix(3, 3, "W");
    await backend.write(before, new Float32Array(9).fill(7));
    backend.begin(data);
    const after = backend.matrix(3, 3, "W");
    assert.deepEqual(after, before);
    assert.deepEqual(await backend.read(after), new Float32Array(9));
    assert.equal(backend.examples(data.train), resident);
    assert.notEqual(backend.examples(examples(5, 1)), resident);
  });

  it("takes no more memory for one data set after another", () => {
    const backend = new ResidentBackend();
    const [first, second] = [dataset(1), dataset(20)];
    const end = backend.begin(first).arena.end;
    for (let i = 0; i < 3; i++) {
      assert.equal(backend.begin(second).arena.end, end);
      assert.notEqual(backend.examples(second.train), backend.examples(first.train));
      assert.equal(backend.begin(first).arena.end, end);
    }
  });
});
