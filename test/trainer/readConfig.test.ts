/** Files that are not configs: pipes and devices, which never end, and files of any size. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readArrayHeads } from "../../src/data/arrayHeads";
import { loadData } from "../../src/data/load";
import { readManifest } from "../../src/runs/manifest";
import { readConfig } from "../../src/trainer/experiment/readConfig";
import { readWeightsFile } from "../../src/trainer/experiment/weightsFile";

describe("what is no ordinary file", () => {
  if (process.platform === "win32") return;
  let folder: string;
  const at = (name: string) => join(folder, name);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ordinary-"));
    execFileSync("mkfifo", [at("pipe"), at("pipe.npy")]);
    symlinkSync("/dev/zero", at("zero"));
    mkdirSync(at("run"));
    symlinkSync(at("pipe"), at("run/manifest.json"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is refused as a config", async () => {
    for (const name of ["pipe", "zero"]) {
      await assert.rejects(readConfig(at(name)), { code: "config-unreadable", message: /: not an ordinary file; / });
    }
    writeFileSync(at("large"), "{}");
    truncateSync(at("large"), 2 ** 33);
    await assert.rejects(readConfig(at("large")), { code: "config-unreadable", message: /: larger than 1 MB, / });
    writeFileSync(at("small"), '{ "version": 1 }');
    assert.equal(await readConfig(at("small")), '{ "version": 1 }');
  });

  it("is refused as data of every format that is one file", async () => {
    const formats = [
      "csv",
      "excel",
      "parquet",
      "jsonl",
      "arff",
      "svmlight",
      "npz",
      "matlab",
      "hdf5",
      "octave",
      "pickle",
    ];
    for (const name of ["pipe", "zero"]) {
      for (const format of formats) {
        const config = { format, path: name, label: "y", keys: { x: "x", y: "y" } } as never;
        const read = loadData(config, { baseDir: folder, seed: 0 });
        await assert.rejects(read, { code: "data-no-file" }, `${format} ${name}`);
      }
    }
    const idx = { format: "idx", trainImages: "pipe", trainLabels: "zero" } as never;
    await assert.rejects(loadData(idx, { baseDir: folder, seed: 0 }), { code: "data-no-file" });
  });

  it("is refused where only the names of arrays are read, and left out among others", async () => {
    for (const name of ["pipe", "zero"]) await assert.rejects(readArrayHeads(name, folder), { code: "data-no-file" });
    assert.deepEqual(await readArrayHeads(".", folder), []);
  });

  it("is refused as weights, and as a file of a run", async () => {
    for (const name of ["pipe", "zero"]) await assert.rejects(readWeightsFile(at(name)), { code: "weights-file" });
    await assert.rejects(readManifest(at("run")), { code: "run-io", message: /not an ordinary file/ });
  });
});
