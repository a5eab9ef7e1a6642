/** Which runs a rule selects; which runs of a folder may be deleted, which are kept, and what is deleted in the end. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { findCleanUp, removeRuns } from "../../src/runs/cleanUp";
import { deleteRun } from "../../src/runs/deleteRun";
import { changeLabel } from "../../src/runs/label";
import { Lock } from "../../src/runs/lock";
import { readManifest, writeManifest } from "../../src/runs/manifest";
import { pickToPrune } from "../../src/runs/prune";
import { bytesOf, formatBytes } from "../../src/runs/runSize";
import { createRun } from "../../src/runs/writer";
import { manifest, TemporaryFolder } from "./folder";

const day = 86_400_000;
const now = new Date("2026-06-01T12:00:00Z");

const judged = (network: string, daysOld: number, trainedDaysAgo = daysOld) => ({
  folder: `${network}/${daysOld}`,
  network,
  createdAt: new Date(now.getTime() - daysOld * day),
  trainedAt: new Date(now.getTime() - trainedDaysAgo * day),
});

describe("a rule for pruning picks", () => {
  const runs = [judged("a", 1), judged("a", 40), judged("a", 20), judged("b", 50), judged("a", 60, 2)];
  const picked = (rule: Parameters<typeof pickToPrune>[1]) => pickToPrune(runs, rule, now).map(({ run }) => run.folder);

  it("all but the newest of each network", () => {
    assert.deepEqual(picked({ keep: 2 }), ["a/40", "a/60"]);
    assert.deepEqual(picked({ keep: 0 }), ["a/1", "a/20", "a/40", "b/50", "a/60"]);
  });

  it("what was trained last before that time, though it be begun earlier", () => {
    assert.deepEqual(picked({ olderThan: 30 * day }), ["a/40", "b/50"]);
  });

  it("with both what each of them picks", () => {
    assert.deepEqual(picked({ keep: 2, olderThan: 30 * day }), ["a/40"]);
  });

  it("nothing where it says nothing", () => {
    assert.deepEqual(picked({}), []);
  });

  it("and says the rank and the age of each", () => {
    const [first] = pickToPrune(runs, { keep: 2 }, now);
    assert.deepEqual([first.rank, first.age], [3, 40 * day]);
  });
});

describe("a folder of runs", () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder();
  });
  afterEach(() => folder.remove());

  const newRun = async (configPath = folder.configPath) => {
    const writer = await createRun({ configPath, runsDir: folder.runsDir, manifest });
    await writer.close();
    return writer.folder;
  };
  const startFrom = async (run: string, start: string) => {
    const recorded = await readManifest(run);
    const training = { ...recorded.config.training, start: { run: start } };
    await writeManifest(run, { ...recorded, config: { ...recorded.config, training } });
  };
  const keptIn = async (compared: string[] = []) => {
    const { runs } = await findCleanUp(folder.runsDir, { keep: 0 }, { compared });
    return new Map(runs.map(({ run, kept }) => [run.folder, kept]));
  };
  const old = (path: string) => utimesSync(path, new Date(0), new Date(0));

  it("is measured: all its files, links not followed", async () => {
    const run = await newRun();
    mkdirSync(join(run, "epochs"));
    writeFileSync(join(run, "epochs", "1.npz"), new Uint8Array(5000));
    const own = readFileSync(join(run, "manifest.json")).length;
    assert.equal(await bytesOf(run), own + 5000);
    const { runs } = await findCleanUp(folder.runsDir, { keep: 0 });
    assert.equal(runs[0].run.bytes, own + 5000);
    assert.equal(await bytesOf(join(run, "nothing")), 0);
  });

  it("keeps a run that is pinned, and one whose label cannot be read", async () => {
    const [pinned, damaged, named] = [await newRun(), await newRun(), await newRun()];
    await changeLabel(pinned, { pinned: true });
    writeFileSync(join(damaged, "label.json"), '{"pinned": tru');
    await changeLabel(named, { name: "one" });
    const kept = await keptIn();
    assert.deepEqual(kept.get(pinned), { because: "pinned" });
    assert.deepEqual(kept.get(damaged), { because: "damaged-label" });
    assert.equal(kept.get(named), undefined);
  });

  it("keeps a run that a process trains, and one that is compared", async () => {
    const [trained, compared] = [await newRun(), await newRun()];
    const lock = await Lock.take(trained);
    const kept = await keptIn([compared]);
    assert.deepEqual(kept.get(trained), { because: "running" });
    assert.deepEqual(kept.get(compared), { because: "compared" });
    await assert.rejects(deleteRun(trained), { code: "run-locked" });
    assert.ok(existsSync(join(trained, "manifest.json")));
    await lock.release();
  });

  it("keeps what others start from, by path or by name, of another network too", async () => {
    const [first, second, other] = [
      await newRun(),
      await newRun(),
      await newRun(join(folder.path, "other.network.json")),
    ];
    await startFrom(other, `.matrix-network/flowers/${basename(first)}`);
    await startFrom(first, basename(second));
    const kept = await keptIn();
    assert.deepEqual(kept.get(first), { because: "started-from", by: basename(other) });
    assert.deepEqual(kept.get(second), { because: "started-from", by: basename(first) });
    assert.equal(kept.get(other), undefined);
  });

  it("keeps what a config starts from that was not trained yet", async () => {
    const run = await newRun();
    const text = `{ // comments are fine\n "training": { "start": { "run": "${basename(run)}", "epoch": 2 } }, }`;
    writeFileSync(join(folder.path, "fork.network.json"), text);
    assert.deepEqual((await keptIn()).get(run), { because: "started-from", by: "fork.network.json" });
  });

  it("keeps what cannot be read, and follows whom it started from all the same", async () => {
    const [first, second] = [await newRun(), await newRun()];
    await startFrom(second, basename(first));
    const file = join(second, "manifest.json");
    const text = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...text, seed: "none" }));
    const kept = await keptIn();
    assert.deepEqual(kept.get(second), { because: "unreadable" });
    assert.deepEqual(kept.get(first), { because: "started-from", by: basename(second) });
  });

  it("loses what is deleted, and each is looked at again before", async () => {
    const [first, second, third] = [await newRun(), await newRun(), await newRun()];
    const { runs } = await findCleanUp(folder.runsDir, { keep: 0 });
    await changeLabel(second, { pinned: true });
    const removals = await removeRuns(
      folder.runsDir,
      runs.map(({ run }) => run),
      {},
      (run) => (run === third ? Promise.reject(new Error("no")) : deleteRun(run)),
    );
    const of = (run: string) => removals.find((removal) => removal.run.folder === run);
    assert.deepEqual([of(first)?.kept, of(first)?.error], [undefined, undefined]);
    assert.deepEqual(of(second)?.kept, { because: "pinned" });
    assert.equal(of(third)?.error?.message, "no");
    assert.deepEqual(readdirSync(dirname(first)).sort(), [second, third].map((run) => basename(run)).sort());
  });

  it("has leftovers: of killed creations, deletions and writes, once nobody can be at them", async () => {
    const run = await newRun();
    const network = dirname(run);
    const [dead, alive, young, deleted] = [
      ".new-1-0000000a",
      ".new-1-0000000b",
      ".new-1-0000000c",
      ".deleted-1-0000000d",
    ];
    for (const name of [dead, alive, young, deleted]) mkdirSync(join(network, name));
    const lock = await Lock.take(join(network, alive));
    mkdirSync(join(run, "epochs"));
    const written = [join(run, ".last.npz.12.0123abcd"), join(run, "epochs", ".3.npz.12.0123abcd")];
    for (const file of written) writeFileSync(file, "half");
    for (const path of [join(network, dead), join(network, alive), ...written]) old(path);
    const { leftovers } = await findCleanUp(folder.runsDir, { keep: 5 });
    const expected = [join(network, dead), join(network, deleted), ...written];
    assert.deepEqual(leftovers.map(({ path }) => path).sort(), expected.sort());
    assert.equal(leftovers.find(({ path }) => path === written[0])?.bytes, 4);
    await lock.release();
    const locked = await Lock.take(run);
    const whileTrained = await findCleanUp(folder.runsDir, { keep: 5 });
    assert.ok(
      whileTrained.leftovers.every(({ path }) => !written.includes(path)),
      "a process writes them",
    );
    await locked.release();
  });
});

describe("bytes are written", () => {
  for (const [bytes, text] of [
    [0, "0 B"],
    [999, "999 B"],
    [999_600, "1 MB"],
    [6_221_000, "6.22 MB"],
    [970e6, "970 MB"],
    [12_345e9, "12.3 TB"],
  ] as const) {
    it(`as ${text}`, () => assert.equal(formatBytes(bytes), text));
  }
});
