/** An overflow error names the setting that caused it, and a value with which the training completes. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fixEdits } from "../../src/config/check/fix";
import type { NetworkError } from "../../src/core/errors";
import { RandomStream } from "../../src/core/random";
import { writeNpz } from "../../src/formats/npz";
import { diagnose } from "../../src/runs/diagnosis";
import { readEvents } from "../../src/runs/events";
import { readManifest } from "../../src/runs/manifest";
import { Session } from "../../src/trainer/session/session";
import { trainEdited } from "./editedRun";
import { last, Workspace } from "./workspace";

describe("the cause of an overflow", () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  /** Returns undefined if the training completes. */
  const overflow = (config: string): Promise<NetworkError | undefined> =>
    new Session({ train: config }).run().then(
      () => undefined,
      (error: NetworkError) => {
        assert.equal(error.code, "non-finite", error.message);
        return error;
      },
    );

  /** Applies the value as a quick fix does. */
  function follow(config: string, { place: { cause } }: NetworkError): void {
    assert.ok(cause?.fix, "there is a fix");
    const { path, fix } = cause;
    const text = readFileSync(config, "utf8");
    const [edit] = fixEdits(text, { title: "", path, ...fix } as Parameters<typeof fixEdits>[1]);
    writeFileSync(config, text.slice(0, edit.offset) + edit.content + text.slice(edit.offset + edit.length));
  }

  /**
   * Writes 60 rows with a number that follows from two others. @param size of the target; @param spread of the inputs
   */
  function table({ size = 1, spread = 1 } = {}): string {
    const random = new RandomStream(3, "weights", { layer: 0 });
    const rows = Array.from({ length: 60 }, (_, i) => {
      const [a, b] = [random.uniform(2 * i) - 0.5, random.uniform(2 * i + 1) - 0.5];
      return [a * spread, b * spread, size * (3 * a - b + 0.4 * a * b)].join(",");
    });
    writeFileSync(join(workspace.path, "table.csv"), `a,b,y\n${rows.join("\n")}\n`);
    return "table.csv";
  }

  const iris = (training: object, { layers = [{ units: 6, activation: "relu" }] as object[], data = {} } = {}) => ({
    version: 1,
    data: { format: "builtin", name: "iris", validation: { examples: 30 }, ...data },
    layers: [...layers, { units: 3, activation: "softmax" }],
    training: { epochs: 5, batchSize: 5, seed: 5, ...training },
  });

  const regression = (training: object, data = {}, path = table(), output = "linear", hidden = {}) => ({
    version: 1,
    data: { format: "csv", path, label: "y", task: "regression", ...data },
    layers: [
      { units: 8, activation: "relu", ...hidden },
      { units: 1, activation: output },
    ],
    cost: "quadratic",
    training: { epochs: 5, batchSize: 5, seed: 5, ...training },
  });

  const deep = (units: number) => ({ units, activation: "prelu", alpha: 1, learnAlpha: true });
  const steep = { epochs: 6, optimizer: { type: "sgd", learningRate: 0.3 } };

  type Case = [title: string, config: () => Record<string, unknown>, message: RegExp];
  const cases: Case[] = [
    [
      "the learning rate",
      () => regression({ optimizer: { type: "sgd", learningRate: 50 } }),
      /training\.optimizer\.learningRate: 50 makes values of layers\[\d\] overflow in epoch \d+, batch \d+; lower it, to 0\.1$/,
    ],
    [
      "the L2 penalty",
      () => iris({ regularization: { l2: 5000 } }),
      /training\.regularization\.l2: 5000 takes 4\.17 times its value from every weight in a step \(learningRate · l2 \/ 120 examples\), so values of .*; use 120, or less$/,
    ],
    [
      "the L1 penalty",
      () => regression({ regularization: { l1: 1e5 } }),
      /training\.regularization\.l1: 100000 changes every weight by 167 in a step .*; use 6, or less$/,
    ],
    [
      "the weight decay of adamw",
      () => iris({ epochs: 6, optimizer: { type: "adamw" }, regularization: { l2: 1e7 } }),
      /regularization\.l2: 10000000 takes 83\.3 times/,
    ],
    [
      "momentum",
      () => regression({ optimizer: { type: "sgd", momentum: 0.9999, learningRate: 0.3 }, epochs: 30 }),
      /training\.optimizer\.momentum: 0\.9999 accumulates about 10000 gradients.*; use 0\.9$/,
    ],
    [
      "a schedule that grows",
      () =>
        regression({
          epochs: 15,
          optimizer: { type: "sgd", learningRate: 0.01 },
          schedule: { type: "exponential", factor: 4 },
        }),
      /training\.schedule\.factor: 4 has raised the learning rate from 0\.01 to [\d.]+, so .*; use 0\.95$/,
    ],
    [
      "a minimum above the learning rate",
      () => regression({ schedule: { type: "cosine", minimum: 90 } }),
      /training\.schedule\.minimum: 90 raises the learning rate of 0\.1, so .*; use 0\.001$/,
    ],
    [
      "weights of classes",
      () => iris({}, { layers: [{ units: 6, activation: "prelu" }], data: { classWeights: [1, 1, 1e6] } }),
      /data\.classWeights: an example of class (2|virginica) counts as 1000000 examples, so .*; use \[0\.000003, 0\.000003, 3\]$/,
    ],
    [
      "inputs that are not scaled",
      () => regression({}, { scaling: "none" }, table({ spread: 1e5 })),
      /data\.scaling: "none" leaves inputs as large as [\d.]+, so .*; use "auto"$/,
    ],
    [
      "targets that are not scaled",
      () => regression({}, { scaling: "none" }, table({ size: 1e6 })),
      /data\.scaling: "none" leaves targets as large as [\d.e+]+, so .*; use "auto"$/,
    ],
    [
      "targets of outputs that do not scale them",
      () => regression({}, {}, table({ size: 1e6 }), "prelu"),
      /layers\[1\]\.activation: only linear outputs learn scaled targets; prelu leaves them as large as .*; use "linear"$/,
    ],
    [
      "an alpha",
      () => regression({}, {}, table(), "linear", { activation: "prelu", alpha: 100 }),
      /layers\[0\]\.alpha: 100 multiplies negative values in every pass, so .*; use 0\.25$/,
    ],
    [
      "an alpha that is learned",
      () => iris({ ...steep, optimizer: { type: "sgd", learningRate: 1 } }, { layers: [deep(8)] }),
      /layers\[0\]\.learnAlpha: a learned alpha has become \d+, so .*; set it to false$/,
    ],
  ];
  for (const [title, config, message] of cases) {
    it(`is ${title} where that is far beyond its usual range, and its fix works`, async () => {
      const file = workspace.write(config());
      const error = await overflow(file);
      assert.ok(error, "it overflows");
      assert.match(error.message, message);
      follow(file, error);
      assert.equal((await overflow(file))?.message, undefined);
    });
  }

  it("is the learning rate where weights have outgrown the alphas", async () => {
    const error = await overflow(workspace.write(iris(steep, { layers: [deep(40), deep(40), deep(40)] })));
    assert.match(
      error?.message ?? "",
      /learningRate: 0\.3 makes values of layers\[1\] overflow .*; lower it, to 0\.03$/,
    );
  });

  it("is what the training starts from where no weight has changed yet", async () => {
    const run = await workspace.train(iris({ epochs: 1 }, { layers: [{ units: 6, activation: "linear" }] }));
    const checkpoint = await last(run.run);
    const larger = checkpoint.arrays.map(
      ({ name, shape, values }) => [name, { shape, data: values.map((each) => 1e20 * each) }] as const,
    );
    writeFileSync(join(workspace.path, "large.npz"), writeNpz(larger));
    const start = { weights: "large.npz" };
    const file = workspace.write(iris({ start }, { layers: [{ units: 6, activation: "linear" }] }));
    assert.match(
      (await overflow(file))?.message ?? "",
      /training\.start: the weights of layers\[\d\] are as large as /,
    );
  });

  it("are examples to measure on where only those are too large", async () => {
    writeFileSync(join(workspace.path, "test.csv"), "a,b,y\n3e38,3e38,1\n");
    const file = workspace.write(regression({ epochs: 1 }, { testPath: "test.csv" }));
    assert.match(
      (await overflow(file))?.message ?? "",
      /: data: validation or test inputs are as large as .*; correct or remove/,
    );
  });

  it("are values that were set by hand, in this minibatch or the one before", async () => {
    const edit = { epoch: 1, batch: 2, operation: "gather", target: "W0", to: 1e30 };
    const layers = [{ units: 6, activation: "linear" }];
    await assert.rejects(trainEdited({ train: workspace.write(iris({}, { layers })) }, [edit]), {
      message:
        /: W0: set in the debugger, and then values of layers\[\d\] overflow in epoch 1, batch 3; set smaller values/,
    });
  });

  it("stands in the event with its fix, and in the findings of the run at its key", async () => {
    const session = new Session({ train: workspace.write(iris({ regularization: { l2: 5000 } })) });
    await assert.rejects(session.run());
    const [run] = workspace.runs();
    const events = await readEvents(run);
    const failed = events.at(-1);
    const path = ["training", "regularization", "l2"];
    assert.deepEqual(failed?.type === "failed" && failed.cause, { path, fix: { set: 120 } });
    const [found] = diagnose(events, (await readManifest(run)).config).filter(({ code }) => code === "run-non-finite");
    // JSON leaves out what a translation needs.
    const fix = JSON.parse(JSON.stringify(found.fix));
    assert.deepEqual([found.path, fix], [path, { title: 'Set "l2" to 120', path, set: 120 }]);
    assert.match(found.message, /^in the last run 5000 takes 4\.17 times its value .*; use 120, or less$/);
  });

  it("is named one after another, until a config with many of them trains", async () => {
    const file = workspace.write(
      regression(
        { optimizer: { type: "sgd", learningRate: 40, momentum: 0.9999 }, regularization: { l1: 100, l2: 1e4 } },
        { scaling: "none" },
        table({ size: 1e6, spread: 1e4 }),
        "linear",
        { activation: "prelu", alpha: 30 },
      ),
    );
    const named: string[] = [];
    for (let error = await overflow(file); error; error = await overflow(file)) {
      named.push(error.place.cause?.path.at(-1) as string);
      assert.ok(named.length < 12, named.join());
      follow(file, error);
    }
    assert.deepEqual(new Set(named), new Set(["scaling", "alpha", "learningRate", "momentum", "l2", "l1"]));
  });
});
