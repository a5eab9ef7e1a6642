/** What a program has left behind when it is at its end: processes, and the run folders that they hold. */
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processesWith } from "./processes.mjs";

/** A program within a program has both marks. */
const variable = "MATRIX_NETWORK_STAGE";

/**
 * Marks what is started with `environment`. `end(grace)` gives all of it `grace` milliseconds to end by itself, ends what still runs,
 * and returns that: { pid, command, locks }.
 */
export function watchOver(name) {
  const mark = `${name}-${process.pid}-${randomBytes(6).toString("hex")}`;
  const marks = { [variable]: [process.env[variable], mark].filter(Boolean).join(" ") };
  // Sockets in macOS's long temporary paths leave no room for a longer one; elsewhere than on Linux nothing is looked for in it.
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

/** It has the files of tsx, which would compile all of our sources anew for each stage. */
function temporaryFolder() {
  const compiled = `tsx-${process.geteuid()}`;
  mkdirSync(join(tmpdir(), compiled), { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "stage-"));
  symlinkSync(join(tmpdir(), compiled), join(folder, compiled));
  return folder;
}

/** Waits until nothing with the mark runs, for so long. */
async function none(mark, milliseconds) {
  const until = performance.now() + milliseconds;
  while (processesWith(mark).length > 0 && performance.now() < until) await sleep(50);
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended just now.
  }
}

/** The locks of run folders (src/runs/lock.ts): { path, pid }. */
function locksIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.name === "lock" && entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      try {
        return [{ path, pid: JSON.parse(readFileSync(path, "utf8")).pid }];
      } catch {
        // Not a lock of ours.
        return [];
      }
    });
}
