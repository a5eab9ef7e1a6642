/** A lock across processes: a folder, which only one process can create, with its owner in a file. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";

/** Runs `action`, until its promise settles if it returns one, while holding the lock at `path`; waits for its holder. */
export function withLock(path, action) {
  mkdirSync(dirname(path), { recursive: true });
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; !take(path); waited++) {
    if (waited === 0) console.error(`Waiting for another process that holds ${path} …`);
    Atomics.wait(sleep, 0, 0, 500);
  }
  const release = () => rmSync(path, { recursive: true, force: true });
  let result;
  try {
    result = action();
  } catch (error) {
    release();
    throw error;
  }
  if (result instanceof Promise) return result.finally(release);
  release();
  return result;
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

/** Returns true if the owner has ended; without an owner, or with one on another machine, the age decides. */
function isAbandoned(path) {
  try {
    const { pid, host } = JSON.parse(readFileSync(join(path, "owner.json"), "utf8"));
    if (host === hostname()) return !isAlive(pid);
  } catch {
    // The lock is being created, or its process died meanwhile.
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
