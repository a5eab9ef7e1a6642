/** Why a network answers so, in the columns and units of its data. */
import assert from "node:assert/strict";
import { changesOf } from "../../../src/trainer/views/explain/changes";
import { dependenceOf } from "../../../src/trainer/views/explain/dependence";
import { carryingUnitsOf, classSaliencyOf, saliencyOf } from "../../../src/trainer/views/explain/examples";
import { decisionsOf, predictorOf, scoresFor } from "../../../src/trainer/views/explain/explained";
import { columnsOf, featuresOf } from "../../../src/trainer/views/explain/features";
import { importanceOf } from "../../../src/trainer/views/explain/importance";
import { columns, count, explainedPictures, explainedTable } from "./explainedTable";

const set = "train";
const refused = (code: string) => ({ code });

describe("the columns of a table, as inputs", () => {
  it("are permuted as one column, whatever inputs they became", () => {
    assert.deepEqual(columnsOf({ inputs: 8, columns }), [
      { name: "age", from: 0, width: 2 },
      { name: "plan", from: 2, width: 3 },
      { name: "since", from: 5, width: 2 },
      { name: "size", from: 7, width: 1 },
    ]);
    assert.deepEqual(columnsOf({ inputs: 2, inputNames: ["x", "y"] })[1], { name: "y", from: 1, width: 1 });
  });

  it("are changed in their own values: labels of categories, months of dates", () => {
    const [age, plan, since, size] = featuresOf({ inputs: 8, columns });
    assert.deepEqual(age, { kind: "number", name: "age", input: 0, flag: 1, shift: 40 });
    assert.ok(plan.kind === "category" && since.kind === "category" && size.kind === "category");
    assert.deepEqual(plan.points, [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    assert.deepEqual([since.name, since.labels.length, since.inputs], ["since month", 12, [5, 6]]);
    assert.deepEqual(
      [size.labels, size.points],
      [
        ["small", "large"],
        [[0], [1]],
      ],
    );
  });
});

describe("the importance of columns", () => {
  it("is measured on accuracy, or R² of a regression", async () => {
    const order = { set, most: 1000, repeats: 3, seed: 1 } as const;
    const found = await importanceOf(await explainedTable("classification"), order);
    assert.deepEqual([found.metric, found.examples, found.total, found.repeats], ["accuracy", count, count, 3]);
    assert.deepEqual(
      found.columns.map(({ name }) => name),
      ["age", "plan", "since", "size"],
    );
    assert.equal((await importanceOf(await explainedTable("regression", { outputs: 2 }), order)).metric, "r2");
    const { metric, perLabel } = await importanceOf(await explainedTable("multi-label"), order);
    assert.deepEqual([metric, perLabel], ["accuracy", true]);
  });

  it("says on how many of the examples it is measured", async () => {
    const order = { set, most: 20, repeats: 2, seed: 1 } as const;
    const { examples, total } = await importanceOf(await explainedTable("classification"), order);
    assert.deepEqual([examples, total], [20, count]);
  });

  it("is refused for pictures, sets that do not exist, and an undefined R²", async () => {
    const order = { set, most: 100, repeats: 1, seed: 1 } as const;
    await assert.rejects(importanceOf(await explainedPictures(), order), refused("no-columns"));
    const table = await explainedTable("regression", { outputs: 1 });
    await assert.rejects(importanceOf(table, { ...order, set: "test" }), refused("no-set"));
    (table.dataset.train.targets as Float32Array).fill(1);
    await assert.rejects(importanceOf(table, order), refused("no-metric"));
  });
});

describe("the dependence on a column", () => {
  const order = { set, most: 100, answer: 1, lines: 5 } as const;

  it("is in the column's unit, without missing values", async () => {
    const found = await dependenceOf(await explainedTable("classification"), { ...order, feature: 0 });
    assert.equal(found.name, "age");
    assert.ok(
      found.values?.every((age) => Number.isInteger(age) && age > 10 && age < 70),
      `${found.values}`,
    );
    assert.equal(found.lines.length, 5);
    const missing = await dependenceOf(await explainedTable("classification"), { ...order, feature: 0, lines: 60 });
    assert.deepEqual([missing.lines[9].own, missing.lines[19].own], [null, null]);
  });

  it("has a point for each label that occurs", async () => {
    const table = await explainedTable("classification");
    const plans = await dependenceOf(table, { ...order, feature: 1 });
    assert.deepEqual([plans.labels, plans.average.length], [["basic", "plus", "pro"], 3]);
    const months = await dependenceOf(table, { ...order, feature: 2 });
    assert.deepEqual(months.labels, ["1", "4", "7", "10"]);
  });

  it("is an example's own prediction at its own value", async () => {
    const table = await explainedTable("regression", { outputs: 2 });
    const { dataset } = table;
    const z = await predictorOf(table).outputs(Float32Array.from(dataset.train.values));
    const predictions = scoresFor(z, 2, dataset, 1);
    for (const feature of [0, 1, 3]) {
      const found = await dependenceOf(table, { ...order, feature, lines: 60 });
      for (const { index, own, predictions: line } of found.lines) {
        const point = own === null ? -1 : (found.values?.indexOf(own) ?? own);
        if (point >= 0) assert.ok(Math.abs(line[point] - predictions[index]) < 1e-5);
      }
    }
    assert.ok(
      predictions.every((value) => value > 50),
      "in the target's unit, whose mean is 100",
    );
  });

  it("is refused for a column or an answer that does not exist", async () => {
    const table = await explainedTable("classification");
    await assert.rejects(dependenceOf(table, { ...order, feature: 4 }), refused("no-feature"));
    await assert.rejects(dependenceOf(table, { ...order, feature: 0, answer: 3 }), refused("no-target"));
  });
});

describe("the smallest changes of an example", () => {
  it("turn the answer, each alone, and half of a number's change does not", async () => {
    const table = await explainedTable("classification", { scale: 2 });
    const { dataset } = table;
    const predictor = predictorOf(table);
    const decide = async (values: Float32Array) => decisionsOf(await predictor.outputs(values), 3, dataset, 0)[0];
    let turned = 0;
    for (let index = 0; index < 12; index++) {
      const found = await changesOf(table, { set, most: 100, index, label: 0 });
      const example = Float32Array.from(dataset.train.values.subarray(index * 8, index * 8 + 8));
      assert.equal(await decide(example), found.answer);
      assert.equal(found.actual, index % 3);
      for (const { name, from, to, answer } of found.changes) {
        if (to === undefined) continue;
        turned++;
        if (name === "age") {
          const at = (age: number) =>
            decide(
              Float32Array.from(example)
                .fill(age - 40, 0, 1)
                .fill(0, 1, 2),
            );
          assert.ok(Number.isInteger(to));
          assert.equal(await at(Number(to)), answer);
          const before = Number(to) + Math.sign(Number(from ?? 40) - Number(to));
          if (from !== undefined) assert.equal(await at(before), found.answer);
        } else if (name === "plan") {
          const plan = ["basic", "plus", "pro"].map((each) => Number(each === to));
          assert.equal(await decide(Float32Array.from([...example.slice(0, 2), ...plan, ...example.slice(5)])), answer);
        }
        assert.notEqual(answer, found.answer);
      }
    }
    assert.ok(turned > 5, `${turned} changes turn an answer`);
  });

  it("say so if nothing in the observed range turns it", async () => {
    const table = await explainedTable("classification", { scale: 0 });
    const { changes } = await changesOf(table, { set, most: 100, index: 0, label: 0 });
    assert.deepEqual(
      changes.map(({ name, to }) => [name, to]),
      [
        ["age", undefined],
        ["plan", undefined],
        ["since month", undefined],
        ["size", undefined],
      ],
    );
  });

  it("turn one label of several", async () => {
    const found = await changesOf(await explainedTable("multi-label", { scale: 3 }), {
      set,
      most: 60,
      index: 1,
      label: 2,
    });
    assert.ok(found.changes.some(({ answer }) => answer === 1 - found.answer));
    assert.equal(found.actual, 1);
  });

  it("are refused for a regression, and for an example that does not exist", async () => {
    const order = { set, most: 60, index: 0, label: 0 } as const;
    await assert.rejects(changesOf(await explainedTable("regression"), order), refused("no-classes"));
    const table = await explainedTable("classification");
    await assert.rejects(changesOf(table, { ...order, index: count }), refused("no-example"));
  });
});

describe("the saliency of an example", () => {
  it("has a value per pixel, for pictures in color too, and rises with the answer's score", async () => {
    for (const channels of [1, 3]) {
      const pictures = await explainedPictures(channels);
      const { values, inputs } = pictures.dataset.train;
      const found = await saliencyOf(pictures, { set, index: 3, answer: 1 });
      assert.deepEqual([found.gradient.length, found.occlusion?.length, found.patch], [20, 20, 1]);
      // A step along the gradient of a pixel raises the score.
      const example = Float32Array.from(values.subarray(3 * inputs, 4 * inputs));
      const pixel = found.gradient.indexOf(Math.max(...found.gradient));
      const brighter = example.map((value, i) => (Math.floor(i / channels) === pixel ? value + 2 : value));
      const scoreFor = async (each: Float32Array) =>
        scoresFor(await predictorOf(pictures).outputs(each), 2, pictures.dataset, 1)[0];
      const before = await scoreFor(example);
      const after = await scoreFor(brighter);
      assert.ok(after > before && Math.abs(before - found.score) < 1e-6);
    }
  });

  it("of a regression is the derivative of the target's output", async () => {
    const table = await explainedTable("regression", { outputs: 2 });
    const { gradient, occlusion } = await saliencyOf(table, { set, index: 0, answer: 1 });
    const example = Float32Array.from(table.dataset.train.values.subarray(0, 8));
    const at = async (offset: number) => {
      const z = await predictorOf(table).outputs(example.with(3, example[3] + offset));
      return z[1];
    };
    const expected = ((await at(0.01)) - (await at(-0.01))) / 0.02;
    assert.ok(Math.abs(gradient[3] - expected) < 1e-3 * Math.max(1, Math.abs(expected)));
    assert.equal(occlusion, undefined);
  });

  it("is averaged over the examples of a class", async () => {
    const pictures = await explainedPictures();
    const { classes } = await classSaliencyOf(pictures, { set });
    assert.deepEqual(
      classes.map(({ examples }) => examples),
      [6, 6],
    );
    const own = [];
    for (const index of [1, 3, 5, 7, 9, 11]) own.push(await saliencyOf(pictures, { set, index, answer: 1 }));
    for (const [pixel, value] of classes[1].map.entries()) {
      const mean = own.reduce((sum, { gradient }) => sum + Math.abs(gradient[pixel]), 0) / 6;
      assert.ok(Math.abs(value - mean) < 1e-6);
    }
  });
});

describe("the units that carry an answer", () => {
  it("are those whose silence changes its score: of all hidden layers", async () => {
    const pictures = await explainedPictures();
    const { layers, score } = await carryingUnitsOf(pictures, { set, index: 2, answer: 1 });
    assert.deepEqual(
      layers.map(({ z, change }) => [z.length, change.length]),
      [
        [7, 7],
        [6, 6],
      ],
    );
    assert.ok(score > 0 && score < 1);
    assert.ok(layers.every(({ change }) => change.some((value) => Math.abs(value) > 1e-3)));
  });
});
