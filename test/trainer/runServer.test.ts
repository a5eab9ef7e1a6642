/** The answers of the role `serve` about examples agree with the figures of whole sets that training reported. */
import assert from "node:assert/strict";
import type { EpochEnded } from "../../src/protocol/events";
import type { WeightKind } from "../../src/protocol/requests";
import { RunServer } from "../../src/trainer/process/serve";
import { finish, irisConfig, Workspace, wholeLayer } from "./workspace";

const data = { format: "builtin", name: "iris", validation: { examples: 30 }, test: { examples: 30 } };
const config = irisConfig({
  data,
  training: { epochs: 4, keepEvery: 1, optimizer: { type: "sgd", learningRate: 0.02 }, schedule: { type: "constant" } },
});
const all = { actual: null, predicted: null, order: "stored", first: 0, count: 200 } as const;

describe("the server of a run", () => {
  let workspace: Workspace;
  let server: RunServer;
  let epochs: EpochEnded[];
  let best: number;

  before(async () => {
    workspace = new Workspace();
    const { run, events, done } = await finish({ train: workspace.write(config) });
    server = new RunServer(run);
    epochs = events.filter((event) => event.type === "epoch");
    best = done.best?.epoch ?? 0;
  });
  after(() => workspace.remove());

  it("describes the data: sets, classes, and every input with its mean", async () => {
    const { sets, classNames, inputs, task } = await server.data();
    assert.deepEqual(
      sets.map(({ set, examples }) => [set, examples]),
      [
        ["validation", 30],
        ["test", 30],
        ["train", 90],
      ],
    );
    assert.equal(task, "classification");
    assert.equal(classNames.length, 3);
    assert.equal(inputs.length, 4);
    assert.ok(inputs.every(({ name, mean }) => name !== "" && mean > 0 && mean < 8));
  });

  it("counts the answers for every class as training measured them, at every kept epoch", async () => {
    for (const { epoch, validationAccuracy, testAccuracy } of epochs) {
      for (const [set, accuracy] of [
        ["validation", validationAccuracy],
        ["test", testAccuracy],
      ] as const) {
        const evaluation = await server.evaluation({ set, at: epoch });
        assert.equal(evaluation.accuracy, accuracy);
        assert.equal(
          evaluation.confusion.flat().reduce((sum, count) => sum + count),
          30,
        );
      }
    }
    assert.equal((await server.evaluation({ set: "test" })).epoch, best);
  });

  it("explains the answers of an epoch: importance, dependence, changes, saliency and units", async () => {
    const at = { at: 2, set: "validation" } as const;
    const importance = await server.importance({ ...at, most: 20, repeats: 2, seed: 1 });
    assert.deepEqual(
      [importance.epoch, importance.examples, importance.total, importance.columns.length],
      [2, 20, 30, 4],
    );
    const dependence = await server.dependence({ ...at, most: 30, feature: 2, lines: 3 });
    assert.deepEqual([dependence.answer, dependence.lines.length, dependence.features.length], [2, 3, 4]);
    const { answer, changes } = await server.changes({ ...at, index: 4, label: 0, most: 30 });
    assert.equal(changes.length, 4);
    const saliency = await server.saliency({ ...at, index: 4 });
    assert.deepEqual([saliency.answer, saliency.gradient.length, saliency.occlusion], [answer, 4, undefined]);
    const units = await server.carryingUnits({ ...at, index: 4, answer: 0 });
    assert.deepEqual([units.answer, units.layers.map(({ change }) => change.length)], [0, [6]]);
    assert.deepEqual(
      (await server.classSaliency(at)).classes.map(({ map }) => map.length),
      [4, 4, 4],
    );
    // The cached outputs of another epoch stay as they were.
    assert.equal((await server.evaluation({ set: "validation", at: 1 })).accuracy, epochs[0].validationAccuracy);
  });

  it("tells the start too, epoch 0, that no folder keeps: the network that the seed makes", async () => {
    const [start, first] = await Promise.all([0, 1].map((at) => server.evaluation({ set: "train", at })));
    assert.equal(start.epoch, 0);
    assert.ok(start.accuracy < first.accuracy, `${start.accuracy} before training, ${first.accuracy} after an epoch`);
    const { values } = await server.weights({ ...wholeLayer, at: 0 });
    const { layers } = await server.diagram({ at: 0, most: 6, mostInputs: 4, choose: "evenly" });
    assert.deepEqual(layers[0].W, values);
    assert.ok(layers.every(({ b }) => b.every((bias) => bias === 0)));
    const { layers: units } = await server.units({ at: 0 });
    assert.ok(Math.abs(units[0].norms[2] - Math.hypot(...[0, 1, 2, 3].map((i) => values[i * 6 + 2]))) < 1e-6);
    const { examples } = await server.examples({ ...all, set: "test", at: 0 });
    const { answers } = await server.activations({ values: examples[0].values, at: 0 });
    assert.ok(Math.abs(answers[examples[0].predicted] - examples[0].outputs[examples[0].predicted]) < 1e-5);
  });

  it("shows the wrong answers, as many as the confusion matrix counts", async () => {
    const epoch = 1;
    const { confusion } = await server.evaluation({ set: "test", at: epoch });
    const wrong = confusion.flatMap((row, i) => row.filter((_, j) => i !== j)).reduce((sum, count) => sum + count);
    const { total, examples } = await server.examples({ ...all, set: "test", at: epoch });
    assert.ok(wrong > 0, "this test needs a network that errs");
    assert.equal(total, wrong);
    assert.ok(examples.every(({ actual, predicted }) => actual !== predicted));
  });

  it("shows the examples of one cell, the surest first, page by page", async () => {
    const { confusion } = await server.evaluation({ set: "train" });
    const most = confusion.map((row, i) => row[i]).indexOf(Math.max(...confusion.map((row, i) => row[i])));
    const cell = { ...all, set: "train", actual: most, predicted: most, order: "surest" } as const;
    const { total, examples } = await server.examples(cell);
    assert.equal(total, confusion[most][most]);
    const sure = examples.map(({ outputs }) => outputs[most]);
    assert.deepEqual(
      sure,
      [...sure].sort((a, b) => b - a),
    );
    const page = await server.examples({ ...cell, first: 3, count: 2 });
    assert.deepEqual(
      page.examples.map(({ index }) => index),
      examples.slice(3, 5).map(({ index }) => index),
    );
  });

  it("follows one example through the network to the same answer", async () => {
    const { examples } = await server.examples({ ...all, set: "test", actual: 1, at: 4 });
    for (const { values, outputs } of examples) {
      const { layers, answers, epoch } = await server.activations({ values, at: 4 });
      assert.equal(epoch, 4);
      assert.deepEqual(
        layers.map(({ length }) => length),
        [6, 3],
      );
      for (const [i, value] of answers.entries())
        assert.ok(Math.abs(value - outputs[i]) < 1e-5, `${value} is not ${outputs[i]}`);
    }
  });

  it("computes gradient and step of an epoch again: the step is the one that training took", async () => {
    const oneBatch = { batchSize: 200, epochs: 3, keepEvery: 1, regularization: { l2: 0.5 } };
    const optimizer = { type: "sgd", learningRate: 0.2, momentum: 0.9 };
    const schedule = { type: "constant" };
    const layers = [
      { units: 6, activation: "tanh" },
      { units: 3, activation: "softmax" },
    ];
    const { run } = await finish({
      train: workspace.write(
        irisConfig({ data, layers, backend: "wasm", training: { ...oneBatch, optimizer, schedule } }),
      ),
    });
    const taught = new RunServer(run);
    const ask = (what: WeightKind, epoch: number) => taught.weights({ ...wholeLayer, what, at: epoch });
    const [first, second, third] = await Promise.all([0, 1, 2].map((epoch) => ask("weights", epoch)));
    for (const [before, after] of [
      [first, second],
      [second, third],
    ]) {
      const update = await ask("update", before.epoch);
      assert.deepEqual(
        update.values,
        after.values.map((w, i) => w - before.values[i]),
      );
      assert.match(update.basis ?? "", new RegExp(`minibatch 1 of epoch ${before.epoch + 1}, repeated`));
    }
    // Without momentum yet and with all examples in one minibatch, the first step follows the gradient.
    const gradient = await ask("gradient", 0);
    assert.match(gradient.basis ?? "", /all 90 training examples/);
    for (const [i, value] of (await ask("update", 0)).values.entries()) {
      assert.ok(Math.abs(value + 0.2 * gradient.values[i]) < 1e-6, `${value} for a gradient of ${gradient.values[i]}`);
    }
  });

  it("tells units apart: by the norm of their weights, and by how often they fire", async () => {
    const { layers, set, examples, epoch } = await server.units({ at: 4 });
    assert.deepEqual([set, examples, epoch], ["validation", 30, 4]);
    const { values } = await server.weights({ ...wholeLayer, at: 4 });
    const norm = Math.hypot(...[0, 1, 2, 3].map((input) => values[input * 6 + 2]));
    assert.ok(Math.abs(layers[0].norms[2] - norm) < 1e-6);
    const counted = new Float32Array(6);
    const answers = new Float32Array(3);
    for (let index = 0; index < 30; index++) {
      const example = await server.example({ set: "validation", index, step: 1, actual: null });
      const [hidden, output] = (await server.activations({ values: example.values, at: 4 })).layers;
      for (const [unit, z] of hidden.entries()) counted[unit] += Number(z > 0);
      answers[output.indexOf(Math.max(...output))]++;
    }
    assert.deepEqual(
      [...layers[0].firing],
      [...counted].map((times) => Math.fround(times / 30)),
    );
    assert.deepEqual(
      [...layers[1].firing],
      [...answers].map((times) => Math.fround(times / 30)),
    );
  });

  it("finds the examples of a class one after another, around the end", async () => {
    const ask = (index: number, step: 1 | -1, actual: number | null) =>
      server.example({ set: "test", index, step, actual });
    const found: number[] = [];
    for (let at = 0; ; ) {
      const { index, actual } = await ask(at, 1, 2);
      assert.equal(actual, 2);
      if (found.includes(index)) break;
      found.push(index);
      at = index + 1;
    }
    assert.equal(
      found.length,
      (await server.evaluation({ set: "test" })).confusion[2].reduce((sum, n) => sum + n),
    );
    assert.equal((await ask(found[0] - 1, -1, 2)).index, found.at(-1));
    assert.equal((await ask(29, 1, null)).index, 29);
    assert.equal((await ask(30, 1, null)).index, 0);
  });

  it("draws the network of a kept epoch, its wide layers gathered evenly", async () => {
    const { layers, shownInputs, epoch } = await server.diagram({
      at: 1,
      most: 3,
      mostInputs: 2,
      choose: "evenly",
    });
    assert.equal(epoch, 1);
    assert.deepEqual(shownInputs, [1, 3]);
    assert.deepEqual(layers[0].shown, [1, 3, 5]);
    assert.deepEqual(
      layers.map(({ W, z }) => [W.length, z]),
      [
        [6, undefined],
        [9, undefined],
      ],
    );
  });

  it("refuses what there is not, in words", async () => {
    await assert.rejects(server.activations({ values: new Float32Array(3) }), /3 values for a network of 4 inputs/);
    await assert.rejects(server.evaluation({ set: "test", at: 9 }), /epoch 9 were not saved; choose another/);
  });

  it("has no mistakes to show of a network that tells quantities, and still follows an example", async () => {
    workspace.write("size,price\n1,10\n2,20\n3,30\n4,40\n5,50\n6,60\n7,70\n8,80\n", "prices.csv");
    const regression = irisConfig({
      data: { format: "csv", path: "prices.csv", label: "price" },
      layers: [{ units: 1, activation: "linear" }],
      cost: "quadratic",
      training: {
        epochs: 200,
        batchSize: 4,
        optimizer: { type: "sgd", learningRate: 0.1 },
        regularization: {},
        schedule: { type: "constant" },
      },
    });
    const { run } = await finish({ train: workspace.write(regression, "prices.network.json") });
    const quantities = new RunServer(run);
    assert.deepEqual((await quantities.data()).targetNames, ["price"]);
    await assert.rejects(quantities.evaluation({ set: "train" }), /predicts quantities, not classes/);
    const { answers } = await quantities.activations({ values: Float32Array.of(4.5) });
    assert.ok(Math.abs(answers[0] - 45) < 1, `${answers[0]} is not about 45`);
  });

  it("counts the right and wrong answers for one class at every threshold, as the confusion matrix does", async () => {
    const about = { set: "validation", at: "best" } as const;
    const { examples, confusion } = await server.evaluation(about);
    for (const of of [0, 1, 2]) {
      const found = await server.probabilities({ ...about, of });
      assert.equal(found.examples, examples);
      assert.equal(
        found.positives,
        confusion[of].reduce((sum, count) => sum + count),
      );
      assert.equal(found.distinct, found.thresholds.length);
      assert.equal(found.truePositives.at(-1), found.positives);
      assert.equal(found.falsePositives.at(-1), examples - found.positives);
      assert.equal(
        found.bins.reduce((sum, { count }) => sum + count, 0),
        examples,
      );
      assert.equal(found.calibrated, undefined);
    }
    await assert.rejects(server.probabilities({ ...about, of: 3 }), { code: "no-target" });
  });

  it("fits a temperature, and answers with it for its weights alone", async () => {
    const { temperature, epoch, examples } = await server.calibrate({ at: 2 });
    assert.deepEqual([epoch, examples], [2, 30]);
    const { answerEce, calibrated } = await server.probabilities({ set: "test", at: 2, of: 1 });
    assert.deepEqual([calibrated?.temperature, calibrated?.fittedOn], [temperature, "validation"]);
    assert.notEqual(calibrated?.answerEce, answerEce);
    assert.equal((await server.probabilities({ set: "test", at: 4, of: 1 })).calibrated, undefined);
  });
});
