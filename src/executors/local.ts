/**
 * Workers as processes of this machine. They go on when whoever started them leaves, and give way to everything else.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, open } from "node:fs/promises";
import { availableParallelism, constants, freemem, getPriority, setPriority } from "node:os";
import { join } from "node:path";
import { environmentOfWorkers } from "./program";
import type { Executor, LocalOptions, Work } from "./types";
import { logFolder, workerCommand } from "./worker";

/** Node itself with the kernels takes a fifth of it. */
const usualBytes = 512 * 1024 ** 2;

export interface Machine {
  readonly processors: number;
  readonly freeBytes: number;
}

const thisMachine = (): Machine => ({ processors: availableParallelism(), freeBytes: freemem() });

/** One for each processor, if memory is enough; a quarter of the free memory stays for others. */
export const fittingWorkers = (bytes = usualBytes, { processors, freeBytes } = thisMachine()): number =>
  Math.max(1, Math.min(processors, Math.floor((freeBytes * 0.75) / bytes)));

/** @param bytes that a worker takes, most of it its data */
export function localExecutor(options: LocalOptions, work: Work, bytes?: number): Executor {
  const workers = options.workers ?? fittingWorkers(bytes);
  const running = new Set<ChildProcess>();
  return {
    workers,
    lines: [],
    async start() {
      await mkdir(logFolder(work.group), { recursive: true });
      const output = await open(join(logFolder(work.group), "local.txt"), "a");
      try {
        for (let i = 0; i < workers; i++) {
          const child = await startWorker(work, output.fd);
          running.add(child);
          child.once("exit", () => running.delete(child));
          child.unref();
        }
      } finally {
        await output.close();
      }
      return { workers };
    },
    async cancel() {
      const ends = [...running].map((child) => new Promise((resolve) => child.once("exit", resolve)));
      for (const child of running) child.kill("SIGTERM");
      await Promise.all(ends);
    },
    pending: async () => undefined,
  };
}

function startWorker(work: Work, output: number): Promise<ChildProcess> {
  const [program, ...args] = workerCommand(work, 1, process.execPath);
  const child = spawn(program, args, {
    cwd: work.folder,
    // Where this is VS Code's own program, it runs as Node.
    env: { ...environmentOfWorkers(), ...(process.versions.electron && { ELECTRON_RUN_AS_NODE: "1" }) },
    detached: true,
    windowsHide: true,
    stdio: ["ignore", output, output],
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => {
      lowerPriority(child.pid);
      resolve(child);
    });
  });
}

function lowerPriority(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));
  } catch {
    // It has ended, or the system does not let us.
  }
}
