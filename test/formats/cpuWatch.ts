/**
 * Kills this process if a single piece of its work takes too much CPU time, which does not depend on how busy the
 * machine is. It runs in its own thread, because the work may never return.
 */
import { Worker } from "node:worker_threads";

/**
 * Polls ten times a second. `shared` holds the CPU time in ms at which the piece began (0: no piece is running) and the
 * piece's number.
 */
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

  /** @param limit in ms of CPU time @param reason text of the line on stderr, followed by the number of the piece */
  constructor(limit: number, reason: string) {
    new Worker(program, { eval: true, workerData: { shared: this.shared, limit, reason } }).unref();
  }

  /** Runs the work and returns its CPU time in ms. */
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
