/** A run's name and pin, and its kept epochs. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readEvents } from "../../src/runs/events";
import { changeLabel, readLabel } from "../../src/runs/label";
import { savedEpochMetrics } from "../../src/runs/savedEpochMetrics";
import { readRun } from "../../src/runs/summary";
import { createRun, type RunWriter } from "../../src/runs/writer";
import { checkpoint, epoch, manifest, started, TemporaryFolder } from "./folder";

describe("what a person says of a run", () => {
  let folder: TemporaryFolder;
  let writer: RunWriter;
  let file: string;
  beforeEach(async () => {
    folder = new TemporaryFolder();
    writer = await createRun({ configPath: folder.configPath, manifest });
    file = join(writer.folder, "label.json");
  });
  afterEach(async () => {
    await writer.close();
    folder.remove();
  });

  it("is nothing until something is said, and no file again when it is taken back", async () => {
    assert.deepEqual(await readLabel(writer.folder), {});
    await changeLabel(writer.folder, { name: "  wide " });
    await changeLabel(writer.folder, { pinned: true });
    assert.deepEqual(await readLabel(writer.folder), { name: "wide", pinned: true });
    const { name, pinned } = await readRun(writer.folder);
    assert.deepEqual([name, pinned], ["wide", true]);
    await changeLabel(writer.folder, { name: "" });
    assert.deepEqual(await readLabel(writer.folder), { pinned: true });
    await changeLabel(writer.folder, { pinned: false });
    assert.ok(!existsSync(file));
  });

  it("holds a note and tags, each tag once", async () => {
    await changeLabel(writer.folder, { note: " too wide ", tags: ["baseline", " ", "baseline ", "paper"] });
    assert.deepEqual(await readLabel(writer.folder), { note: "too wide", tags: ["baseline", "paper"] });
    await changeLabel(writer.folder, { name: "mine", tags: [] });
    const { name, note, tags } = await readRun(writer.folder);
    assert.deepEqual([name, note, tags], ["mine", "too wide", undefined]);
    await changeLabel(writer.folder, { name: undefined, note: undefined });
    assert.ok(!existsSync(file));
  });

  it("leaves keys that are not ours, and says nothing where it is damaged", async () => {
    writeFileSync(file, '{"remark": "by hand", "pinned": "yes", "tags": "none", "note": 3}');
    assert.deepEqual(await readLabel(writer.folder), {});
    await changeLabel(writer.folder, { name: "mine" });
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), {
      $comment: "This file may be edited by hand: it has no checksum.",
      remark: "by hand",
      name: "mine",
    });
    writeFileSync(file, "{");
    assert.deepEqual(await readLabel(writer.folder), {});
  });

  it("that is damaged is reported, with what is wrong", async () => {
    for (const [text, problem] of [
      [
        '{"pinned": true',
        /label\.json: is not a JSON object, so the run has no name and no pin; correct or remove it$/,
      ],
      ["[]", /is not a JSON object/],
      ["null", /is not a JSON object/],
      ['{"pinned": "yes"}', /label\.json: pinned should be true or false and is ignored; correct or remove it$/],
      ['{"name": 5, "pinned": true}', /label\.json: name should be a text and is ignored/],
      ['{"name": "mine", "remark": 1}', undefined],
    ] as const) {
      writeFileSync(file, text);
      const { damage } = await readRun(writer.folder);
      if (problem) assert.match(damage ?? "", problem, text);
      else assert.equal(damage, undefined, text);
    }
    rmSync(file);
    assert.equal((await readRun(writer.folder)).damage, undefined);
  });

  it("is refused where no run is", async () => {
    await assert.rejects(changeLabel(folder.path, { name: "x" }), /is not a run folder, but contains runs/);
  });

  it("does not touch what training wrote", async () => {
    await writer.append(started());
    await writer.append(epoch(1, 0.5));
    const before = readFileSync(join(writer.folder, "manifest.json"), "utf8");
    await changeLabel(writer.folder, { name: "x", pinned: true });
    assert.equal(readFileSync(join(writer.folder, "manifest.json"), "utf8"), before);
    assert.equal((await readEvents(writer.folder)).length, 2);
  });

  it("does not hide which epochs are kept: those with weights, and the best, with what they reached", async () => {
    await writer.append(started());
    for (const [number, accuracy] of [0.5, 0.8, 0.7, 0.6].entries()) await writer.append(epoch(number + 1, accuracy));
    await writer.checkpoint(checkpoint(1), ["epochs/0.npz", "epochs/2.npz", "epochs/4.npz", "best.npz"]);
    const told = async (best: number) =>
      (await savedEpochMetrics(writer.folder, best)).map((ended) => [ended.epoch, ended.validationAccuracy]);
    const [four, three, two] = [
      [4, 0.6],
      [3, 0.7],
      [2, 0.8],
    ];
    assert.deepEqual(await told(2), [four, two]);
    assert.deepEqual(await told(3), [four, three, two]);
    // Resumed from epoch 2: epoch 4 is not trained again yet.
    await writer.append(started(3));
    assert.deepEqual(await told(2), [two]);
  });
});
