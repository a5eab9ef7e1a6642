/** The sets of a profile are those of a training with the same seed. */
import assert from "node:assert/strict";
import { dataSchema } from "../../../src/config/schema/data";
import { countClasses } from "../../../src/data/labels";
import { loadData } from "../../../src/data/load";
import { profileData } from "../../../src/data/profile/profile";
import { Folder } from "../folder";

describe("the sets of a profile", () => {
  let folder: Folder;
  before(() => {
    folder = new Folder();
    const lines = Array.from(
      { length: 90 },
      (_, i) => `${(i * 37) % 11},${i},${"aaab"[i % 4]}${i % 5 === 0 ? "x" : ""}`,
    );
    folder.write({ "table.csv": Buffer.from(["x,y,k", ...lines].join("\n")) });
  });
  after(() => folder.remove());

  const cases: Record<string, object> = {
    "drawn by class": { validation: { fraction: 0.2 }, test: { fraction: 0.3 } },
    "in the order of the file": {
      validation: { examples: 9, stratified: false },
      test: { examples: 20, stratified: false },
    },
    "with a limit": { validation: { fraction: 0.2 }, limit: 31 },
  };
  for (const [title, more] of Object.entries(cases)) {
    it(`are those of the training, ${title}`, async () => {
      const data = dataSchema.parse({ format: "csv", path: "table.csv", label: "k", ...more });
      const options = { baseDir: folder.path, seed: 7 };
      const { train, validation, test, classNames = [] } = await loadData(data, options);
      const { classes, sets } = await profileData(data, options);
      const counts = [train, validation, test].map((part) =>
        part ? Array.from(countClasses(part.targets as Int32Array, classNames.length)) : classNames.map(() => 0),
      );
      assert.deepEqual(
        classes?.map(({ name }) => name),
        classNames,
      );
      assert.deepEqual(
        classes?.map((each) => [each.train, each.validation, each.test]),
        classNames.map((_, i) => counts.map((count) => count[i])),
      );
      assert.equal((sets?.train ?? 0) + (sets?.validation ?? 0) + (sets?.test ?? 0) + (sets?.rest ?? 0), 90);
    });
  }

  it("say into how many folds the rest is divided", async () => {
    const data = dataSchema.parse({
      format: "csv",
      path: "table.csv",
      label: "k",
      validation: { folds: 3 },
      test: { fraction: 0.2 },
    });
    const { sets } = await profileData(data, { baseDir: folder.path, seed: 7 });
    assert.deepEqual(sets, { train: 72, validation: 0, test: 18, rest: 0, folds: 3 });
  });
});
