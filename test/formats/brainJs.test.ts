/**
 * Networks of brain.js 1.6.1 and 2.0.0-beta.24, made by test/fixtures/weights/make-brain.sh, give the outputs of run()
 * there.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Model } from "../../src/export/model";
import { beginsAsBrainJs, parseBrainJs } from "../../src/formats/brainJs";
import { largestDifference, referenceOutputs } from "../export/models";

const file = (name: string) => readFileSync(join(__dirname, "../fixtures/weights", name));
type Answers = Record<string, { input: number[]; output: number[] }[]>;
const answersOf = (version: number) => JSON.parse(file(`brain${version}-answers.json`).toString()) as Answers;
const as = (model: unknown) => Buffer.from(JSON.stringify(model));

describe("a network of brain.js", () => {
  for (const version of [1, 2]) {
    for (const [name, answers] of Object.entries(answersOf(version))) {
      it(`computes what it computed in version ${version}: ${name}`, async () => {
        const { layers, format } = parseBrainJs(file(`brain${version}-${name}.json`));
        assert.equal(format, "brain.js");
        const scaling = { kind: "none", shift: 0, factor: 1 };
        const model = { title: "", task: "regression", inputs: layers[0].inputs, scaling, layers };
        const x = Float32Array.from(answers.flatMap(({ input }) => input));
        const y = Float32Array.from(answers.flatMap(({ output }) => output));
        assert.ok(largestDifference(await referenceOutputs(model as unknown as Model, x), y) < 2e-5);
      });
    }
  }

  it("has the slope of its leaky-relu; that of version 1 is another function", () => {
    const [layer] = parseBrainJs(file("brain2-leaky-relu.json")).layers;
    assert.deepEqual([layer.activation, layer.alpha], ["prelu", new Float32Array(4).fill(0.05)]);
    assert.throws(() => parseBrainJs(file("brain1-leaky-relu.json")), {
      code: "brain-activation",
      message: /its activation leaky-relu of version 1 \(which has no slope\) is not sigmoid/,
    });
  });

  it("names its classes, and the order of its inputs", () => {
    for (const version of [1, 2]) {
      const { classes, remarks } = parseBrainJs(file(`brain${version}-named.json`));
      assert.deepEqual(classes, ["black", "white"]);
      assert.deepEqual(
        remarks.map(({ message }) => message),
        ['its inputs are, in this order: "r","g","b"'],
      );
    }
  });

  it("is known by its first bytes", () => {
    const known = ["brain1-named.json", "brain2-named.json"].map((name) => beginsAsBrainJs(file(name)));
    assert.deepEqual(known, [true, true]);
    assert.equal(beginsAsBrainJs(as({ version: 1, layers: [] })), false);
  });

  it("is refused by name where it is another one, or not whole", () => {
    const model = JSON.parse(file("brain2-leaky-relu.json").toString());
    const refused = (change: object, code: string, message: RegExp) =>
      assert.throws(() => parseBrainJs(as({ ...model, ...change })), { code, message });
    refused({ type: "LSTMTimeStep" }, "brain-model", /it is LSTMTimeStep of brain\.js/);
    refused({ layers: [] }, "brain-model", /not a complete network of brain\.js/);
    refused({ trainOpts: { activation: "swish" } }, "brain-activation", /its activation swish is not/);
    refused(
      { trainOpts: { ...model.trainOpts, leakyReluAlpha: 2 } },
      "brain-activation",
      /leaky-relu with the slope 2/,
    );
    refused({ sizes: [2, 4, 4, 1] }, "brain-layer", /layer 2 does not have the weights of its size/);
    const bare = { type: "NeuralNetwork", sizes: [1, 1], layers: [{}, { weights: [[null]], biases: [1] }] };
    assert.throws(() => parseBrainJs(as(bare)), { code: "brain-layer" });
    // An object with one name per input, as version 1 writes it; one name is missing in a unit.
    const old = JSON.parse(file("brain1-named.json").toString());
    delete old.layers[1]["0"].weights.r;
    assert.throws(() => parseBrainJs(as(old)), { code: "brain-layer" });
  });
});
