/** The memory that a process uses, measured from outside, since a busy process does not answer. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Returns bytes; undefined if the process has ended or the system does not tell. */
export async function residentSize(pid: number): Promise<number | undefined> {
  try {
    return parsers[process.platform === "linux" || process.platform === "win32" ? process.platform : "other"](pid);
  } catch {
    return undefined;
  }
}

const kilobytes = (text: string | undefined) => (text ? Number(text.replace(/\D/g, "")) * 1024 : undefined);

const parsers = {
  linux: async (pid: number) => {
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    return kilobytes(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  },
  win32: async (pid: number) => {
    const { stdout } = await run("tasklist", ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"], { windowsHide: true });
    // "node.exe","4711","Console","1","84,512 K"
    return kilobytes(/"([^"]*)"\s*$/.exec(stdout)?.[1]);
  },
  other: async (pid: number) => kilobytes((await run("ps", ["-o", "rss=", "-p", String(pid)])).stdout.trim()),
};
