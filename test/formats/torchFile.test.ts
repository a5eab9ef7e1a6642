/** PyTorch's own files, made by test/fixtures/weights/make-torch.py with torch 1.13. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Model } from "../../src/export/model";
import { readNpz } from "../../src/formats/npz";
import { parseNpzWeights } from "../../src/formats/npzWeights";
import { parseOnnxWeights } from "../../src/formats/onnxWeights";
import { isTorchFile, parseTorchFile } from "../../src/formats/torchFile";
import { largestDifference, referenceOutputs } from "../export/models";

const file = (name: string) => readFileSync(join(__dirname, "../fixtures/weights", name));

describe("a model of torch.onnx.export", () => {
  it("computes what it computed in PyTorch: gelu, a batch normalization, LeakyReLU", async () => {
    const { layers } = parseOnnxWeights(file("exported.onnx"));
    assert.deepEqual(
      layers.map(({ activation }) => activation),
      ["gelu", "prelu", "linear"],
    );
    const { x, y } = Object.fromEntries(readNpz(file("exported.npz")));
    const scaling = { kind: "none", shift: 0, factor: 1 };
    const model = { title: "", task: "regression", inputs: 3, scaling, layers } as unknown as Model;
    assert.ok(largestDifference(await referenceOutputs(model, x.data as Float32Array), y.data as Float32Array) < 1e-5);
  });
});

describe("a file of torch.save", () => {
  it("holds the network that its state_dict holds as arrays", () => {
    const { layers, format } = parseTorchFile(file("state-dict.pt"));
    assert.deepEqual(layers, parseNpzWeights(file("state-dict.npz")).layers);
    assert.deepEqual(
      [format, layers.map(({ inputs, units }) => [inputs, units])],
      [
        "PyTorch",
        [
          [4, 8],
          [8, 3],
        ],
      ],
    );
  });

  it("may be a checkpoint, with tensors that are turned, halved, or parts of others", () => {
    const [first, second] = parseTorchFile(file("checkpoint.pt")).layers;
    // fc1.weight is the transpose of [[0, 1], [2, 3], [4, 5]], which W is again.
    assert.deepEqual([first.W, first.b], [Float32Array.of(0, 1, 2, 3, 4, 5), Float32Array.of(0.5, -1.5)]);
    assert.deepEqual([second.W, second.b], [Float32Array.of(4, 5), Float32Array.of(11)]);
  });

  it("is refused where something would have to be executed, and in the old form", () => {
    assert.throws(() => parseTorchFile(file("whole-module.pt")), {
      code: "pickle-class",
      message:
        /names torch\.nn\.modules\.container\.Sequential, which is not executed; save only the weights: torch\.save\(model\.state_dict\(\)/,
    });
    assert.throws(() => parseTorchFile(file("legacy.pt")), { code: "torch-legacy" });
  });

  it("is known by its first bytes", () => {
    const names = ["state-dict.pt", "checkpoint.pt", "legacy.pt", "state-dict.npz", "skl.onnx"];
    assert.deepEqual(
      names.map((name) => isTorchFile(file(name))),
      [true, true, true, false, false],
    );
  });
});
