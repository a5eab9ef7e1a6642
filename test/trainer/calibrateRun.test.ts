/** Probabilities with a fitted temperature: in the run folder, in predictions, exports and evaluations. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-web";
import { RandomStream } from "../../src/core/random";
import { calibrateRun } from "../../src/trainer/results/calibrateRun";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { exportRun } from "../../src/trainer/results/exportRun";
import { predictRun } from "../../src/trainer/results/predictRun";
import { Workspace } from "./workspace";

const best = { checkpoint: "best" } as const;
const nothing = (async function* () {})();

/** Tables whose answers depend on x and y with much noise, so that trained networks are too sure. */
const kinds = {
  "three classes": { labels: ["kind"], layer: { units: 3, activation: "softmax" } },
  "two classes with one unit": { labels: ["kind"], layer: { units: 1, activation: "sigmoid" } },
  "several labels": { labels: ["rain", "wind"], layer: { units: 2, activation: "sigmoid" } },
} as const;

function tableOf(kind: keyof typeof kinds): string {
  const random = new RandomStream(7, "sample");
  let drawn = 0;
  const next = () => random.uniform(drawn++);
  const { labels, layer } = kinds[kind];
  const lines = Array.from({ length: 160 }, () => {
    const [x, y] = [next() * 4 - 2, next() * 4 - 2];
    const noisy = () => x + y + (next() - 0.5) * 4;
    const answers = labels.map(() => {
      if (labels.length > 1) return Number(noisy() > 0);
      return "abc"[layer.units === 1 ? Number(noisy() > 0) : Math.min(2, Math.max(0, Math.floor(noisy() + 1.5)))];
    });
    return [x.toFixed(4), y.toFixed(4), ...answers].join(",");
  });
  return [["x", "y", ...labels].join(","), ...lines].join("\n");
}

interface Document {
  scaling: { shift: number | number[]; factor: number | number[] };
  layers: { activation: string; b: number[]; W: number[][] }[];
}

const activations: Record<string, (s: number[]) => number[]> = {
  tanh: (s) => s.map(Math.tanh),
  sigmoid: (s) => s.map((each) => 1 / (1 + Math.exp(-each))),
  softmax: (s) => {
    const powers = s.map((each) => Math.exp(each - Math.max(...s)));
    const sum = powers.reduce((all, each) => all + each);
    return powers.map((each) => each / sum);
  },
};

/** The outputs that other programs compute from an export, for unscaled inputs. */
const exportedOutputs = {
  js: async (contents: string | Uint8Array, inputs: number[][]): Promise<number[][]> => {
    const source = Buffer.from(contents).toString("base64");
    const { outputs } = await import(`data:text/javascript;base64,${source}`);
    return inputs.map((row) => [...outputs(row)]);
  },
  onnx: async (contents: string | Uint8Array, inputs: number[][]): Promise<number[][]> => {
    const session = await InferenceSession.create(contents as Uint8Array);
    const values = new Tensor("float32", Float32Array.from(inputs.flat()), [inputs.length, inputs[0].length]);
    const { output } = await session.run({ input: values });
    const width = output.dims[1];
    const found = [...(output.data as Float32Array)];
    return inputs.map((_, i) => found.slice(i * width, (i + 1) * width));
  },
  json: async (contents: string | Uint8Array, inputs: number[][]): Promise<number[][]> => {
    const { scaling, layers } = JSON.parse(String(contents)) as Document;
    const of = (value: number | number[], i: number) => (Array.isArray(value) ? value[i] : value);
    return inputs.map((row) =>
      layers.reduce(
        (z, { activation, W, b }) =>
          activations[activation](b.map((own, j) => z.reduce((sum, value, i) => sum + value * W[i][j], own))),
        row.map((value, i) => (value - of(scaling.shift, i)) * of(scaling.factor, i)),
      ),
    );
  },
};

describe("a calibrated run", () => {
  let workspace: Workspace;
  const trained = new Map<keyof typeof kinds, string>();
  before(() => {
    workspace = new Workspace();
  });
  after(() => workspace.remove());

  /** Returns a copy of a run, each of which is trained once. */
  async function train(kind: keyof typeof kinds): Promise<string> {
    const { labels, layer } = kinds[kind];
    workspace.write(tableOf(kind), "table.csv");
    const label = labels.length > 1 ? labels : labels[0];
    const data = { format: "csv", path: "table.csv", label, validation: { examples: 60 }, test: { examples: 20 } };
    const config = {
      version: 1,
      data,
      layers: [{ units: 12, activation: "tanh" }, layer],
      training: { epochs: 8, batchSize: 4, keepEvery: 2, seed: 3, optimizer: { type: "adam", learningRate: 0.1 } },
      threads: 1,
    };
    const run = trained.get(kind) ?? (await workspace.train(config)).run;
    trained.set(kind, run);
    const copy = workspace.copy(run);
    rmSync(join(copy, "calibration.json"), { force: true });
    return copy;
  }

  const newRows = () => {
    const rows = Array.from({ length: 200 }, (_, i) => `${Math.sin(i) * 2},${Math.cos(3 * i) * 2}`);
    return workspace.write(["x,y", ...rows].join("\n"), "new.csv");
  };

  for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
    it(`predicts the same answers with other probabilities, as its export does: ${kind}`, async () => {
      const run = await train(kind);
      const { temperature, before, after } = await calibrateRun(run, { checkpoint: "last" });
      assert.ok(temperature > 1 && after.cost < before.cost, `temperature ${temperature}`);
      const table = newRows();
      const options = { checkpoint: "last", stdin: nothing } as const;
      const plain = await predictRun(run, table, options);
      const calibrated = await predictRun(run, table, { ...options, calibrated: true });
      assert.deepEqual(calibrated.classes, plain.classes);
      assert.deepEqual(calibrated.labels, plain.labels);
      const rows = readFileSync(table, "utf8").trim().split("\n").slice(1);
      const inputs = rows.map((row) => row.split(",").map(Number));
      const width = calibrated.names.length;
      for (const format of ["js", "onnx", "json"] as const) {
        const [{ contents }] = await exportRun(run, format, { checkpoint: "last", calibrated: true });
        const found = (await exportedOutputs[format](contents, inputs)).flatMap((row) =>
          kind === "two classes with one unit" ? [1 - row[0], row[0]] : row,
        );
        assert.equal(found.length, calibrated.values.length);
        for (const [i, value] of found.entries()) {
          const [was, is] = [plain.values[i], calibrated.values[i]];
          assert.ok(Math.abs(value - is) < 1e-5, `${format}: ${value}, not ${is}`);
          // A temperature above 1 moves the probability of the answer towards the others, but not beyond.
          if (width === 2) assert.ok(Math.abs(is - 0.5) <= Math.abs(was - 0.5) + 1e-6, `${was} became ${is}`);
        }
      }
    });
  }

  it("has the temperature, its set and its epoch in calibration.json", async () => {
    const run = await train("three classes");
    const { temperature, epoch } = await calibrateRun(run, best);
    const written = JSON.parse(readFileSync(join(run, "calibration.json"), "utf8"));
    assert.deepEqual(
      { ...written, weights: undefined, checksum: undefined },
      { temperature, set: "validation", epoch, weights: undefined, checksum: undefined },
    );
  });

  it("is evaluated with the errors of calibration before and after", async () => {
    const run = await train("three classes");
    const without = await evaluateRun(run, best);
    assert.deepEqual([without.calibration, without.sets[0].calibratedEce], [undefined, undefined]);
    const { temperature, before, after } = await calibrateRun(run, best);
    const { calibration, sets } = await evaluateRun(run, best);
    assert.deepEqual(calibration, { temperature, set: "validation" });
    assert.ok(Math.abs((sets[0].ece ?? 1) - before.ece) < 1e-5);
    assert.ok(Math.abs((sets[0].calibratedEce ?? 1) - after.ece) < 1e-5);
    assert.equal(sets[0].accuracy, without.sets[0].accuracy);
  });

  it("is not used for other weights, but refused or reported with the fix", async () => {
    const run = await train("two classes with one unit");
    const { epoch } = await calibrateRun(run, { checkpoint: 2 });
    const message =
      `${join(run, "calibration.json")}: belongs to the weights of epoch ${epoch}, not to those of epoch 4; ` +
      `run matrix-network calibrate ${run} --epoch 4`;
    const table = newRows();
    const other = { checkpoint: 4, calibrated: true } as const;
    await assert.rejects(predictRun(run, table, { ...other, stdin: nothing }), { code: "calibration-stale", message });
    await assert.rejects(exportRun(run, "onnx", other), { code: "calibration-stale", message });
    const { calibration, calibrationProblem } = await evaluateRun(run, { checkpoint: 4 });
    assert.deepEqual([calibration, calibrationProblem], [undefined, message]);
  });

  it("is refused if its file is missing or damaged", async () => {
    const run = await train("two classes with one unit");
    const options = { ...best, calibrated: true };
    const message = `${run}: has no calibration.json; run matrix-network calibrate ${run} first`;
    await assert.rejects(exportRun(run, "json", options), { code: "calibration-missing", message });
    await calibrateRun(run, best);
    const file = join(run, "calibration.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(/"temperature": \d/, '"temperature": 8'));
    await assert.rejects(exportRun(run, "json", options), { code: "calibration-damaged" });
  });

  it("needs probabilities and the set", async () => {
    const data = { format: "builtin", name: "iris", validation: { examples: 30 } };
    const training = { epochs: 1, seed: 1 };
    const linear = { version: 1, data, layers: [{ units: 3, activation: "linear" }], cost: "quadratic", training };
    const { run } = await workspace.train(linear);
    await assert.rejects(calibrateRun(run, best), {
      code: "no-probabilities",
      message: "the outputs of this network are linear, not probabilities; use softmax or sigmoid in the last layer",
    });
    assert.equal((await evaluateRun(run, best)).sets[0].ece, undefined);
    assert.ok(!existsSync(join(run, "calibration.json")));
    const softmax = await workspace.train({
      version: 1,
      data,
      layers: [{ units: 3, activation: "softmax" }],
      training,
    });
    await assert.rejects(calibrateRun(softmax.run, { ...best, set: "test" }), { code: "no-set" });
  });
});
