/** One process at a time, across processes: a folder that only one can make, with who made it in it. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";

/** Runs `action` while no other process holds the lock at `path`; waits for one that does. */
export function withLock(path, action) {
  mkdirSync(dirname(path), { recursive: true });
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; !take(path); waited++) {
    if (waited === 0) console.error(`Waiting for another process that holds ${path} …`);
    Atomics.wait(sleep, 0, 0, 500);
  }
  try {
    return action();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function take(path) {
  try {
    mkdirSync(path);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (isAbandoned(path)) rmSync(path, { recursive: true, force: true });
    return false;
  }
  writeFileSync(join(path, "owner.json"), JSON.stringify({ pid: process.pid, host: hostname() }));
  return true;
}

/** Its process is gone. Of a lock that names none, or one of another machine, the age tells. */
function isAbandoned(path) {
  try {
    const { pid, host } = JSON.parse(readFileSync(join(path, "owner.json"), "utf8"));
    if (host === hostname()) return !isAlive(pid);
  } catch {
    // Just being made, or its process died in between.
  }
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - made > 30 * 60_000;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
