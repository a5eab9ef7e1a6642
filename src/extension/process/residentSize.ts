/** The memory that a process uses, measured from outside, since a busy process does not answer. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Calls of the operating system, which tests replace. */
export interface MemorySystem {
  readonly platform: NodeJS.Platform;
  readFile(file: string): Promise<string>;
  /** Returns a program's output; rejects if it fails. */
  run(program: string, args: string[]): Promise<string>;
}

const execute = promisify(execFile);
const thisSystem: MemorySystem = {
  platform: process.platform,
  readFile: (file) => readFile(file, "utf8"),
  run: async (program, args) => (await execute(program, args, { windowsHide: true })).stdout,
};

/** Returns bytes; undefined if the process has ended or the system does not tell. */
export async function residentSize(pid: number, system: MemorySystem = thisSystem): Promise<number | undefined> {
  const { platform } = system;
  const ask = readers[platform === "linux" || platform === "win32" ? platform : "other"];
  return kilobytes(await ask(pid, system).catch(() => undefined));
}

const kilobytes = (text: string | undefined) => (text ? Number(text.replace(/\D/g, "")) * 1024 : undefined);

type Reader = (pid: number, system: MemorySystem) => Promise<string | undefined>;
const readers: Record<"linux" | "win32" | "other", Reader> = {
  linux: async (pid, { readFile }) => /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`))?.[1],
  // "node.exe","4711","Console","1","84,512 K"; the separator of thousands is the language's.
  win32: async (pid, { run }) =>
    /"([^"]*)"\s*$/.exec(await run("tasklist", ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"]))?.[1],
  other: async (pid, { run }) => (await run("ps", ["-o", "rss=", "-p", `${pid}`])).trim(),
};
