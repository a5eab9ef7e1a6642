/** Errors for paths that are not run folders; following their advice works. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { NetworkError } from "../../src/core/errors";
import { readEvents } from "../../src/runs/events";
import { readManifest } from "../../src/runs/manifest";
import { readRecordedRun } from "../../src/runs/recordedRun";
import { createRun, type RunWriter } from "../../src/runs/writer";
import { checkpoint, manifest, started, TemporaryFolder } from "./folder";

describe("in place of the folder of a run", () => {
  let folder: TemporaryFolder;
  let writer: RunWriter;
  beforeEach(async () => {
    folder = new TemporaryFolder();
    writeFileSync(folder.configPath, "{}");
    writer = await createRun({ configPath: folder.configPath, manifest });
    await writer.append(started());
    await writer.close();
  });
  afterEach(() => folder.remove());

  /** Checks the error of all readers, and returns the path that its message suggests. */
  const refused = async (path: string, message: RegExp): Promise<string> => {
    let found = "";
    for (const read of [readManifest, readEvents, readRecordedRun]) {
      await assert.rejects(read(path), (error: NetworkError) => {
        assert.deepEqual([error.code, error.exitCode], ["run-missing", 5]);
        assert.match(error.message, message);
        found = message.exec(error.message)?.[1] ?? "";
        return true;
      });
    }
    return found;
  };

  it("a config is refused with its newest run", async () => {
    const other = join(dirname(writer.folder), "29990101T000000Z-ffff");
    cpSync(writer.folder, other, { recursive: true });
    const run = await refused(folder.configPath, /: is a config, not the folder of a run; .*: the newest is (.*)$/);
    assert.equal(run, other);
    assert.equal((await readManifest(run)).version, 1);
    rmSync(folder.runsDir, { recursive: true });
    await refused(folder.configPath, /: is a config, .* it has no run yet; train it first, or give a run$/);
  });

  it("a folder that has runs in it is refused with the newest", async () => {
    for (const path of [dirname(writer.folder), dirname(dirname(writer.folder)), folder.path]) {
      const run = await refused(
        path,
        /: is not a run folder, but contains runs; give one of them: the newest is (.*)$/,
      );
      assert.equal(run, writer.folder);
    }
  });

  it("a file of a run is refused with that run", async () => {
    mkdirSync(join(writer.folder, "epochs"));
    for (const name of ["last.npz", "epochs/2.npz"]) {
      writeFileSync(join(writer.folder, name), "");
      const run = await refused(join(writer.folder, name), /: is a file of a run; give its folder, (.*)$/);
      assert.equal(run, writer.folder);
    }
  });

  it("any other file or folder is refused as what it is", async () => {
    const file = join(folder.path, "notes.txt");
    writeFileSync(file, "");
    await refused(file, /notes\.txt: is a file, not the folder of a run; give the folder of a run$/);
    const empty = join(folder.path, "empty");
    mkdirSync(empty);
    await refused(
      empty,
      /\.(json|jsonl): does not exist, so its folder is not a run folder; give the folder of a run$/,
    );
    await refused(join(folder.path, "none"), /[/\\]none: does not exist; give the folder of a run$/);
  });

  it("a run that lacks a file is refused by that file", async () => {
    rmSync(join(writer.folder, "manifest.json"));
    const message =
      /manifest\.json: does not exist, though other files of a run do; restore it from a copy, or train again$/;
    await assert.rejects(readManifest(writer.folder), { code: "run-missing", message });
  });

  it("a run that was moved while it was trained is not made anew, and says so", async () => {
    const run = await createRun({ configPath: folder.configPath, manifest });
    const moved = `${run.folder}-moved`;
    renameSync(run.folder, moved);
    for (const file of ["last.npz", "epochs/1.npz"] as const) {
      const message = /: was moved or deleted while it was trained; if it was moved, resume it where it is now$/;
      await assert.rejects(run.checkpoint(checkpoint(1), [file]), { code: "run-missing", message });
    }
    await run.close();
    assert.equal((await readManifest(moved)).version, 1);
    await assert.rejects(readManifest(run.folder), { message: new RegExp(`${basename(run.folder)}: does not exist`) });
  });
});
