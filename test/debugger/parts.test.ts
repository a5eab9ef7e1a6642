/** Hit counts, exception filters, and the lines of a config at which a training can stop. */
import assert from "node:assert/strict";
import { Alarms } from "../../src/debugger/training/alarms";
import { parseHitCount } from "../../src/debugger/training/hitCount";
import { Targets } from "../../src/debugger/training/targets";
import { TrainingScope } from "../../src/trainer/replay/condition";
import type { MatrixValue } from "../../src/trainer/replay/matrixFunctions";
import type { MomentValues } from "../../src/trainer/replay/momentValues";

describe("hit counts", () => {
  const hits = (text: string) => [1, 2, 3, 4, 5, 6].filter(parseHitCount(text));

  it("are a number, or one behind a comparison or %", () => {
    assert.deepEqual(hits("3"), [3]);
    assert.deepEqual(hits("== 3"), [3]);
    assert.deepEqual(hits(">= 5"), [5, 6]);
    assert.deepEqual(hits(">5"), [6]);
    assert.deepEqual(hits("<= 2"), [1, 2]);
    assert.deepEqual(hits("< 2"), [1]);
    assert.deepEqual(hits("% 3"), [3, 6]);
  });

  it("are nothing else", () => {
    for (const text of ["", "x", "% 0", "1.5", "3 4", "-1"])
      assert.throws(() => parseHitCount(text), /is not a hit count/);
  });
});

describe("the exception filters of a training", () => {
  const layers = [
    { units: 2, activation: "relu" },
    { units: 2, activation: "softmax" },
  ];
  const train = { count: 4, inputs: 2, outputs: 2 };
  const described = { config: { layers, training: { batchSize: 2 } }, dataset: { train, inputs: 2, task: "classes" } };
  const scope = new TrainingScope(described as unknown as ConstructorParameters<typeof TrainingScope>[0]);
  const healthy = { cost: 1, GW1: 1, GW2: 1, W1: 10, W2: 10, s1: 1 };

  /** Returns a moment in which all elements of a matrix are equal. */
  const moment = (changed: Partial<typeof healthy> = {}): MomentValues => {
    const values: Record<string, number> = { ...healthy, ...changed };
    return {
      figure: (name) => (name === "learningRate" ? 0.1 : values[name]),
      matrix: (name): MatrixValue | undefined => {
        const of = scope.matrices.get(name);
        return of && { of, rows: 2, columns: 2, values: new Float32Array(4).fill(values[name]) };
      },
      right: () => undefined,
    };
  };
  const alarms = (...filters: string[]) => {
    const made = new Alarms(scope, described.config.layers as unknown as ConstructorParameters<typeof Alarms>[1]);
    made.set(filters);
    return made;
  };

  it("stop where it begins, and not while it goes on", () => {
    const looked = alarms("dead-layer", "exploding-gradient", "vanishing-gradient");
    const found = [{}, { s1: -1 }, { s1: -1 }, { GW2: 40 }, { GW1: 1e-4 }, {}, { s1: 0 }].map(
      (changed, done) => looked.after(done, moment(changed))?.text,
    );
    assert.deepEqual(found, [
      undefined,
      "All units of layer 1 are dead.",
      undefined,
      "The gradient of layer 2 is too large for its weights.",
      "The gradient of layer 1 is less than a thousandth of the largest one.",
      undefined,
      "All units of layer 1 are dead.",
    ]);
  });

  it("compare a cost with those of the 20 minibatches before it", () => {
    const looked = alarms("cost-rising");
    const cost = (done: number, cost: number) => looked.after(done, moment({ cost }))?.filter;
    for (let done = 0; done < 20; done++) assert.equal(cost(done, 1 + (done % 2)), undefined);
    assert.equal(cost(20, 4), undefined);
    assert.equal(cost(21, 6), "cost-rising");
    // After a jump there is no earlier value to compare with.
    assert.equal(cost(5, 100), undefined);
  });

  it("look at nothing where they are off", () => {
    assert.equal(alarms().needs, undefined);
    assert.equal(alarms("non-finite").needs, undefined);
    assert.equal(alarms().after(0, moment({ s1: -1 })), undefined);
    assert.deepEqual([...(alarms("dead-layer").needs?.matrices.keys() ?? [])], ["s1"]);
  });
});

describe("places of a config that a training stops at", () => {
  it("are told apart by their column where they stand on one line", () => {
    const text = `{ "data": {}, "layers": [{ "units": 3, "activation": "relu" }, { "units": 2, "activation": "softmax" }],
"training": { "epochs": 3 } }`;
    const targets = new Targets(text);
    const columns = targets.columnsOn(0);
    const found = columns.map((column) => targets.on(0, column)?.target);
    assert.deepEqual(found, [
      { kind: "data" },
      ...[0, 1].flatMap((layer) => ["forward", "backward", "update"].map((part) => ({ kind: "layer", layer, part }))),
    ]);
    assert.deepEqual(targets.on(1)?.target, { kind: "epochs" });
    // A default batch size, which is not in the file, is shown at the line of the training.
    assert.equal(targets.lineOf({ kind: "batchSize" }), 1);
  });

  it("move a breakpoint from within to where they begin; elsewhere nothing stops", () => {
    const targets = new Targets('{\n  "version": 1,\n  "data": {\n    "format": "csv"\n  }\n}');
    assert.deepEqual(targets.on(3), { line: 2, target: { kind: "data" } });
    assert.equal(targets.on(1), undefined);
  });
});
