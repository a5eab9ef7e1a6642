/** Identifies a lock's process: the machine, its current boot, and the process's start, since ids are reused. */
import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { hostname, uptime } from "node:os";
import { promisify } from "node:util";

export interface ProcessIdentity {
  pid: number;
  host: string;
  /** Random number that the kernel draws at boot; absent on Windows. */
  boot?: string | undefined;
  /** Namespace of process ids: containers have their own. Linux only. */
  namespace?: string | undefined;
  /** Start of the process in the system's own form, comparable only with itself. */
  started?: string | undefined;
}

export interface Machine {
  /** The current process. */
  readonly self: ProcessIdentity;
  /** Returns the seconds since the machine was started. */
  uptime(): number;
  isAlive(pid: number): boolean;
  /** Returns undefined if the system does not tell, and for a process that is gone. */
  startOf(pid: number): Promise<string | undefined>;
}

/** Calls of the operating system, which tests replace. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  hostname(): string;
  uptime(): number;
  /** process.kill: signal 0 checks a process without affecting it. */
  kill(pid: number, signal: 0): void;
  readFile(file: string): Promise<string>;
  readlink(file: string): Promise<string>;
  /** Returns a program's output; rejects if it fails. */
  run(program: string, args: string[], environment: Record<string, string>): Promise<string>;
}

const execute = promisify(execFile);
const realSystem: System = {
  platform: process.platform,
  pid: process.pid,
  hostname,
  uptime,
  kill: (pid, signal) => void process.kill(pid, signal),
  readFile: (file) => readFile(file, "utf8"),
  readlink,
  run: async (program, args, environment) =>
    (await execute(program, args, { env: { ...process.env, ...environment }, timeout: 5000 })).stdout,
};

let known: Promise<Machine> | undefined;

/** Returns this machine, read once, since its values are constant during the process. */
export function thisMachine(): Promise<Machine> {
  known ??= readMachine(realSystem);
  return known;
}

export async function readMachine(system: System): Promise<Machine> {
  const startOf = async (pid: number) => nothingIfEmpty(await startTime(system, pid).catch(() => undefined));
  const [boot, namespace, started] = await Promise.all([
    bootId(system).catch(() => undefined),
    system.platform === "linux" ? system.readlink("/proc/self/ns/pid").catch(() => undefined) : undefined,
    startOf(system.pid),
  ]);
  return {
    self: { pid: system.pid, host: system.hostname(), boot: nothingIfEmpty(boot), namespace, started },
    uptime: () => system.uptime(),
    isAlive: (pid) => isAlive(system, pid),
    startOf,
  };
}

async function bootId({ platform, readFile, run }: System): Promise<string | undefined> {
  if (platform === "linux") return readFile("/proc/sys/kernel/random/boot_id");
  if (platform === "darwin") return run("/usr/sbin/sysctl", ["-n", "kern.bootsessionuuid"], {});
  return undefined;
}

/** Returns a process's start. On Windows this would need PowerShell, which takes a second: there locks are watched. */
async function startTime({ platform, readFile, run }: System, pid: number): Promise<string | undefined> {
  if (platform === "linux") {
    const status = await readFile(`/proc/${pid}/stat`);
    // The name, field 2, may contain blanks and parentheses.
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    // An ended process keeps its id until its parent waits for it, which in many containers never happens.
    if (fields[3 - 3] === "Z") return "ended";
    // Ticks since the start of the machine.
    return fields[22 - 3];
  }
  // The text is then independent of time zone and language.
  if (platform === "darwin") return run("/bin/ps", ["-o", "lstart=", "-p", `${pid}`], { LC_ALL: "C", TZ: "UTC" });
  return undefined;
}

function isAlive({ kill }: System, pid: number): boolean {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const nothingIfEmpty = (text: string | undefined): string | undefined => text?.trim() || undefined;
