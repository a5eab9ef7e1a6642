/** Tables, from the file to the figures: a regression, a binary classification, and what the run records of them. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { r2Text } from "../../src/cli/report/formatting";
import { formatSets } from "../../src/cli/report/summaryLines";
import type { EpochEnded, Event } from "../../src/protocol/events";
import { readManifest } from "../../src/runs/manifest";
import { RunServer } from "../../src/trainer/process/serve";
import { binaryMetrics } from "../../src/trainer/results/binaryMetrics";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { predictRun } from "../../src/trainer/results/predictRun";
import { finish, last, Workspace, withoutTimes } from "./workspace";

/** price = 3 · area + 10 for Bonn + 1000, without noise. */
const flats = Array.from({ length: 120 }, (_, i) => {
  const area = (i * 37) % 90;
  const city = i % 3 === 0 ? "Bonn" : "Ulm";
  return `${area},${city},${3 * area + (city === "Bonn" ? 10 : 0) + 1000},${area > 45 ? "large" : "small"}`;
});

const lastEpoch = (events: Event[]) => events.findLast((event): event is EpochEnded => event.type === "epoch");

describe("training on a table", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
    writeFileSync(join(workspace.path, "flats.csv"), `area,city,price,kind\n${flats.join("\n")}\n`);
  });
  afterEach(() => workspace.remove());

  const config = (label: string, exclude: string[], output: object, epochs = 60) => ({
    version: 1,
    data: {
      format: "csv",
      path: "flats.csv",
      label,
      exclude,
      validation: { fraction: 0.25 },
      test: { fraction: 0.1 },
    },
    layers: [output],
    training: { epochs, batchSize: 10, seed: 3, optimizer: { type: "sgd", learningRate: 0.1 } },
  });
  const prices = config("price", ["kind"], { units: 1, activation: "linear" });

  it("learns a quantity, told by R² and RMSE in its own unit", async () => {
    const { events, run, done } = await workspace.train(prices);
    const ended = lastEpoch(events);
    assert.ok((ended?.validationR2 ?? 0) > 0.9999, JSON.stringify(ended));
    assert.ok((ended?.testRmse ?? 1e9) < 1);
    assert.equal(ended?.validationAccuracy, undefined);
    assert.equal(done.best?.metric, "validationRmse");
    const { sets } = await evaluateRun(run, { checkpoint: done.best?.epoch ?? "best" });
    assert.deepEqual(
      sets.map(({ name }) => name),
      ["validation", "test"],
    );
    assert.equal(sets[0].fit?.rmse, done.best?.value);
  });

  it("says what Try It fills in for an empty number: what predict fills in, or nothing where that refuses", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 7 === 0 ? "" : 20 + i},${(i * 13) % 40},${i % 2}`);
    writeFileSync(join(workspace.path, "ages.csv"), ["age,fare,survived", ...rows].join("\n"));
    const of = async (missing: string) => {
      const data = { format: "csv", path: "ages.csv", label: "survived", missing, validation: { fraction: 0.2 } };
      const layers = [{ units: 2, activation: "softmax" }];
      const { run } = await workspace.train({ version: 1, data, layers, training: { epochs: 5, seed: 1 } });
      const server = new RunServer(run);
      const [age, fare] = (await server.data()).columns ?? [];
      assert.equal(fare.fill, undefined);
      const predict = (row: string) => {
        const stdin = (async function* () {
          yield Buffer.from(`age,fare\n${row}\n`);
        })();
        return predictRun(run, "-", { checkpoint: "best", stdin });
      };
      await assert.rejects(predict("30,"), { code: "csv-missing" });
      return { server, age, predict };
    };
    for (const missing of ["mean", "category"]) {
      const { server, age, predict } = await of(missing);
      assert.equal(age.flag, missing === "category" || undefined);
      const values = Float32Array.of(age.fill ?? Number.NaN, ...(age.flag ? [1] : []), 12);
      const { answers } = await server.activations({ at: "best", values });
      const { values: predicted } = await predict(",12");
      for (const i of [0, 1]) assert.ok(Math.abs(answers[i] - predicted[i]) < 1e-6, `${missing}: ${answers}`);
    }
    assert.equal((await of("drop")).age.fill, undefined);
  });

  it("leaves out R² of one example and of targets that do not differ, and says so", async () => {
    const held = { validation: { examples: 1 }, test: { examples: 5 } };
    const one = await workspace.train({ ...prices, data: { ...prices.data, ...held } });
    const ended = lastEpoch(one.events);
    assert.ok(ended);
    assert.deepEqual(["validationR2" in ended, "testR2" in ended], [false, true]);
    assert.ok(Number.isFinite(ended.validationRmse));
    assert.match(
      formatSets(ended).join(),
      /^validation RMSE \S+ \(R² needs two examples that differ\),test RMSE \S+ \(R² [\d.-]+\)$/,
    );
    assert.equal(one.done.best?.metric, "validationRmse");
    const rows = Array.from({ length: 40 }, (_, i) => `${i},7`);
    writeFileSync(join(workspace.path, "flats.csv"), ["area,price", ...rows].join("\n"));
    const same = await workspace.train({ ...prices, data: { ...prices.data, exclude: [] } });
    assert.deepEqual(["validationR2" in (lastEpoch(same.events) ?? {}), same.done.reason], [false, "completed"]);
    const { sets } = await evaluateRun(same.run, { checkpoint: "best" });
    assert.deepEqual(
      sets.map(({ fit }) => r2Text(fit?.r2, 4)),
      sets.map(() => "R² needs two examples that differ"),
    );
  });

  it("remembers columns, targets and scaling with the run", async () => {
    const { data } = await readManifest((await workspace.train(prices)).run);
    assert.deepEqual(data.columns, [
      { name: "area", kind: "number" },
      { name: "city", kind: "one-hot", values: ["Bonn", "Ulm"] },
    ]);
    assert.deepEqual(data.inputNames, ["area", "city=Bonn", "city=Ulm"]);
    const [price] = data.targets ?? [];
    assert.equal(price.name, "price");
    assert.ok(Math.abs(price.shift - 1140) < 30 && Math.abs(1 / price.factor - 78) < 10, JSON.stringify(price));
  });

  it("draws the same examples again when it is resumed", async () => {
    const whole = await workspace.train({ ...prices, training: { ...prices.training, epochs: 4 } });
    const half = await workspace.train({ ...prices, training: { ...prices.training, epochs: 2 } });
    await finish({ resume: half.run, epochs: 4 });
    assert.deepEqual(withoutTimes(await last(half.run)).arrays, withoutTimes(await last(whole.run)).arrays);
  });

  it("tells two classes apart, with precision, recall, F1 and AUC", async () => {
    const { run } = await workspace.train(config("kind", ["price"], { units: 1, activation: "sigmoid" }));
    const [validation] = (await evaluateRun(run, { checkpoint: "best" })).sets;
    assert.ok((validation.accuracy ?? 0) > 0.9);
    assert.ok((validation.binary?.auc ?? 0) > 0.99);
    const { confusion, binary } = validation;
    assert.equal(binary?.recall, confusion[1][1] / (confusion[1][0] + confusion[1][1]));
  });

  it("asks for an output unit per target", async () => {
    const refused = workspace.train({ ...prices, layers: [{ units: 2, activation: "linear" }] });
    const message = /layers\[0\]\.units: 2 output units for the targets price; use 1$/;
    await assert.rejects(refused, { kind: "config", code: "output-units", message });
  });
});

describe("the figures of two classes", () => {
  it("count a tie of scores as half", () => {
    const z = Float32Array.of(0.1, 0.6, 0.6, 0.9);
    const { precision, recall, f1, auc } = binaryMetrics(
      z,
      [0, 0, 1, 1],
      [
        [1, 1],
        [0, 2],
      ],
    );
    assert.deepEqual([precision, recall, auc], [2 / 3, 1, 3.5 / 4]);
    assert.ok(Math.abs(f1 - 0.8) < 1e-12);
  });

  it("take the second of two outputs for the score", () => {
    const confusion = [
      [1, 0],
      [0, 1],
    ];
    assert.equal(binaryMetrics(Float32Array.of(0.9, 0.1, 0.2, 0.8), [0, 1], confusion).auc, 1);
  });
});
