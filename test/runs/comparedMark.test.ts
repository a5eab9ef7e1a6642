/** The mark of a window that compares runs: which runs it protects from deletion, how long, and who removes it. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { findCleanUp, removeRuns, watchUncertain } from "../../src/runs/cleanUp";
import { ComparedMark } from "../../src/runs/comparedMark";
import { findCompared, removeDeadMarks } from "../../src/runs/comparedRuns";
import type { Machine } from "../../src/runs/machine";
import { createRun } from "../../src/runs/writer";
import { manifest, TemporaryFolder } from "./folder";

/** A machine with simulated processes: their pids and start times. */
const machineWith = (processes: Record<number, string | undefined>, self: object = {}): Machine => ({
  self: { pid: 10, host: "here", boot: "b1", namespace: "pid:[1]", started: "1000", ...self },
  uptime: () => 3600,
  isAlive: (pid) => pid in processes,
  startOf: async (pid) => processes[pid],
});

describe("the mark of a window that compares runs", () => {
  let folder: TemporaryFolder;
  let marks: string;
  let runs: string[];
  beforeEach(async () => {
    folder = new TemporaryFolder();
    marks = join(folder.runsDir, ".compared");
    runs = [await newRun(), await newRun(), await newRun()];
  });
  afterEach(() => folder.remove());

  const newRun = async () => {
    const writer = await createRun({ configPath: folder.configPath, runsDir: folder.runsDir, manifest });
    await writer.close();
    return writer.folder;
  };
  const beside = { pid: 20, boot: "b1", namespace: "pid:[1]", started: "2000", beats: 3 };
  const long = new Date(Date.now() - 3_600_000).toISOString();
  const file = () => join(marks, "00000000000000aa.json");
  /** Writes a mark that another window renewed an hour ago; by default the window is on this machine. */
  const write = (mark: object = {}) => {
    mkdirSync(marks, { recursive: true });
    const named = [`flowers/${basename(runs[0])}`];
    writeFileSync(
      file(),
      JSON.stringify({ ...beside, host: "here", token: "aa", heartbeat: long, runs: named, ...mark }),
    );
  };
  const compared = async (machine: Machine, now = 0) => [
    ...(await findCompared(folder.runsDir, { machine, now })).entries(),
  ];
  const kept = async (machine: Machine) => {
    const found = await findCleanUp(folder.runsDir, { keep: 0 }, { look: { machine } });
    return found.runs.find(({ run }) => run.folder === runs[0])?.kept;
  };

  it("says it to others as long as they are compared, and leaves nothing behind", async () => {
    const mark = new ComparedMark();
    await mark.set(runs.slice(0, 2));
    assert.deepEqual([...(await findCompared(folder.runsDir)).keys()].sort(), runs.slice(0, 2).sort());
    await mark.set(runs.slice(2));
    assert.deepEqual([...(await findCompared(folder.runsDir)).keys()], runs.slice(2));
    await mark.set([]);
    assert.equal(existsSync(marks), false);
  });

  it("is renewed, also where somebody removed it, and by nobody once the window has left", async () => {
    const mark = new ComparedMark({ interval: 5 });
    await mark.set(runs);
    const [name] = readdirSync(marks);
    const beats = () => (JSON.parse(readFileSync(join(marks, name), "utf8")) as { beats: number }).beats;
    while (beats() < 3) await setTimeout(1);
    rmSync(marks, { recursive: true });
    while (!existsSync(join(marks, name))) await setTimeout(1);
    mark.leave();
    // A write that has begun is completed.
    await mark.set([]);
    const last = beats();
    const other = new ComparedMark({ interval: 5 });
    await other.set(runs);
    const [others] = readdirSync(marks).filter((each) => each !== name);
    while ((JSON.parse(readFileSync(join(marks, others), "utf8")) as { beats: number }).beats < 5) await setTimeout(1);
    assert.equal(beats(), last);
    await other.set([]);
  });

  it("is one for each folder of runs", async () => {
    const elsewhere = join(folder.path, "elsewhere");
    const writer = await createRun({ configPath: folder.configPath, runsDir: elsewhere, manifest });
    await writer.close();
    const mark = new ComparedMark();
    await mark.set([runs[0], writer.folder]);
    assert.deepEqual([...(await findCompared(folder.runsDir)).keys()], [runs[0]]);
    assert.deepEqual([...(await findCompared(elsewhere)).keys()], [writer.folder]);
    await mark.set([]);
  });

  it("makes no folder where the runs are gone", async () => {
    rmSync(folder.runsDir, { recursive: true });
    const problems: Error[] = [];
    const mark = new ComparedMark({ onProblem: (error) => problems.push(error) });
    await mark.set(runs);
    assert.deepEqual([existsSync(folder.runsDir), problems], [false, []]);
    await mark.set([]);
  });

  it("that cannot be written is reported once", async () => {
    writeFileSync(marks, "a file");
    const problems: Error[] = [];
    const mark = new ComparedMark({ onProblem: (error) => problems.push(error) });
    await mark.set(runs.slice(0, 1));
    await mark.set(runs);
    assert.equal(problems.length, 1);
    await mark.set([]);
  });

  it("keeps runs while its process lives, whatever the clocks say", async () => {
    write();
    assert.deepEqual(await kept(machineWith({ 20: "2000" })), { because: "compared" });
  });

  for (const [what, processes] of [
    ["its process is gone", {}],
    ["another program has its number", { 20: "2001" }],
  ] as const) {
    it(`keeps nothing when ${what}, and goes with what is deleted`, async () => {
      write();
      const look = { machine: machineWith(processes) };
      assert.equal(await kept(look.machine), undefined);
      assert.ok(existsSync(file()), "a list deletes nothing");
      const { runs: found } = await findCleanUp(folder.runsDir, { keep: 0 }, { look });
      const only = found.filter(({ run }) => run.folder === runs[0]).map(({ run }) => run);
      await removeRuns(folder.runsDir, only, { look });
      assert.deepEqual([existsSync(runs[0]), existsSync(file())], [false, false]);
    });
  }

  it("of a window that is reloaded counts for a minute more", async () => {
    write({ heartbeat: new Date(Date.now() - 30_000).toISOString() });
    assert.deepEqual(await kept(machineWith({})), { because: "compared" });
    write({ heartbeat: new Date(Date.now() - 61_000).toISOString() });
    assert.equal(await kept(machineWith({})), undefined);
  });

  for (const [whose, other] of [
    ["another machine", { host: "elsewhere" }],
    ["an earlier start of the machine", { boot: "b0" }],
    ["another container", { namespace: "pid:[2]" }],
  ] as const) {
    it(`of ${whose} is believed until it did not change for a minute`, async () => {
      // The pids of this machine say nothing about it.
      const machine = machineWith({});
      const host = "host" in other ? other.host : "here";
      write({ ...other });
      for (let seconds = 0; seconds < 60; seconds += 3)
        assert.deepEqual(await compared(machine, seconds * 1000), [[runs[0], { host }]], `${seconds}`);
      assert.deepEqual(await compared(machine, 60_000), []);
      write({ ...other, beats: 4 });
      assert.deepEqual(await compared(machine, 61_000), [[runs[0], { host }]]);
      await removeDeadMarks(folder.runsDir, { machine, now: 62_000 });
      assert.ok(existsSync(file()));
    });
  }

  it("of a machine that cannot be asked is watched before anything is deleted", async () => {
    const machine = machineWith({});
    write({ host: "elsewhere" });
    let now = 0;
    const scope = {
      get look() {
        return { machine, now };
      },
    };
    const watch = async (whileWatching: () => void = () => {}) => {
      const { runs: found } = await findCleanUp(folder.runsDir, { keep: 0 }, scope);
      const began = now;
      const sleep = async (milliseconds: number) => {
        now += milliseconds;
        whileWatching();
      };
      const watched = await watchUncertain(folder.runsDir, found, scope, sleep);
      return { kept: watched.find(({ run }) => run.folder === runs[0])?.kept, seconds: (now - began) / 1000 };
    };
    assert.deepEqual(await watch(), { kept: undefined, seconds: 60 });
    let beats = 4;
    write({ host: "elsewhere", beats });
    const renewed = await watch(() => write({ host: "elsewhere", beats: ++beats }));
    assert.deepEqual(renewed.kept, { because: "compared", host: "elsewhere" });
  });

  it("that is damaged keeps nothing, nor does it disturb", async () => {
    mkdirSync(marks);
    writeFileSync(file(), '{"pid":');
    assert.equal(await kept(machineWith({})), undefined);
  });
});
