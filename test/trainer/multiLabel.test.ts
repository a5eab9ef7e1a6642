/**
 * Multi-label classification: compared with scikit-learn (fixtures/multi-label/make.py), and from a table to
 * predictions, exports and a resumed run.
 */
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { WasmBackend } from "../../src/backends/wasm";
import type { Subject } from "../../src/cli/report/reporter";
import { opening } from "../../src/cli/report/summaryLines";
import type { Backend } from "../../src/core/backend";
import { Network } from "../../src/core/network";
import { ReferenceBackend } from "../../src/core/reference";
import type { EpochEnded, Started } from "../../src/protocol/events";
import { readManifest } from "../../src/runs/manifest";
import { Evaluator } from "../../src/trainer/experiment/evaluator";
import { RunServer } from "../../src/trainer/process/serve";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { exportTo } from "../../src/trainer/results/exportRun";
import { labelMetrics } from "../../src/trainer/results/labelMetrics";
import { predictionsAsCsv, predictionsAsJson } from "../../src/trainer/results/predictionText";
import { predictRun } from "../../src/trainer/results/predictRun";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { layer, minibatch, plainSgd } from "../core/tinyNetwork";
import { finish, last, Workspace, withoutTimes } from "./workspace";

const fixtures = join(__dirname, "../fixtures");

interface Oracle {
  count: number;
  inputs: number;
  hidden: number;
  labels: number;
  rate: number;
  x: number[];
  y: number[];
  start: [number[], number[]];
  losses: number[];
  final: Record<string, number[]>;
  probabilities: number[];
  accuracy: number;
  exactMatch: number;
  precision: number[];
  recall: number[];
  f1: number[];
  auc: number[];
}

const oracle: Oracle = JSON.parse(readFileSync(join(fixtures, "multi-label/scikit-learn.json"), "utf8"));
const pause = async () => {};

function near(found: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  assert.equal(found.length, expected.length);
  const error = Math.max(...expected.map((value, i) => Math.abs(value - found[i])));
  assert.ok(error <= tolerance, `off by ${error}`);
}

describe("a network with several labels", () => {
  describe("agrees with scikit-learn", () => {
    const { count, inputs, hidden, labels, rate } = oracle;
    const examples = {
      count,
      inputs,
      outputs: labels,
      values: Float32Array.from(oracle.x),
      shift: 0,
      factor: 1,
      targets: Float32Array.from(oracle.y),
    };
    const spec = {
      inputs,
      layers: [layer(hidden, "tanh"), layer(labels, "sigmoid")],
      cost: "cross-entropy",
      seed: 1,
    } as const;
    const backends: [string, () => Promise<Backend>, number][] = [
      ["the reference in float64", async () => new ReferenceBackend("float64"), 1e-6],
      ["the reference", async () => new ReferenceBackend(), 1e-5],
      ["wasm", () => WasmBackend.create({ threads: 1 }), 1e-5],
    ];

    for (const [name, make, tolerance] of backends) {
      it(`in cost, weights and metrics: ${name}`, async () => {
        const backend = await make();
        try {
          const network = new Network(backend, spec, count, plainSgd);
          await network.initialize();
          const given = (await network.readParameters()).map((array) => {
            const start = array.name === "W0" ? oracle.start[0] : array.name === "W1" ? oracle.start[1] : undefined;
            return start ? { ...array, values: Float32Array.from(start) } : array;
          });
          await network.writeParameters(given);
          const resident = backend.examples(examples);
          const settings = { optimizer: plainSgd, regularization: { l1: 0, l2: 0 } };
          const step = backend.plan(network.trainingStep(resident, settings));
          for (const loss of oracle.losses) {
            const { costs } = await step.run([minibatch(count, { learningRate: rate })]);
            near([costs[0] / count], [loss], tolerance);
          }
          for (const { name: parameter, values } of await network.readParameters()) {
            near(values, oracle.final[parameter], tolerance * 5);
          }
          const evaluator = new Evaluator(network, backend, backend.examples(examples));
          near([(await evaluator.measure(pause)).accuracy], [oracle.accuracy], 1e-9);
          const z = await evaluator.outputs(pause);
          near(z, oracle.probabilities, tolerance * 5);
          const targets = Array.from({ length: labels }, (_, i) => ({ name: `label ${i}`, shift: 0, factor: 1 }));
          const found = labelMetrics(z, examples, targets);
          near([found.exactMatch], [oracle.exactMatch], 1e-9);
          for (const key of ["precision", "recall", "f1", "auc"] as const) {
            const own = found.labels.map((label) => label[key]);
            near(own, oracle[key], 1e-9);
          }
          const mean = found.labels.reduce((sum, { accuracy }) => sum + accuracy / labels, 0);
          near([mean], [oracle.accuracy], 1e-9);
        } finally {
          await backend.destroy();
        }
      });
    }
  });

  describe("trained on a table", () => {
    let workspace: Workspace;
    let run: string;
    let epochs: EpochEnded[];
    let started: Started | undefined;
    const names = ["a", "b", "c", "d"];
    const config = (more: object = {}) => ({
      version: 1,
      data: {
        format: "csv",
        path: "m.csv",
        label: names,
        validation: { fraction: 0.2 },
        test: { fraction: 0.1 },
        ...more,
      },
      layers: [
        { units: 8, activation: "tanh" },
        { units: 4, activation: "sigmoid" },
      ],
      cost: "cross-entropy",
      training: { epochs: 10, batchSize: 8, seed: 1, keepEvery: 1, optimizer: { type: "adam", learningRate: 0.01 } },
    });
    const predict = (input: string) =>
      predictRun(run, join(workspace.path, input), { checkpoint: "best", stdin: (async function* () {})() });

    before(async () => {
      workspace = new Workspace();
      copyFileSync(join(fixtures, "tables/multi-label.csv"), join(workspace.path, "m.csv"));
      writeFileSync(
        join(workspace.path, "new.csv"),
        "p,q,r,s,t,u\n2.041,-2.556,0.418,-0.568,-0.453,-0.216\n0,0,0,0,0,0\n",
      );
      const found = await workspace.train(config());
      run = found.run;
      epochs = found.events.filter((event) => event.type === "epoch");
      started = found.events.find((event) => event.type === "started");
    });
    after(() => workspace.remove());

    it("tells the share of the labels that are right, the best epoch by it, and the exact matches", async () => {
      const { sets, classNames } = await evaluateRun(run, { checkpoint: 10 });
      assert.deepEqual(classNames, []);
      const at = epochs[9];
      assert.deepEqual([at.validationRmse, at.validationR2], [undefined, undefined]);
      for (const [i, accuracy] of [at.validationAccuracy, at.testAccuracy].entries()) {
        const { accuracy: whole = 0, exactMatch = 1, labels = [], confusion } = sets[i];
        assert.equal(whole, accuracy);
        assert.deepEqual(confusion, []);
        assert.deepEqual(
          labels.map(({ name }) => name),
          names,
        );
        near([labels.reduce((sum, label) => sum + label.accuracy / 4, 0)], [whole], 1e-9);
        // The exact match ratio is at most the accuracy of the worst label.
        assert.ok(exactMatch <= Math.min(...labels.map((label) => label.accuracy)));
      }
      assert.ok((at.validationAccuracy ?? 0) > (epochs[0].validationAccuracy ?? 1));
      const best = epochs.reduce((most, each) =>
        (each.validationAccuracy ?? 0) > (most.validationAccuracy ?? 0) ? each : most,
      );
      const { epoch } = await evaluateRun(run, { checkpoint: "best" });
      assert.equal(epoch, best.epoch);
      assert.equal((await readManifest(run)).data.task, "multi-label");
    });

    it("says what its accuracy counts", async () => {
      assert.equal(started?.labels, 4);
      const about = { name: "m", session: { config: undefined }, earlier: [] } as unknown as Subject;
      assert.ok(
        started && opening(about, started).join("\n").includes("4 labels per example; accuracy is the fraction"),
      );
    });

    it("predicts 0 or 1 of every label, and its probability", async () => {
      const found = await predict("new.csv");
      assert.equal(found.classes, undefined);
      assert.deepEqual(found.names, names);
      assert.deepEqual(
        [...(found.labels ?? [])],
        Array.from(found.values, (value) => Number(value > 0.5)),
      );
      const [header, first] = predictionsAsCsv(found).split("\n");
      assert.equal(header, "row,a,b,c,d,a probability,b probability,c probability,d probability");
      assert.deepEqual(first.split(",").slice(1, 5).map(Number), [...(found.labels ?? [])].slice(0, 4));
      assert.deepEqual(first.split(",").slice(5).map(Number), [...found.values].slice(0, 4));
      const { labels, probabilities } = JSON.parse(predictionsAsJson(found).split("\n")[1]);
      assert.deepEqual(Object.values(labels), [...(found.labels ?? [])].slice(4));
      assert.deepEqual(Object.values(probabilities), [...found.values].slice(4));
    });

    it("is exported as a module that answers alike", async () => {
      const out = join(workspace.path, "labels.mjs");
      await exportTo(run, "js", { checkpoint: "best", out });
      const module = await import(pathToFileURL(out).href);
      const { values, labels = [] } = await predict("new.csv");
      const answer = module.predict({ p: 2.041, q: -2.556, r: 0.418, s: -0.568, t: -0.453, u: -0.216 });
      assert.deepEqual(Object.keys(answer), ["labels", "probabilities"]);
      assert.deepEqual(
        Object.entries(answer.labels),
        names.map((name, i) => [name, labels[i]]),
      );
      near(Object.values(answer.probabilities), [...values].slice(0, 4), 1e-6);
      assert.match(readFileSync(join(workspace.path, "labels.d.mts"), "utf8"), /labels: Record<string, 0 \| 1>/);
    });

    it("goes on and is trained again with the same bits", async () => {
      const half = await finish({ train: workspace.write(config(), "half.network.json"), epochs: 5 });
      await finish({ resume: half.run, epochs: 10 });
      assert.deepEqual(withoutTimes(await last(half.run)), withoutTimes(await last(run)));
      assert.equal((await verifyRun(run)).same, true);
    });

    it("is asked for one label at a time", async () => {
      const server = new RunServer(run);
      const { task, classNames, targetNames } = await server.data();
      assert.deepEqual([task, classNames, targetNames], ["multi-label", [], names]);
      const { sets } = await evaluateRun(run, { checkpoint: 3 });
      for (const [label, { confusion, accuracy }] of (sets[0].labels ?? []).entries()) {
        const found = await server.evaluation({ set: "validation", at: 3, label });
        assert.deepEqual(found.confusion, confusion);
        assert.equal(found.accuracy, accuracy);
      }
      const page = { order: "surest", first: 0, count: 50, actual: null, predicted: null } as const;
      const { examples, total } = await server.examples({ set: "train", at: 3, label: 2, ...page });
      const { confusion } = await server.evaluation({ set: "train", at: 3, label: 2 });
      assert.equal(total, confusion[0][1] + confusion[1][0]);
      const [{ index, actual, predicted, outputs }] = examples;
      assert.notEqual(actual, predicted);
      near([outputs[0] + outputs[1]], [1], 1e-6);
      const { targets } = await server.example({ set: "train", index, step: 1, actual: null });
      assert.equal(targets?.[2], actual);
      await assert.rejects(server.evaluation({ set: "train", label: 4 }), /target 4 of 4 \(a, b, c, d\)/);
      const question = { set: "train", target: 0, order: "largest", first: 0, count: 1, points: 1 } as const;
      await assert.rejects(server.residuals(question), /classes, not quantities/);
    });
  });
});
