import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Divided, divide, type FoldRows } from "../../../src/data/folds/divide";

interface Case {
  labels: number[];
  groups: number[];
  folds: number;
  kfold: number[];
  stratified: number[][];
  group: number[];
  timeSeries: [train: number, validation: number[]][];
}

const fixture = JSON.parse(readFileSync(join(__dirname, "../../fixtures/folds/folds.json"), "utf8")) as {
  divided: Case[];
  stratifiedGroups: { labels: number[]; groups: number[]; folds: number; counts: number[][] };
};

const examples = ({ labels }: { labels: number[] }): Divided => ({
  count: labels.length,
  labels: Int32Array.from(labels),
});
const sizes = (folds: FoldRows[]) => folds.map(({ validation }) => validation.length);
const classCounts = (folds: FoldRows[], labels: number[]) =>
  folds.map(({ validation }) => {
    const counts = new Array<number>(Math.max(...labels) + 1).fill(0);
    for (const i of validation) counts[labels[i]]++;
    return counts;
  });
const byText = (rows: number[][]) => rows.map(String).sort();
const numeric = (numbers: number[]) => [...numbers].sort((a, b) => a - b);

/** Checks that each example is in one validation set and in the training sets of all other folds. */
function assertPartition(folds: FoldRows[], count: number): void {
  const all = Array.from({ length: count }, (_, i) => i);
  assert.deepEqual(numeric(folds.flatMap(({ validation }) => [...validation])), all);
  for (const { train, validation } of folds) assert.deepEqual(numeric([...train, ...validation]), all);
}

describe("folds", () => {
  for (const [i, each] of fixture.divided.entries()) {
    const { labels, groups, folds } = each;
    const settings = { folds, ordered: false };

    describe(`of ${labels.length} examples, ${folds} of them (case ${i + 1})`, () => {
      it("are as large as scikit-learn's KFold without a look at the classes", () => {
        for (const seed of [0, 1, 2 ** 40]) {
          const found = divide(examples(each), { ...settings, stratified: false }, { seed, repeat: 1 });
          assertPartition(found, labels.length);
          assert.deepEqual(sizes(found), each.kfold);
        }
      });

      it("have as many of each class as scikit-learn's StratifiedKFold: its share, within one example", () => {
        const found = divide(examples(each), settings, { seed: 7, repeat: 1 });
        assertPartition(found, labels.length);
        const counts = classCounts(found, labels);
        assert.deepEqual(counts, each.stratified);
        for (const label of new Set(labels)) {
          const share = labels.filter((one) => one === label).length / folds;
          for (const fold of counts) assert.ok(Math.abs(fold[label] - share) < 1, `${fold[label]} of ${share}`);
        }
      });

      it("part no group, and are as large as scikit-learn's GroupKFold", () => {
        const grouped = { ...examples(each), groups: Int32Array.from(groups) };
        for (const stratified of [false, true]) {
          const found = divide(grouped, { ...settings, stratified }, { seed: 3, repeat: 2 });
          assertPartition(found, labels.length);
          const foldsOf = new Map<number, Set<number>>();
          for (const [fold, { validation }] of found.entries()) {
            for (const row of validation) foldsOf.set(groups[row], (foldsOf.get(groups[row]) ?? new Set()).add(fold));
          }
          assert.ok([...foldsOf.values()].every((own) => own.size === 1));
          if (!stratified) assert.deepEqual(numeric(sizes(found)), each.group);
        }
      });

      it("in the order of time are scikit-learn's TimeSeriesSplit", () => {
        const found = divide(examples(each), { folds, ordered: true }, { seed: 1, repeat: 1 });
        assert.deepEqual(
          found.map(({ train, validation }) => [train.length, [...validation]]),
          each.timeSeries,
        );
        for (const { train, validation } of found) assert.equal(train.at(-1), validation[0] - 1);
      });
    });
  }

  it("of groups and classes have as many of each class as scikit-learn's StratifiedGroupKFold", () => {
    const { labels, groups, folds, counts } = fixture.stratifiedGroups;
    const grouped = { ...examples({ labels }), groups: Int32Array.from(groups) };
    const found = divide(grouped, { folds, ordered: false }, { seed: 5, repeat: 1 });
    assert.deepEqual(byText(classCounts(found, labels)), byText(counts));
  });

  it("are the same for the same seed and repeat, and others for others", () => {
    const draw = (seed: number, repeat: number) =>
      divide(examples(fixture.divided[0]), { folds: 5, ordered: false }, { seed, repeat });
    assert.deepEqual(draw(1, 1), draw(1, 1));
    assert.notDeepEqual(draw(1, 1), draw(1, 2));
    assert.notDeepEqual(draw(1, 1), draw(2, 1));
  });

  it("of quantities are drawn at random", () => {
    const found = divide(
      { count: 10, labels: new Float32Array(20) },
      { folds: 3, ordered: false },
      { seed: 1, repeat: 1 },
    );
    assertPartition(found, 10);
    assert.deepEqual(sizes(found), [4, 3, 3]);
  });

  it("are refused where there are fewer examples or groups", () => {
    const draw = { seed: 1, repeat: 1 };
    const four = { count: 4, labels: Int32Array.of(0, 1, 0, 1) };
    const code = "folds-too-many";
    const exitCode = 2;
    assert.throws(() => divide(four, { folds: 5, ordered: false }, draw), {
      code,
      exitCode,
      message: "data.validation: 4 examples cannot be divided into 5 folds; use fewer",
    });
    assert.throws(() => divide(four, { folds: 4, ordered: true }, draw), {
      code,
      exitCode,
      message: "data.validation: 4 ordered folds need 5 examples, and there are 4; use fewer",
    });
    const groups = Int32Array.of(0, 0, 1, 1);
    assert.throws(() => divide({ ...four, groups }, { folds: 3, ordered: false }, draw), {
      code,
      exitCode,
      message: "data.validation: 2 groups cannot be divided into 3 folds; use fewer",
    });
  });
});
