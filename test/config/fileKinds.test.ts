/** The files that completion offers for a key. */
import assert from "node:assert/strict";
import { fileKind } from "../../src/config/editor/explain/files";

describe("the files that a key can take", () => {
  it("are weights of every program for a start, brain.js and TensorFlow.js among them, but no configs", () => {
    const kind = fileKind(["training", "start", "weights"], undefined);
    const names = ["a.npz", "a.onnx", "a.safetensors", "a.pt", "a.pth", "a.h5", "a.keras", "model.json"];
    const others = ["iris.network.json", "a.csv", "a.png"];
    assert.deepEqual(
      [...names, ...others].filter((name) => kind?.files?.test(name)),
      names,
    );
    // A .json file's name does not tell its contents, so it is listed last.
    assert.deepEqual(
      names.filter((name) => kind?.first?.test(name)),
      names.slice(0, -1),
    );
  });
});
