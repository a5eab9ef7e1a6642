/** Finds what a program leaves behind when it ends: processes, and the run folders that they lock. */
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processesWith } from "./processes.mjs";

/** Environment variable of the marks; a nested program has both marks. */
const variable = "MATRIX_NETWORK_STAGE";

/**
 * Marks processes by `environment`. `end(grace)` gives them `grace` milliseconds to end, kills the remaining ones, and
 * returns those: { pid, command, locks }.
 */
export function watchOver(name) {
  const mark = `${name}-${process.pid}-${randomBytes(6).toString("hex")}`;
  const marks = { [variable]: [process.env[variable], mark].filter(Boolean).join(" ") };
  // The temporary paths of macOS are too long for sockets in a subfolder; locks are only searched for on Linux.
  const folder = process.platform === "linux" ? temporaryFolder() : undefined;
  return {
    environment: { ...marks, ...(folder && { TMPDIR: folder }) },
    async end(grace) {
      await none(mark, grace);
      const left = processesWith(mark);
      const locks = left.length > 0 && folder ? locksIn(folder) : [];
      for (let last = performance.now() + 5000; performance.now() < last && processesWith(mark).length > 0; ) {
        for (const { pid } of processesWith(mark)) kill(pid);
        await sleep(20);
      }
      if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      return left.map((each) => ({
        ...each,
        locks: locks.filter(({ pid }) => pid === each.pid).map(({ path }) => path),
      }));
    },
  };
}

/** Returns a temporary folder that shares tsx's cache, so that stages do not compile all sources again. */
function temporaryFolder() {
  const compiled = `tsx-${process.geteuid()}`;
  mkdirSync(join(tmpdir(), compiled), { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "stage-"));
  symlinkSync(join(tmpdir(), compiled), join(folder, compiled));
  return folder;
}

/** Waits until no process with the mark runs, at most this long. */
async function none(mark, milliseconds) {
  const until = performance.now() + milliseconds;
  while (processesWith(mark).length > 0 && performance.now() < until) await sleep(50);
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // The process has just ended.
  }
}

/** Returns the locks of run folders (src/runs/lock.ts): { path, pid }. */
function locksIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.name === "lock" && entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      try {
        return [{ path, pid: JSON.parse(readFileSync(path, "utf8")).pid }];
      } catch {
        // Not one of our locks.
        return [];
      }
    });
}
