import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { readEvents } from "../../src/runs/events";
import { readKeyframe } from "../../src/runs/keyframes";
import { readManifest } from "../../src/runs/manifest";
import { createRun, type RunWriter, reopenRun } from "../../src/runs/writer";
import { checkpoint, epoch, manifest, started, TemporaryFolder } from "./folder";

describe("writing a run", () => {
  let folder: TemporaryFolder;
  let writer: RunWriter | undefined;
  beforeEach(() => {
    folder = new TemporaryFolder();
  });
  afterEach(async () => {
    await writer?.close();
    writer = undefined;
    folder.remove();
  });
  const create = async (runsDir?: string) => {
    writer = await createRun({ configPath: folder.configPath, runsDir, manifest });
    return writer;
  };

  it("whose manifest is cut off is refused, in plain words", async () => {
    const writer = await createRun({ configPath: folder.configPath, manifest });
    await writer.close();
    const file = join(writer.folder, "manifest.json");
    writeFileSync(file, readFileSync(file).subarray(0, -200));
    await assert.rejects(readManifest(writer.folder), {
      code: "manifest-damaged",
      message: /manifest\.json: is not JSON; it is damaged/,
    });
  });

  it("makes a folder beside the config, named by network, time and chance", async () => {
    const { folder: made } = await create();
    assert.match(made.slice(folder.path.length), /^.\.matrix-network.flowers.\d{8}T\d{6}Z-[0-9a-f]{4}$/);
    assert.deepEqual(readdirSync(made).sort(), ["lock", "manifest.json", "metrics.jsonl"]);
    assert.deepEqual(readdirSync(join(folder.runsDir, "flowers")).length, 1);
  });

  it("keeps runs out of version control", async () => {
    await create();
    assert.equal(readFileSync(join(folder.runsDir, ".gitignore"), "utf8"), "*\n");
  });

  it("hides nothing in a folder that was there before", async () => {
    mkdirSync(join(folder.path, "results"));
    await create(join(folder.path, "results"));
    assert.deepEqual(readdirSync(join(folder.path, "results")), ["flowers"]);
  });

  it("records what is trained; the config's place survives a move of the project", async () => {
    const { folder: made } = await create();
    const { version, created, configPath, ...rest } = await readManifest(made);
    assert.deepEqual(rest, manifest);
    assert.equal(version, 1);
    assert.ok(Math.abs(Date.parse(created) - Date.now()) < 60_000);
    assert.equal(configPath, folder.configPath);
    const stored = JSON.parse(readFileSync(join(made, "manifest.json"), "utf8"));
    assert.equal(stored.configPath, "../../../flowers.network.json");
  });

  it("makes a folder of its own for each of many runs at the same time", async () => {
    const writers = await Promise.all(
      Array.from({ length: 10 }, () => createRun({ configPath: folder.configPath, manifest })),
    );
    assert.equal(new Set(writers.map((made) => made.folder)).size, 10);
    await Promise.all(writers.map((made) => made.close()));
  });

  it("appends events in the order of the calls, without hello and progress", async () => {
    const run = await create();
    await Promise.all([
      run.append({ type: "hello", protocol: 1, version: "0" }),
      run.append(started()),
      run.append({ type: "progress", epoch: 1, batch: 1, batches: 2, cost: 1, examplesPerSecond: 1 }),
      ...[1, 2, 3, 4].map((number) => run.append(epoch(number, 0.5))),
    ]);
    const events = await readEvents(run.folder);
    assert.deepEqual(events, [started(), ...[1, 2, 3, 4].map((number) => epoch(number, 0.5))]);
  });

  it("writes a checkpoint into each of its files and leaves nothing else behind", async () => {
    const run = await create();
    await run.checkpoint(checkpoint(5), ["last.npz", "best.npz", "epochs/3.npz"]);
    for (const name of ["last.npz", "best.npz"]) {
      assert.deepEqual(await readCheckpoint(join(run.folder, name)), checkpoint(5));
    }
    assert.deepEqual(await readKeyframe(run.folder, 3), checkpoint(5));
    assert.deepEqual(readdirSync(join(run.folder, "epochs")).sort(), ["3.npz", "3.optimizer.npz"]);
    await run.checkpoint(checkpoint(6), ["last.npz"]);
    assert.equal((await readCheckpoint(join(run.folder, "last.npz"))).state.step, 6);
    assert.equal((await readCheckpoint(join(run.folder, "best.npz"))).state.step, 5);
    const files = ["best.npz", "epochs", "last.npz", "lock", "manifest.json", "metrics.jsonl"];
    assert.deepEqual(readdirSync(run.folder).sort(), files);
  });

  it("is closed once everything is written, however often, and gives the lock back", async () => {
    const run = await create();
    run.log("first\nsecond");
    void run.append(started());
    await Promise.all([run.close(), run.close()]);
    assert.equal((await readEvents(run.folder)).length, 1);
    assert.match(readFileSync(join(run.folder, "log.txt"), "utf8"), /^\d{4}-\S+Z first\n {2}second\n$/);
    assert.equal(existsSync(join(run.folder, "lock")), false);
  });

  it("goes on in a folder after it was closed, behind a line that was torn", async () => {
    const { folder: made, ...first } = await create();
    await writer?.append(started());
    await writer?.close();
    appendFileSync(join(made, "metrics.jsonl"), '{"type":"epoch","epo');
    writer = await reopenRun(made);
    await writer.append(epoch(1, 0.5));
    assert.deepEqual(await readEvents(made), [started(), epoch(1, 0.5)]);
    assert.ok(first);
  });

  it("clears away what a killed process had begun to write, and nothing else", async () => {
    const run = await create();
    await run.checkpoint(checkpoint(1), ["last.npz", "epochs/1.npz"]);
    await run.close();
    const before = readdirSync(run.folder, { recursive: true });
    for (const name of [".last.npz.4711.00c0ffee", "epochs/.2.npz.4711.00c0ffee"])
      writeFileSync(join(run.folder, name), "");
    await (await reopenRun(run.folder)).close();
    assert.deepEqual(readdirSync(run.folder, { recursive: true }), before);
  });

  it("is refused while another writer is at it, and in a folder that is no run's", async () => {
    const run = await create();
    await assert.rejects(reopenRun(run.folder), { kind: "run", code: "run-locked" });
    await assert.rejects(reopenRun(folder.path), { kind: "run", code: "run-missing", message: /contains runs/ });
    assert.equal(existsSync(join(folder.path, "lock")), false);
  });

  it("is refused with the folder's name where no folder can be made", async () => {
    const blocked = join(folder.path, "file");
    writeFileSync(blocked, "");
    const refused = createRun({ configPath: folder.configPath, runsDir: blocked, manifest });
    await assert.rejects(refused, { kind: "run", exitCode: 5, message: new RegExp(`${blocked}: .*--runs`) });
    const below = createRun({ configPath: folder.configPath, runsDir: join(blocked, "runs"), manifest });
    await assert.rejects(below, { kind: "run", exitCode: 5 });
  });

  it("saves several checkpoints at once, and none where one of them cannot be written", async () => {
    const run = await create();
    const names = () => readdirSync(run.folder).filter((name) => name.includes(".npz"));
    writeFileSync(join(run.folder, "epochs"), "no folder");
    const failing = run.checkpoints([
      [checkpoint(4), ["best.npz"]],
      [checkpoint(5), ["epochs/5.npz"]],
    ]);
    await assert.rejects(failing, { kind: "run" });
    assert.deepEqual(names(), []);
    await run.checkpoints([
      [checkpoint(4), ["best.npz"]],
      [checkpoint(5), ["last.npz"]],
    ]);
    assert.deepEqual(names().sort(), ["best.npz", "last.npz"]);
    const steps = await Promise.all(
      names().map(async (name) => (await readCheckpoint(join(run.folder, name))).state.step),
    );
    assert.deepEqual(steps.sort(), [4, 5]);
  });

  it("tells a failure to its caller, and can go on when the reason is mended", async () => {
    const run = await create();
    writeFileSync(join(run.folder, "epochs"), "in the way");
    await assert.rejects(run.checkpoint(checkpoint(1), ["epochs/1.npz"]), { kind: "run", exitCode: 5 });
    await run.checkpoint(checkpoint(2), ["last.npz"]);
    assert.equal((await readCheckpoint(join(run.folder, "last.npz"))).state.step, 2);
  });
});
