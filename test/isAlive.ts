/** Tells whether a process runs, of tests that wait for the end of a process which is no child of theirs. */
import { readFileSync } from "node:fs";

/** A zombie has exited: until its new parent reads the exit code, for seconds or for ever, signals reach it. */
export function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== "linux") return true;
  try {
    // The program's name, in parentheses, may contain any characters.
    return !/\) [ZX] [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
