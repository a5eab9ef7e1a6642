import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finalFolder, nameOfRun, newestFinal, runOfFolder } from "../../src/groups/finalRun";

describe("the last network of folds", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const group = (name: string, hasFinal = true): string => {
    const path = join(folder, name);
    mkdirSync(finalFolder(path), { recursive: true });
    writeFileSync(join(path, "group.json"), "{}");
    if (hasFinal) writeFileSync(join(finalFolder(path), "manifest.json"), "{}");
    return path;
  };

  it("stands for the folder of its group, and every other folder for itself", () => {
    const path = group("folds-20261124T134501Z-3fa9");
    assert.equal(runOfFolder(path), finalFolder(path));
    assert.equal(runOfFolder(folder), folder);
    const without = group("folds-20261124T134502Z-3fa9", false);
    assert.throws(() => runOfFolder(without), { code: "group-no-final", exitCode: 5 });
  });

  it("is that of the newest group which was begun since", async () => {
    assert.equal(await newestFinal(join(folder, "none"), new Date(0)), undefined);
    group("folds-20261124T134501Z-3fa9");
    const newest = group("folds-20261124T134502Z-0000");
    group("sweep-20261124T134503Z-0000");
    const at = (time: string) => new Date(`2026-11-24T${time}Z`);
    assert.equal(await newestFinal(folder, at("13:45:02.900")), finalFolder(newest));
    assert.equal(await newestFinal(folder, at("13:45:03.000")), undefined);
    group("folds-20261124T134504Z-0000", false);
    assert.equal(await newestFinal(folder, at("13:45:02.900")), undefined);
  });

  it("is called by its group, as its folds are", () => {
    const created = new Date("2026-11-24T13:45:01Z");
    assert.deepEqual(nameOfRun("/a/iris/20261124T134501Z-3fa9"), {
      network: "iris",
      run: "20261124T134501Z-3fa9",
      created,
    });
    const id = "folds-20261124T134501Z-3fa9";
    assert.deepEqual(nameOfRun(`/a/iris/${id}/final`), { network: "iris", run: `${id}/final`, created });
    const fold = `${id}/trials/000002/run`;
    assert.deepEqual(nameOfRun(`/a/iris/${fold}`), { network: "iris", run: fold, created });
  });
});
