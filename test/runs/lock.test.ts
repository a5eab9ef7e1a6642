import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { isLocked, Lock } from "../../src/runs/lock";
import { TemporaryFolder } from "./folder";

/** No process has this number: Linux gives out at most 4,194,304, and macOS and Windows smaller ones. */
const deadPid = 2 ** 30;

describe("the lock of a run folder", () => {
  let folder: TemporaryFolder;
  let file: string;
  beforeEach(() => {
    folder = new TemporaryFolder();
    file = join(folder.path, "lock");
  });
  afterEach(() => folder.remove());

  const write = (changes: object) => {
    const lock = { pid: process.pid, host: hostname(), heartbeat: new Date().toISOString(), token: "other" };
    writeFileSync(file, JSON.stringify({ ...lock, ...changes }));
  };
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
  const isHeld = () => assert.rejects(Lock.take(folder.path), { kind: "run", code: "run-locked", exitCode: 5 });
  const isTaken = async () => {
    const lock = await Lock.take(folder.path);
    assert.equal(JSON.parse(readFileSync(file, "utf8")).pid, process.pid);
    await lock.release();
  };

  it("says which process holds it, where and since when it last beat, and is gone after release", async () => {
    assert.equal(await isLocked(folder.path), false);
    const lock = await Lock.take(folder.path);
    const { pid, host, heartbeat } = JSON.parse(readFileSync(file, "utf8"));
    assert.deepEqual([pid, host], [process.pid, hostname()]);
    assert.ok(Math.abs(Date.parse(heartbeat) - Date.now()) < 10_000);
    assert.equal(await isLocked(folder.path), true);
    await lock.release();
    assert.equal(existsSync(file), false);
    assert.equal(await isLocked(folder.path), false);
  });

  it("beats while it is held", async () => {
    const lock = await Lock.take(folder.path, { interval: 5 });
    const first = readFileSync(file, "utf8");
    while (readFileSync(file, "utf8") === first) await setTimeout(1);
    await lock.release();
    assert.deepEqual(readdirSync(folder.path), []);
  });

  it("is not given twice, not even to the same process", async () => {
    const lock = await Lock.take(folder.path);
    const message = new RegExp(`process ${process.pid} is training this run; stop it first`);
    await assert.rejects(Lock.take(folder.path), { kind: "run", code: "run-locked", message });
    await lock.release();
  });

  it("of a process that is gone is taken over", async () => {
    write({ pid: deadPid });
    assert.equal(await isLocked(folder.path), false);
    await isTaken();
  });

  it("of a living process is kept, also when its heartbeat stands still", async () => {
    write({ heartbeat: ago(20) });
    assert.equal(await isLocked(folder.path), true);
    await isHeld();
  });

  it("from before this machine was started is taken over, whoever has the number now", async () => {
    write({ heartbeat: "2001-01-01T00:00:00.000Z" });
    await isTaken();
  });

  it("of another host counts as long as its heart beats", async () => {
    write({ host: "elsewhere", pid: deadPid, heartbeat: ago(5) });
    await isHeld();
    write({ host: "elsewhere", pid: process.pid, heartbeat: ago(600) });
    await isTaken();
  });

  it("that is half written counts for a moment, then no more", async () => {
    writeFileSync(file, '{"pid":');
    await isHeld();
    utimesSync(file, new Date(0), new Date(0));
    await isTaken();
  });

  it("goes to one of many that find it stale", async () => {
    write({ pid: deadPid });
    const locks = await Promise.allSettled(Array.from({ length: 20 }, () => Lock.take(folder.path)));
    const taken = locks.filter((lock) => lock.status === "fulfilled");
    assert.equal(taken.length, 1);
    for (const lock of locks) if (lock.status === "rejected") assert.equal(lock.reason.code, "run-locked");
    await taken[0].value.release();
  });

  it("can be taken over although the last one to try was killed while it did", async () => {
    write({ pid: deadPid });
    const guard = join(folder.path, ".lock.takeover");
    writeFileSync(guard, "");
    await isHeld();
    utimesSync(guard, new Date(0), new Date(0));
    await isTaken();
    assert.equal(existsSync(guard), false);
  });

  it("that another process took over meanwhile is left alone by release", async () => {
    const lock = await Lock.take(folder.path);
    write({});
    await lock.release();
    assert.equal(JSON.parse(readFileSync(file, "utf8")).token, "other");
  });
});
