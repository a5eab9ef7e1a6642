import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Event } from "../../src/protocol/events";
import { findCleanUp } from "../../src/runs/cleanUp";
import { runsDirOf, stemOf } from "../../src/runs/folders";
import { readMeasured } from "../../src/runs/measured";
import { listRuns, readRun } from "../../src/runs/summary";
import { createRun, type RunWriter } from "../../src/runs/writer";
import { epoch, manifest, started, TemporaryFolder } from "./folder";

const golden = join(__dirname, "../fixtures/run/iris/20261124T134501Z-3fa9");

describe("how a run stands", () => {
  let folder: TemporaryFolder;
  let writer: RunWriter;
  beforeEach(async () => {
    folder = new TemporaryFolder();
    writer = await createRun({ configPath: folder.configPath, manifest });
  });
  afterEach(async () => {
    await writer.close();
    folder.remove();
  });
  const write = async (...events: Event[]) => {
    for (const event of events) await writer.append(event);
  };
  const read = () => readRun(writer.folder);
  const best = { epoch: 1, metric: "validationAccuracy", value: 0.5 };

  it("is starting as soon as its folder is there", async () => {
    const { state, epoch: done, epochs, network, backend, best: none } = await read();
    assert.deepEqual([state, done, epochs, network, backend, none], ["starting", 0, 5, "flowers", "wasm", undefined]);
  });

  it("is running while its process lives, with the best epoch so far", async () => {
    await write(started(), epoch(1, 0.5), epoch(2, 0.8), epoch(3, 0.7));
    const { state, epoch: done, best: found, seconds } = await read();
    const expected = { epoch: 2, metric: "validationAccuracy", value: 0.8 };
    assert.deepEqual([state, done, found, seconds], ["running", 3, expected, 3.75]);
  });

  it("is crashed when its process went without a word", async () => {
    await write(started(), epoch(1, 0.5));
    await writer.close();
    const { state, problem } = await read();
    assert.equal(state, "crashed");
    assert.match(problem ?? "", /resume it/);
  });

  it("is running on another machine as long as its lock says so, with that machine's name", async () => {
    await write(started(), epoch(1, 0.5));
    assert.equal((await read()).host, undefined);
    await writer.close();
    const lock = { pid: process.pid, host: "elsewhere", heartbeat: "2001-01-01T00:00:00.000Z", token: "a", beats: 3 };
    writeFileSync(join(writer.folder, "lock"), JSON.stringify(lock));
    const { state, host } = await read();
    assert.deepEqual([state, host], ["running", "elsewhere"]);
  });

  it("is what its last event says, even before the lock is gone", async () => {
    for (const reason of ["completed", "early-stopped", "stopped", "interrupted"] as const) {
      await write(started(), epoch(1, 0.5), { type: "done", reason, best, seconds: 9 });
      const { state, best: found, problem } = await read();
      assert.deepEqual([state, found, problem], [reason, best, undefined]);
    }
  });

  it("is failed with the reason", async () => {
    await write(started(), { type: "failed", code: "non-finite", message: "the cost is not finite" });
    const { state, problem } = await read();
    assert.deepEqual([state, problem], ["failed", "the cost is not finite"]);
  });

  it("is running again after a resume, from the epoch that it went back to", async () => {
    const done: Event = { type: "done", reason: "stopped", best, seconds: 9 };
    await write(started(), epoch(1, 0.5), epoch(2, 0.6), epoch(3, 0.7), done, started(3));
    const { state, epoch: reached, best: found } = await read();
    assert.deepEqual([state, reached], ["running", 2]);
    assert.deepEqual(found, { epoch: 2, metric: "validationAccuracy", value: 0.6 });
  });

  it("counts as many epochs as were asked for last", async () => {
    const change = { type: "changed", epoch: 2, batch: 0, path: "training.epochs", from: 5, to: 9 } as const;
    await write(started(), epoch(1, 0.5), change);
    assert.equal((await read()).epochs, 9);
  });

  it("is the same for a long run, read from its end or as a whole", async () => {
    const events = Array.from({ length: 1000 }, (_, i) => epoch(i + 1, i === 300 ? 0.9 : 0.5));
    await write(started(), ...events);
    const running = await read();
    assert.deepEqual(running.best, { epoch: 301, metric: "validationAccuracy", value: 0.9 });
    assert.deepEqual([running.epoch, running.seconds], [1000, 1250]);
    await write({ type: "done", reason: "completed", best: { ...best, epoch: 301, value: 0.9 }, seconds: 1250 });
    const { measured, ...ended } = await read();
    const { measured: whole, ...before } = running;
    assert.deepEqual(ended, { ...before, state: "completed" });
    // The end of the file does not contain the best epoch, and says so; readMeasured() reads the rest.
    assert.deepEqual([whole?.complete, whole?.reached?.epoch, measured?.complete], [true, 301, false]);
    assert.deepEqual(await readMeasured(writer.folder, ended.best?.epoch), whole);
  });

  it("is told of the golden run", async () => {
    const { folder: _, createdAt, seconds, trained, measured, sources, ...rest } = await readRun(golden);
    assert.deepEqual(rest, {
      id: "20261124T134501Z-3fa9",
      network: "iris",
      state: "completed",
      epoch: 4,
      epochs: 4,
      best: { epoch: 2, metric: "validationAccuracy", value: 0.9666666666666667 },
      backend: "reference",
    });
    assert.equal(createdAt.toISOString(), "2026-11-24T13:45:01.000Z");
    assert.ok(seconds > 0);
    assert.equal(trained?.training.batchSize, 10);
    assert.deepEqual([measured?.reached?.testAccuracy, measured?.parameters, sources?.length], [1, 39, 1]);
  });
});

describe("the list of runs", () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder();
  });
  afterEach(() => folder.remove());

  /** Copies the golden run, created `minutes` later. */
  const add = (network: string, minutes: number, change: (file: string) => void = () => {}): string => {
    const created = new Date(Date.UTC(2026, 0, 1, 0, minutes)).toISOString();
    const id = `${created.replace(/[-:]|\.\d+/g, "")}-00ff`;
    const to = join(folder.runsDir, network, id);
    cpSync(golden, to, { recursive: true });
    const manifestFile = join(to, "manifest.json");
    writeFileSync(manifestFile, JSON.stringify({ ...JSON.parse(readFileSync(manifestFile, "utf8")), created }));
    change(to);
    return id;
  };

  it("is empty where there is no folder", async () => {
    assert.deepEqual(await listRuns(folder.runsDir), []);
  });

  it("has the runs of all networks, newest first", async () => {
    const ids = [add("a", 3), add("b", 1), add("a", 2)];
    const runs = await listRuns(folder.runsDir);
    assert.deepEqual(
      runs.map(({ network, id }) => [network, id]),
      [
        ["a", ids[0]],
        ["a", ids[2]],
        ["b", ids[1]],
      ],
    );
  });

  it("has broken runs with what is wrong, in their place, and does not fail", async () => {
    add("a", 1, (run) => rmSync(join(run, "manifest.json")));
    add("a", 2, (run) => writeFileSync(join(run, "manifest.json"), "{}"));
    add("a", 3, (run) => rmSync(join(run, "metrics.jsonl")));
    add("a", 4, (run) => writeFileSync(join(run, "metrics.jsonl"), "weather\n"));
    add("a", 5);
    const runs = await listRuns(folder.runsDir);
    const problems = [
      undefined,
      /not an event: weather/,
      /metrics\.jsonl.*does not exist/,
      /manifest\.json: version/,
      /manifest\.json.*does not exist/,
    ];
    assert.equal(runs.length, 5);
    for (const [i, { createdAt, problem = "" }] of runs.entries()) {
      assert.equal(createdAt.getUTCMinutes(), 5 - i);
      assert.match(problem, problems[i] ?? /^$/);
    }
  });

  it("has a run without a manifest, whatever its folder is called, and says what to do", async () => {
    const renamed = join(folder.runsDir, "a", "the good one");
    cpSync(golden, renamed, { recursive: true });
    rmSync(join(renamed, "manifest.json"));
    const [run, ...more] = await listRuns(folder.runsDir);
    assert.deepEqual([run.id, run.state, run.problem, more], ["the good one", "failed", run.damage, []]);
    assert.match(
      run.problem ?? "",
      /manifest\.json: does not exist, though other files of a run do; restore it from a copy/,
    );
    const { runs } = await findCleanUp(folder.runsDir, { keep: 0 });
    assert.deepEqual(
      runs.map(({ run: { folder }, kept }) => [folder, kept]),
      [[renamed, { because: "unreadable" }]],
    );
  });

  it("has a run that a person renamed, and nothing that is no run", async () => {
    add("a", 1);
    cpSync(golden, join(folder.runsDir, "a", "the good one"), { recursive: true });
    mkdirSync(join(folder.runsDir, "a", "notes"));
    mkdirSync(join(folder.runsDir, "a", ".new-12-ab"));
    writeFileSync(join(folder.runsDir, "a", "20260101T000000Z-0000"), "a file");
    // A label alone does not make a folder a run.
    writeFileSync(join(folder.runsDir, "a", "notes", "label.json"), "{}");
    writeFileSync(join(folder.runsDir, ".gitignore"), "*");
    const runs = await listRuns(folder.runsDir);
    assert.deepEqual(runs.map(({ id }) => id).sort(), ["20260101T000100Z-00ff", "the good one"]);
  });
});

describe("the names of run folders", () => {
  it("begin beside the config", () => {
    assert.equal(runsDirOf(join("a", "b", "mnist.network.json")), join("a", "b", ".matrix-network"));
  });

  it("are the config's, without what every config's name ends with", () => {
    const names = ["a/mnist.network.json", "mnist.network.jsonc", "mnist.json", "mnist.small.network.json", "mnist"];
    assert.deepEqual(names.map(stemOf), ["mnist", "mnist", "mnist", "mnist.small", "mnist"]);
  });
});
