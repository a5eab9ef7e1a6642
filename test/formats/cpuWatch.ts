/**
 * Ends this process when a single piece of its work takes too much of its CPU time, which a busy machine does not
 * change. It watches from a thread of its own, because the work may never return.
 */
import { Worker } from "node:worker_threads";

/** Polls ten times a second; `shared` holds the time when the piece began in ms, 0 between two, and its number. */
const program = `
  const { workerData: { shared, limit, reason } } = require("node:worker_threads");
  const { writeSync } = require("node:fs");
  setInterval(() => {
    const began = Atomics.load(shared, 0);
    const { user, system } = process.cpuUsage();
    if (began === 0 || (user + system) / 1000 - began <= limit) return;
    writeSync(2, reason + " " + Atomics.load(shared, 1) + "\\n");
    process.kill(process.pid, "SIGKILL");
  }, 100);
`;

export class CpuWatch {
  private readonly shared = new Int32Array(new SharedArrayBuffer(8));

  /** @param limit in ms of CPU time; @param reason begins the line on stderr, and the number of the piece ends it */
  constructor(limit: number, reason: string) {
    new Worker(program, { eval: true, workerData: { shared: this.shared, limit, reason } }).unref();
  }

  /** Returns how many ms of CPU time the work took. */
  async watch(piece: number, work: () => unknown): Promise<number> {
    const began = cpuTime();
    Atomics.store(this.shared, 1, piece);
    Atomics.store(this.shared, 0, Math.max(1, Math.floor(began)));
    try {
      await work();
    } finally {
      Atomics.store(this.shared, 0, 0);
    }
    return cpuTime() - began;
  }
}

function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
