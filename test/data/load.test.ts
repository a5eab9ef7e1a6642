import assert from "node:assert/strict";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import { writeIdx } from "../formats/idxFile";
import { Folder, pictures } from "./folder";

const options = { baseDir: ".", seed: 1 };

describe("loading data", () => {
  it("refuses a regression of data that holds classes", async () => {
    const config = dataSchema.parse({ format: "builtin", name: "iris", task: "regression" });
    const message = "data.task: builtin data contains classes; remove data.task";
    await assert.rejects(loadData(config, options), { kind: "config", code: "task-data", message });
  });

  describe("class weights", () => {
    let folder: Folder;
    before(() => {
      folder = new Folder();
      folder.write({ "images.idx": pictures(7), "labels.idx": writeIdx("u1", [7], [0, 0, 0, 0, 1, 1, 3]) });
    });
    after(() => folder.remove());

    it("balanced make each class count the same; a class without examples keeps 1", async () => {
      const { classWeights } = await folder.load({ classWeights: "balanced" });
      assert.deepEqual(classWeights, Float32Array.from([7 / 12, 7 / 6, 1, 7 / 3]));
    });

    it("balanced are those of the training examples", async () => {
      const { classWeights } = await folder.load({ classWeights: "balanced", validation: { examples: 1 } });
      assert.deepEqual(classWeights, Float32Array.from([6 / 8, 6 / 4, 1, 1]));
    });

    it("are taken from a list, one per class", async () => {
      assert.deepEqual((await folder.load({ classWeights: [1, 2, 3, 4] })).classWeights, Float32Array.of(1, 2, 3, 4));
      const message = "data.classWeights: 2 weights for 4 classes; give one weight per class";
      await assert.rejects(folder.load({ classWeights: [1, 2] }), { kind: "config", code: "class-weights", message });
    });

    it("are absent where none are asked for", async () => {
      assert.ok(!("classWeights" in (await folder.load())));
    });
  });
});
