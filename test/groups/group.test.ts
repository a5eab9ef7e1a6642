import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createGroup, readGroup, refuseOtherSources } from "../../src/groups/group";
import { groupFile, isGroupId } from "../../src/groups/names";
import { findRunning } from "../../src/runs/running";
import { findStartedFrom } from "../../src/runs/startedFrom";
import { listRuns } from "../../src/runs/summary";
import { createRun } from "../../src/runs/writer";
import { manifest } from "../runs/folder";
import { newGroup, TemporaryGroup } from "./files";

describe("a group folder", () => {
  let folder: TemporaryGroup;
  beforeEach(async () => {
    folder = await new TemporaryGroup().create();
  });
  afterEach(() => folder.remove());

  it("has what it was made with, beside the runs of its config", async () => {
    const { runsDir: _, ...wanted } = newGroup(folder.configPath);
    const { version, created, ...group } = await readGroup(folder.group);
    assert.deepEqual(group, wanted);
    assert.equal(version, 1);
    assert.ok(Number.isFinite(Date.parse(created)));
    assert.ok(isGroupId(basename(folder.group)));
    assert.equal(dirname(folder.group), join(folder.runsDir, "flowers"));
    assert.deepEqual(readdirSync(dirname(folder.group)), [basename(folder.group)]);
  });

  it("finds its config when the project is moved", async () => {
    const moved = join(folder.path, "moved");
    cpSync(folder.runsDir, join(moved, ".matrix-network"), { recursive: true });
    const group = join(moved, ".matrix-network", "flowers", basename(folder.group));
    assert.equal((await readGroup(group)).configPath, join(moved, "flowers.network.json"));
  });

  it("is refused by name where it is damaged", async () => {
    const file = groupFile(folder.group);
    const text = readFileSync(file, "utf8");
    const refused = async (damaged: string, pattern: RegExp) => {
      writeFileSync(file, damaged);
      await assert.rejects(readGroup(folder.group), { code: "group-damaged", exitCode: 5, message: pattern });
    };
    await refused(text.replace('"trials": 4', '"trials": 5'), /has another checksum/);
    await refused(text.slice(0, 40), /is not JSON/);
    const { checksum: _, ...unsealed } = JSON.parse(text);
    await refused(JSON.stringify(unsealed), /has another checksum/);
    await assert.rejects(readGroup(folder.path), { code: "run-missing" });
  });

  it("is no run of its own, and neither are its trials", async () => {
    const trial = join(folder.group, "trials", "000000");
    const writer = await createRun({ configPath: folder.configPath, runsDir: trial, manifest });
    try {
      assert.deepEqual(await listRuns(folder.runsDir), []);
      assert.deepEqual(await findRunning(folder.runsDir, "flowers"), []);
    } finally {
      await writer.close();
    }
  });

  it("keeps the run that its trials start from", async () => {
    const writer = await createRun({ configPath: folder.configPath, manifest });
    await writer.close();
    const run = writer.folder;
    assert.equal((await findStartedFrom([folder.runsDir])).get(run), undefined);
    const base = newGroup(folder.configPath);
    const config = { ...base.config, training: { start: { run: basename(run) } } };
    const group = await createGroup({ ...base, config });
    assert.equal((await findStartedFrom([folder.runsDir])).get(run), basename(group));
  });

  it("refuses data that has changed", async () => {
    const group = await readGroup(folder.group);
    refuseOtherSources(group, { iris: "00", other: "11" });
    assert.throws(() => refuseOtherSources(group, { iris: "01" }), { code: "data-changed", exitCode: 3 });
  });
});
