/**
 * By what a lock recognizes its process: the machine, its present start, and when the process itself began. A process
 * id alone is given to another program sooner or later.
 */
import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { hostname, uptime } from "node:os";
import { promisify } from "node:util";

export interface ProcessIdentity {
  pid: number;
  host: string;
  /** A random number that the kernel draws when it starts; Windows has none. */
  boot?: string | undefined;
  /** In which process ids are counted: containers have their own. Linux only. */
  namespace?: string | undefined;
  /** When the process began, in the system's own form, to be compared with nothing but itself. */
  started?: string | undefined;
}

export interface Machine {
  /** This process. */
  readonly self: ProcessIdentity;
  /** Since the machine was started, in seconds. */
  uptime(): number;
  isAlive(pid: number): boolean;
  /** Undefined where the system does not say, and for a process that is gone. */
  startOf(pid: number): Promise<string | undefined>;
}

/** What is asked of the operating system; a test answers in its place. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  hostname(): string;
  uptime(): number;
  /** process.kill: signal 0 reaches a process without disturbing it. */
  kill(pid: number, signal: 0): void;
  readFile(file: string): Promise<string>;
  readlink(file: string): Promise<string>;
  /** What a program prints; rejects where it fails. */
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

/** Read once: none of it changes while the process lives. */
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

/** Windows would have to be asked by PowerShell, which takes a second: there a lock is watched instead. */
async function startTime({ platform, readFile, run }: System, pid: number): Promise<string | undefined> {
  if (platform === "linux") {
    const status = await readFile(`/proc/${pid}/stat`);
    // The name, field 2, may hold blanks and parentheses.
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    // A process that has ended keeps its number until its parent asks for it, and in many containers nobody does.
    if (fields[3 - 3] === "Z") return "ended";
    // In ticks since the start of the machine.
    return fields[22 - 3];
  }
  // The same text in every time zone and language.
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
