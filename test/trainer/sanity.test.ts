/** Sanity checks: each passes on a correct network, and fails on the fault that it detects. */
import assert from "node:assert/strict";
import type { Operation } from "../../src/core/backend";
import { ReferenceBackend } from "../../src/core/reference";
import { translated } from "../../src/messages";
import { germanTexts } from "../../src/messages/de";
import { Sanity } from "../../src/trainer/check/sanity";
import { backendsAgree } from "../../src/trainer/check/sanity/backendsAgree";
import { gradientCheck } from "../../src/trainer/check/sanity/gradientCheck";
import { initialCost } from "../../src/trainer/check/sanity/initialCost";
import type { CheckedExperiment, CheckOutcome } from "../../src/trainer/check/sanity/outcome";
import { overfitTen } from "../../src/trainer/check/sanity/overfitTen";
import { firstIndices, selectExamples } from "../../src/trainer/check/sanity/parts";
import { shuffledLabels } from "../../src/trainer/check/sanity/shuffledLabels";
import { prepare } from "../../src/trainer/experiment/prepare";
import { Workspace } from "./workspace";

const iris = {
  version: 1,
  data: { format: "builtin", name: "iris", validation: { examples: 30 } },
  layers: [
    { units: 8, activation: "tanh", dropout: 0.2 },
    { units: 6, activation: "prelu", learnAlpha: true },
    { units: 3, activation: "softmax" },
  ],
  training: { seed: 3, batchSize: 10, optimizer: { type: "adam", learningRate: 0.01 } },
};

/** Uses sigmoid's derivative in place of tanh's. */
class WrongBackend extends ReferenceBackend {
  override plan(operations: readonly Operation[]) {
    return super.plan(
      operations.map((each): Operation => {
        const isWrong = each.op === "backpropagate" && each.layer.activation === "tanh";
        return isWrong ? { ...each, layer: { ...each.layer, activation: "sigmoid" } } : each;
      }),
    );
  }
}

describe("a sanity check", () => {
  let workspace: Workspace;
  before(() => {
    workspace = new Workspace();
  });
  after(() => workspace.remove());

  const checked = (changes: object = {}): Promise<CheckedExperiment> =>
    prepare(workspace.write({ ...iris, ...changes } as Record<string, unknown>));
  const rate = (learningRate: number) => ({ ...iris.training, optimizer: { type: "sgd", learningRate } });
  const assertFailed = ({ state, path, message }: CheckOutcome, at: string, why: RegExp) => {
    assert.deepEqual([state, path?.join(".")], ["failed", at]);
    assert.match(message ?? "", why);
  };

  it("of gradients passes for every layer: weights, biases and learned alphas", async () => {
    const network = await checked();
    for (const layer of network.config.layers.keys()) {
      const { state, output } = await gradientCheck(network, layer);
      assert.equal(state, "passed", output.join("\n"));
      if (layer === 1) assert.ok(output.some((line) => line.startsWith("✓ alpha1[")));
    }
  });

  it("of gradients finds a wrong derivative in its layer, and not in the layers behind it", async () => {
    const network = await checked();
    const wrong = new WrongBackend("float64");
    assertFailed(await gradientCheck(network, 0, wrong), "layers.0.activation", /the derivative of tanh/);
    assert.equal((await gradientCheck(network, 1, wrong)).state, "passed");
  });

  it("of gradients finds a layer that no error reaches", async () => {
    const layers = [iris.layers[0], { units: 3, activation: "softmax", initialization: "zeros" }];
    assertFailed(await gradientCheck(await checked({ layers }), 0), "layers.1.initialization", /no error reaches/);
  });

  it("of gradients finds a layer whose inputs are all 0", async () => {
    const zeros = { units: 8, activation: "tanh", initialization: "zeros" };
    const network = await checked({ layers: [zeros, iris.layers[2]] });
    assertFailed(await gradientCheck(network, 1), "layers.0.initialization", /the inputs of this layer are 0/);
    assert.equal((await gradientCheck(network, 0)).state, "passed");
  });

  it("of the cost before training passes at about ln k", async () => {
    const { state, output } = await initialCost(await checked());
    assert.equal(state, "passed");
    assert.match(output[1], /ln 3 = 1\.099$/);
  });

  it("of the cost before training finds inputs that are not scaled", async () => {
    const network = await checked({ data: { ...iris.data, scaling: "none" }, layers: iris.layers.slice(2) });
    const { train } = network.dataset;
    const dataset = { ...network.dataset, train: { ...train, values: train.values.map((value) => 1000 * value) } };
    assertFailed(await initialCost({ ...network, dataset }), "data.scaling", /not about ln 3 = 1\.099.*not scaled/);
  });

  it("of ten examples passes when they are memorized", async () => {
    const { state, output } = await overfitTen(await checked());
    assert.equal(state, "passed", output.join("\n"));
    assert.match(output.at(-1) ?? "", /100\.0% correct/);
  });

  it("of ten examples finds a learning rate that is as good as none, and one that overflows", async () => {
    const at = "training.optimizer.learningRate";
    assertFailed(await overfitTen(await checked({ training: rate(1e-9) })), at, /did not fall in 3000 steps/);
    const wild = await overfitTen(await checked({ training: rate(1e30) }));
    assertFailed(wild, at, /overflow|did not fall/);
  });

  it("of ten examples finds labels that nothing can tell apart", async () => {
    const network = await checked();
    const { train } = network.dataset;
    const dataset = { ...network.dataset, train: { ...train, values: train.values.map(() => 1) } };
    assertFailed(await overfitTen({ ...network, dataset }), "data", /same inputs and different labels/);
  });

  it("of backends names the one that differs, and what an unavailable one lacks", async () => {
    const candidates = [
      { name: "right", description: "", make: async () => new ReferenceBackend() },
      { name: "gone", description: "is not there" },
    ];
    assert.equal((await backendsAgree(await checked(), candidates)).state, "passed");
    const wrong = { name: "wrong", description: "", make: async () => new WrongBackend() };
    const found = await backendsAgree(await checked(), [...candidates, wrong]);
    assertFailed(found, "backend", /^wrong differs from the reference/);
    assert.deepEqual(
      found.output.slice(1).map((line) => line.slice(0, 7)),
      ["✓ right", "– gone ", "✗ wrong"],
    );
  });

  it("has what its lines are made of, so that an editor says them in its language", async () => {
    const network = await checked();
    const gone = { name: "gone", description: "is not there" };
    const outcomes = [await initialCost(network), await overfitTen(network), await backendsAgree(network, [gone])];
    for (const { output, outputSaid } of outcomes) {
      const german = output.map((message, i) => translated({ message, ...outputSaid[i] }, germanTexts));
      const same = german.filter((line) => output.includes(line));
      assert.deepEqual(same, same.includes("– gone is not there") ? ["– gone is not there"] : []);
    }
  });

  it("of random labels passes where validation examples were never seen", async () => {
    const { state, output } = await shuffledLabels(await checked());
    assert.equal(state, "passed", output.join("\n"));
  });

  it("of random labels finds validation examples that are training examples too", async () => {
    const network = await checked({
      layers: [{ units: 64, activation: "relu", initialization: "he" }, iris.layers[2]],
    });
    const validation = selectExamples(network.dataset.train, firstIndices(40));
    const dataset = { ...network.dataset, validation };
    assertFailed(await shuffledLabels({ ...network, dataset }), "data.validation", /are known from training/);
  });

  describe("of random targets of a regression", () => {
    const regression = (changes: object = {}) => {
      // Many columns, so that random targets can be memorized.
      const columns = [29, 31, 37, 41, 43, 47, 53, 59];
      const rows = Array.from({ length: 120 }, (_, i) => columns.map((each) => (i * each) % 113));
      const table = rows.map((row) => [...row, row[0] + 2 * row[1], row[2] * row[3]].join(",")).join("\n");
      workspace.write(`${columns.map((each) => `x${each}`).join(",")},sum,product\n${table}\n`, "sums.csv");
      return checked({
        data: { format: "csv", path: "sums.csv", label: ["sum", "product"], validation: { examples: 40 } },
        layers: [
          { units: 64, activation: "relu", initialization: "he" },
          { units: 2, activation: "linear" },
        ],
        ...changes,
      });
    };

    it("passes where validation examples were never seen", async () => {
      const { state, output } = await shuffledLabels(await regression());
      assert.equal(state, "passed", output.join("\n"));
      assert.match(output[1], /correlation of .*, at most 0\.6325 by chance$/);
    });

    it("finds validation examples that are training examples too", async () => {
      const network = await regression();
      const dataset = { ...network.dataset, validation: selectExamples(network.dataset.train, firstIndices(40)) };
      const found = await shuffledLabels({ ...network, dataset });
      assertFailed(found, "data.validation", /known from training, so their R² means nothing/);
    });

    it("does not pass where too little was learned to be known again", async () => {
      const { state, message } = await shuffledLabels(await regression({ training: rate(1e-9) }));
      assert.deepEqual([state, /too little was memorized/.test(message ?? "")], ["skipped", true]);
    });
  });

  it("is left out, with the reason, where a config gives nothing to check", async () => {
    const why = async (data: object) => {
      const { state, message } = await shuffledLabels(await checked({ data }));
      assert.equal(state, "skipped");
      return message ?? "";
    };
    assert.match(await why({ format: "builtin", name: "iris" }), /no validation examples/);
    assert.match(await why({ ...iris.data, validation: { examples: 10 } }), /10 validation examples are too few/);
  });

  it("rejects as training would for a config with errors, and for a layer that is not there", async () => {
    const sanity = new Sanity();
    const file = workspace.write(iris);
    await assert.rejects(sanity.check({ file, check: "gradient", layer: 3 }), { code: "no-layer" });
    const faulty = workspace.write({ ...iris, layers: [] }, "faulty.network.json");
    await assert.rejects(sanity.check({ file: faulty, check: "backends" }), { kind: "config" });
  });
});
