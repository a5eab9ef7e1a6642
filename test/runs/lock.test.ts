import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { readHolder } from "../../src/runs/holder";
import { Lock, type TakeOptions } from "../../src/runs/lock";
import { type Machine, thisMachine } from "../../src/runs/machine";
import { createRun } from "../../src/runs/writer";
import { bundled } from "../bundled";
import { manifest, TemporaryFolder } from "./folder";

/** A machine with simulated processes: their pids and start times. */
const machineWith = (processes: Record<number, string | undefined>, self: object = {}): Machine => ({
  self: { pid: 10, host: "here", boot: "b1", namespace: "pid:[1]", started: "1000", ...self },
  uptime: () => 3600,
  isAlive: (pid) => pid in processes,
  startOf: async (pid) => processes[pid],
});

describe("the lock of a run folder", () => {
  let folder: TemporaryFolder;
  let file: string;
  beforeEach(() => {
    folder = new TemporaryFolder();
    file = join(folder.path, "lock");
  });
  afterEach(() => folder.remove());

  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
  const old = { pid: 20, host: "here", heartbeat: ago(5), token: "other" };
  const held = { ...old, boot: "b1", namespace: "pid:[1]", started: "2000", beats: 7 };
  const write = (lock: object) => writeFileSync(file, JSON.stringify(lock));
  const text = () => readFileSync(file, "utf8");
  const contents = () => JSON.parse(text());

  /** Time passes only while a caller sleeps; `onLook` may simulate what happens meanwhile. */
  function clock(onLook: (seconds: number) => unknown = () => {}) {
    let now = 5_000_000;
    const began = now;
    return {
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
        onLook((now - began) / 1000);
      },
      get seconds() {
        return (now - began) / 1000;
      },
      jump: (seconds: number) => {
        now += seconds * 1000;
      },
    };
  }
  const take = (machine: Machine, options: TakeOptions = {}) =>
    Lock.take(folder.path, { machine, clock: clock(), ...options });
  const isHeld = (machine: Machine, options: TakeOptions = {}) =>
    assert.rejects(take(machine, options), { kind: "run", code: "run-locked", exitCode: 5 });
  const isTaken = async (machine: Machine, options: TakeOptions = {}) => {
    const lock = await take(machine, options);
    assert.equal(contents().pid, machine.self.pid);
    await lock.release();
  };

  describe("that a process holds", () => {
    it("names machine, start of the machine, process and its start, and is gone after release", async () => {
      assert.equal(await readHolder(folder.path), undefined);
      const lock = await Lock.take(folder.path);
      const { heartbeat, token, beats, ...named } = contents();
      assert.deepEqual(named, JSON.parse(JSON.stringify((await thisMachine()).self)));
      assert.deepEqual([named.pid, named.host, beats], [process.pid, hostname(), 0]);
      assert.match(token, /^[0-9a-f]{16}$/);
      assert.equal(new Date(heartbeat).toISOString(), heartbeat);
      const holder = await readHolder(folder.path);
      assert.equal(holder?.lock?.token, token);
      await lock.release();
      assert.equal(existsSync(file), false);
      assert.equal(await readHolder(folder.path), undefined);
    });

    it("beats while it is held: its counter grows", async () => {
      const lock = await Lock.take(folder.path, { interval: 5 });
      while (contents().beats < 3) await setTimeout(1);
      await lock.release();
      assert.deepEqual(readdirSync(folder.path), []);
    });

    it("is not given twice, not even to the same process", async () => {
      const lock = await Lock.take(folder.path);
      const message = new RegExp(`process ${process.pid} is training this run; stop it first`);
      await assert.rejects(Lock.take(folder.path), { kind: "run", code: "run-locked", message });
      await lock.release();
    });

    it("says where its holder can be asked", async () => {
      const lock = await Lock.take(folder.path);
      await lock.announce("/run/somewhere.sock");
      assert.equal(contents().socket, "/run/somewhere.sock");
      await lock.release();
      assert.equal(existsSync(file), false);
    });

    it("comes back when somebody removes it, so that the next one finds it", async () => {
      const lock = await Lock.take(folder.path, { interval: 5 });
      rmSync(file);
      while (!existsSync(file)) await setTimeout(1);
      await lock.release();
      assert.equal(existsSync(file), false);
    });

    it("is known to be lost once another process has taken it over, and is left alone by release", async () => {
      const lock = await Lock.take(folder.path);
      await lock.confirm();
      write(held);
      await assert.rejects(lock.confirm(), { code: "run-taken-over", exitCode: 5, message: /process 20 on here/ });
      assert.throws(() => lock.assertHeld(), { code: "run-taken-over" });
      await lock.release();
      assert.equal(contents().token, "other");
    });
  });

  describe("of the same machine and start", () => {
    it("is taken over at once when its process is gone", async () => {
      write(held);
      const time = clock();
      await isTaken(machineWith({}), { clock: time });
      assert.equal(time.seconds, 0);
    });

    it("is taken over at once when another program has its number", async () => {
      write(held);
      const time = clock();
      await isTaken(machineWith({ 20: "2001" }), { clock: time });
      assert.equal(time.seconds, 0);
    });

    it("is kept while its process lives, whatever its counter and the clocks say", async () => {
      write({ ...held, heartbeat: "2001-01-01T00:00:00.000Z" });
      await isHeld(machineWith({ 20: "2000" }));
    });

    it("is watched where the system does not say when a process began, as on Windows", async () => {
      const self = { boot: undefined, namespace: undefined, started: undefined };
      const windows = machineWith({ 20: undefined }, self);
      write({ ...old, beats: 7 });
      const time = clock();
      await isTaken(windows, { clock: time });
      assert.equal(time.seconds, 60);
      write({ ...old, beats: 7 });
      await isTaken(machineWith({}, self));
    });
  });

  for (const [whose, other] of [
    ["another machine", { host: "elsewhere" }],
    ["an earlier start of the machine", { boot: "b0" }],
    ["another container", { namespace: "pid:[2]" }],
  ] as const) {
    describe(`of ${whose}`, () => {
      const lock = { ...held, ...other, pid: 10 };
      const machine = machineWith({ 10: "2000" });

      it("is taken over when it does not change for a minute", async () => {
        for (const heartbeat of [ago(-600), ago(600)]) {
          write({ ...lock, heartbeat });
          const time = clock();
          const watched: unknown[] = [];
          await isTaken(machine, { clock: time, onWatch: (found) => watched.push(found?.host) });
          assert.equal(time.seconds, 60);
          assert.deepEqual(watched, [lock.host]);
        }
      });

      it("is kept as soon as its counter moves", async () => {
        write({ ...lock, heartbeat: ago(600) });
        const time = clock((seconds) => seconds === 57 && write({ ...lock, heartbeat: ago(600), beats: 8 }));
        await isHeld(machine, { clock: time });
        assert.equal(time.seconds, 57);
      });
    });
  }

  it("of another machine is not dead because the watcher slept", async () => {
    write({ ...held, host: "elsewhere" });
    const machine = machineWith({});
    const time = clock((seconds) => {
      if (seconds === 3) time.jump(8 * 3600);
      else if (contents().token === "other" && seconds > 8 * 3600 + 30) write({ ...held, host: "elsewhere", beats: 8 });
    });
    await isHeld(machine, { clock: time });
  });

  it("is watched no longer than somebody wants to wait", async () => {
    write({ ...held, host: "elsewhere" });
    const wait = new AbortController();
    const time = clock((seconds) => seconds === 6 && wait.abort());
    await isHeld(machineWith({}), { clock: time, signal: wait.signal });
    assert.equal(time.seconds, 6);
  });

  describe("of version 0.1.0", () => {
    it("is kept while its process lives, and taken over when that is gone", async () => {
      write(old);
      await isHeld(machineWith({ 20: "2000" }));
      await isTaken(machineWith({}));
    });

    it("is taken over when it is from before this machine was started, whoever has the number now", async () => {
      write({ ...old, heartbeat: ago(3700) });
      await isTaken(machineWith({ 20: "2000" }));
    });

    it("of another machine is kept while its heartbeat moves, whatever the clocks say", async () => {
      write({ ...old, host: "elsewhere", heartbeat: ago(600) });
      await isHeld(machineWith({}), {
        clock: clock((seconds) => seconds === 6 && write({ ...old, host: "elsewhere", heartbeat: ago(597) })),
      });
      const time = clock();
      write({ ...old, host: "elsewhere", heartbeat: ago(-600) });
      await isTaken(machineWith({}), { clock: time });
      assert.equal(time.seconds, 60);
    });
  });

  it("that is half written counts for a moment, then no more", async () => {
    writeFileSync(file, '{"pid":');
    await isHeld(machineWith({}), { signal: AbortSignal.abort() });
    const time = clock();
    await isTaken(machineWith({}), { clock: time });
    assert.equal(time.seconds, 3);
  });

  it("goes to one of many that find it dead", async () => {
    write(held);
    const machine = machineWith({ 10: "1000" });
    const locks = await Promise.allSettled(Array.from({ length: 20 }, () => take(machine)));
    const taken = locks.filter((lock) => lock.status === "fulfilled");
    assert.equal(taken.length, 1);
    for (const lock of locks) if (lock.status === "rejected") assert.equal(lock.reason.code, "run-locked");
    await taken[0].value.release();
  });

  it("can be taken over although the last one to try was killed while it did", async () => {
    const guard = join(folder.path, ".lock.takeover");
    for (const [left, seconds] of [
      ["", 3],
      [JSON.stringify({ ...held, pid: 30 }), 0],
      [JSON.stringify({ ...held, host: "elsewhere" }), 60],
    ] as const) {
      write(held);
      writeFileSync(guard, left);
      const time = clock();
      await isTaken(machineWith({}), { clock: time });
      assert.equal(time.seconds, seconds);
      assert.equal(existsSync(guard), false);
    }
  });

  it("stays whoever's it is while another process is just taking it over", async () => {
    write(held);
    writeFileSync(join(folder.path, ".lock.takeover"), JSON.stringify({ ...held, pid: 30 }));
    await isHeld(machineWith({ 30: "2000" }));
    assert.equal(contents().token, "other");
  });

  it("that could not be written whole is not left behind", async function () {
    if (process.platform === "win32") return this.skip();
    const writer = await createRun({ configPath: folder.configPath, manifest });
    await writer.close();
    const run = writer.folder;
    const script = await bundled("test/runs/writeForever.ts");
    // No file may grow, as on a full disk; Node ignores the signal for it.
    const command = ["-c", 'ulimit -f 0; exec "$@"', "sh", process.execPath, script, "resume", run, "1"];
    const resume = () => spawnSync("sh", command, { encoding: "utf8", timeout: 20_000 }).stderr;
    assert.match(resume(), /EFBIG/);
    assert.deepEqual(readdirSync(run).sort(), ["manifest.json", "metrics.jsonl"]);
    assert.equal(await readHolder(run), undefined);
    // A dead lock is not replaced either.
    const dead = JSON.stringify({ ...old, pid: 2 ** 22 + 1, host: hostname(), heartbeat: ago(0) });
    writeFileSync(join(run, "lock"), dead);
    assert.match(resume(), /EFBIG/);
    assert.deepEqual(readdirSync(run).sort(), ["lock", "manifest.json", "metrics.jsonl"]);
    assert.equal(readFileSync(join(run, "lock"), "utf8"), dead);
  });

  describe("for those who only read it", () => {
    const machine = machineWith({ 20: "2000" });
    const look = (now: number, on = machine) => readHolder(folder.path, { machine: on, now });

    it("is certain on the same machine", async () => {
      write(held);
      assert.equal((await look(0))?.isCertain, true);
      assert.equal(await look(0, machineWith({ 20: "1999" })), undefined);
    });

    it("of another machine is believed by one look, and until it was seen unchanged for a minute", async () => {
      write({ ...held, host: "elsewhere" });
      for (let seconds = 0; seconds < 60; seconds += 3) {
        const holder = await look(seconds * 1000);
        assert.deepEqual([holder?.isCertain, holder?.lock?.host], [false, "elsewhere"], `${seconds}`);
      }
      assert.equal(await look(60_000), undefined);
      write({ ...held, host: "elsewhere", beats: 8 });
      assert.equal((await look(61_000))?.isCertain, false);
      // The reader slept: of eight hours only a few seconds count.
      assert.equal((await look(61_000 + 8 * 3_600_000))?.isCertain, false);
    });
  });
});
