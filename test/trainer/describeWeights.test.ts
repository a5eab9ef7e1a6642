/** The description of a weights file by `check`. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describedLines, describeWeights, isWeightsFile } from "../../src/trainer/check/describeWeights";

const file = (name: string) => join(__dirname, "../fixtures/weights", name);

describe("a weights file", () => {
  it("is described by its layers, its scaling and what is left out", async () => {
    const described = await describeWeights(file("skl.onnx"));
    assert.deepEqual(describedLines(described), [
      "ONNX: a chain of 2 dense layers, 67 parameters",
      "layer 1: 4 → 8, relu",
      "layer 2: 8 → 3, softmax",
      "inputs: the file does not say how they were scaled",
      'classes: ["0","1","2"]',
      "ArgMax, ZipMap, ArrayFeatureExtractor, Cast, Reshape after the outputs is left out",
    ]);
    assert.equal((await describeWeights(file("iris-normalized.onnx"))).scaling, true);
  });

  it("is refused with the reason, or because it is not there", async () => {
    await assert.rejects(describeWeights(file("two-heads.onnx")), {
      code: "weights-chain",
      exitCode: 3,
      message: /two-heads\.onnx: its layers are not sequential/,
    });
    await assert.rejects(describeWeights(file("nothing.onnx")), { code: "weights-unreadable", exitCode: 2 });
    await assert.rejects(describeWeights(__dirname), { message: /it is a folder or a device/ });
  });

  it("is one of Keras or of brain.js", async () => {
    const lines = async (name: string) => describedLines(await describeWeights(file(name)));
    assert.deepEqual(await lines("keras3.keras"), [
      "Keras: a chain of 2 dense layers, 48 parameters",
      "layer 1: 4 → 5, prelu",
      "layer 2: 5 → 3, softmax",
      "inputs: the file scales them itself",
    ]);
    assert.deepEqual(await lines("keras2.h5"), await lines("keras3.keras"));
    assert.deepEqual(await lines("brain2-named.json"), [
      "brain.js: a chain of 2 dense layers, 14 parameters",
      "layer 1: 3 → 2, sigmoid",
      "layer 2: 2 → 2, sigmoid",
      "inputs: the file does not say how they were scaled",
      'classes: ["black","white"]',
      'its inputs are, in this order: "r","g","b"',
    ]);
  });

  it("is known by its name, one of brain.js by its first bytes", () => {
    const names = ["a.onnx", "b.NPZ", "c.safetensors", "d.keras", "e.h5", "x/model.json", "iris.network.json"];
    assert.deepEqual(names.filter(isWeightsFile), names.slice(0, 6));
    const files = ["brain1-named.json", "brain2-named.json", "brain2-answers.json", "missing.json"].map(file);
    assert.deepEqual(files.filter(isWeightsFile), files.slice(0, 2));
    assert.equal(isWeightsFile(join(__dirname, "../fixtures/lint/start-activation.right.network.json")), false);
  });
});
