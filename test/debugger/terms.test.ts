/** Single elements term by term: sums in the backend's order give its bits, for all operations. */
import assert from "node:assert/strict";
import type { NamedMatrix } from "../../src/debugger/matrices";
import { Stepper } from "../../src/debugger/training/stepper";
import { largestElements, summed } from "../../src/debugger/training/terms";
import { TrainingReplay } from "../../src/trainer/replay/replay";
import { irisConfig, Workspace } from "../trainer/workspace";

describe("an element term by term", () => {
  let workspace: Workspace;
  let replay: TrainingReplay;
  before(async () => {
    workspace = new Workspace();
    const layers = [
      { units: 6, activation: "relu", dropout: 0.3 },
      { units: 5, activation: "tanh" },
      { units: 3, activation: "softmax" },
    ];
    const regularization = { l1: 0.1, l2: 0.2 };
    const { run } = await workspace.train(
      irisConfig({ layers, training: { epochs: 1, regularization }, backend: "wasm" }),
    );
    replay = await TrainingReplay.open(run, { threads: 1 });
  });
  after(async () => {
    await replay.close();
    workspace.remove();
  });

  it("has the operation's bits in every sum, forward, back and of gradients", async () => {
    const stepper = new Stepper(replay, { done: 0, operation: 0 });
    await stepper.goTo({ done: 2, operation: 0 });
    const seen = new Set<string>();
    for (const { operation } of stepper.operations) {
      const isSum = operation.op !== "outputError" && operation.op !== "update";
      const elements = (isSum ? summed(operation) : []).flatMap((name) => {
        const { rows, columns } = stepper.shapeOf(name);
        return Array.from({ length: Math.ceil((rows * columns) / 3) }, (_, i) => ({
          ...{ name, row: Math.floor((3 * i) / columns), column: (3 * i) % columns },
        }));
      });
      for (const element of elements) {
        const { name } = element;
        const parts = await stepper.parts(element);
        assert.ok(parts);
        // The backend has its own mathematical functions, so the last bits of their results may differ.
        const isExact = operation.op === "gradient" || (operation.op === "forward" && operation.layer.index === 0);
        assert.ok(parts.difference <= (isExact ? 0 : 1e-6), `${name}: ${parts.end}`);
        if (operation.op === "forward") assert.match(parts.end ?? "", /^end of the terms · s\d\[\d+,\d\] has the bits/);
        seen.add(name);
        const [sum] = parts.shown?.(parts.all.length).filter((each) => each.name === "sum") ?? [];
        const terms = parts.shown?.(parts.all.length).find((each) => each.name === "terms")?.values ?? [];
        assert.equal(terms.length, operation.op === "gradient" ? stepper.rows : termsOf(name));
        assert.equal(
          [...terms].reduce((all, each) => Math.fround(all + each), 0),
          sum.values[0],
        );
      }
      await stepper.next();
    }
    assert.deepEqual([...seen].sort(), [
      ...["GW1", "GW2", "GW3", "Gb1", "Gb2", "Gb3", "delta1", "delta2"],
      ...["s1", "s2", "s3", "z1", "z2", "z3"],
    ]);
  });

  const termsOf = (name: string) => ({ z1: 4, z2: 6, z3: 5, s1: 4, s2: 6, s3: 5, delta2: 3, delta1: 5 })[name];

  it("takes terms that are 0 in one step", async () => {
    const stepper = new Stepper(replay, { done: 0, operation: 0 });
    await stepper.goTo({ done: 0, operation: 2 });
    const z1 = (await stepper.read("z1")) as NamedMatrix;
    // Dropout and relu leave zeros: finds a row with two adjacent ones.
    const row = Array.from({ length: z1.rows }, (_, i) => i).find((i) => {
      const values = [...z1.values.subarray(i * 6, (i + 1) * 6)];
      return values.some((value, k) => value === 0 && values[k + 1] === 0);
    });
    assert.ok(row !== undefined);
    const parts = await stepper.parts({ name: "z2", row, column: 0 });
    assert.ok(parts?.all.some(({ title }) => /^terms \d to \d of 6 · .* are 0; the sum stays/.test(title)));
  });

  it("is none of what has no sums, or where there is no such element", async () => {
    const stepper = new Stepper(replay, { done: 0, operation: 0 });
    await stepper.goTo({ done: 0, operation: 0 });
    assert.equal(await stepper.ahead(), undefined);
    assert.equal(await stepper.parts({ name: "z0", row: 0, column: 0 }), undefined);
    await stepper.goTo({ done: 0, operation: 1 });
    assert.equal(await stepper.parts({ name: "z1", row: 0, column: 6 }), undefined);
    assert.equal(await stepper.parts({ name: "W1", row: 0, column: 0 }), undefined);
  });

  it("is offered by size", () => {
    const values = Float32Array.of(1, -4, 2, Number.NaN, 4, 0);
    const found = largestElements({ name: "z1", rows: 2, columns: 3, values }, 3);
    assert.deepEqual(found, [
      { row: 0, column: 1 },
      { row: 1, column: 1 },
      { row: 0, column: 2 },
    ]);
  });
});
