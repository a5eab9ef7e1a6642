/**
 * Times a training step on the GPU: dist/gpuTimer.js, a process of its own with low priority. It prints the
 * microseconds per example. A driver that hangs blocks this thread, so another thread ends the process after the time
 * limit, and when its parent has exited.
 */
import { setPriority } from "node:os";
import { Worker } from "node:worker_threads";
import { StepTimer } from "./auto/measure";
import { GpujsBackend } from "./gpujs";

interface Order {
  readonly shape: number[];
  readonly batchSize: number;
  /** Time limit. */
  readonly milliseconds: number;
  readonly priority: number;
  /** Process ID. */
  readonly parent: number;
}

/** Time for which steps are taken, after the first ones, which compile kernels. */
const timedMilliseconds = 2000;

const watchdog = `
const { milliseconds, parent } = require("node:worker_threads").workerData;
const end = Date.now() + milliseconds;
setInterval(() => {
  if (Date.now() > end || process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}, 500);`;

async function main({ shape, batchSize, milliseconds, priority, parent }: Order): Promise<void> {
  new Worker(watchdog, { eval: true, workerData: { milliseconds, parent } }).unref();
  try {
    setPriority(priority);
  } catch {
    // Without lower priority it slows down the training for some seconds.
  }
  const backend = await GpujsBackend.start("webgpu", { threads: "auto", shape });
  const timer = await StepTimer.prepare(backend, { shape, batchSize }, batchSize);
  await timer.run(timedMilliseconds);
  backend.onDegraded(({ message }) => {
    throw new Error(message);
  });
  console.log(`microseconds:${timer.measured.microsecondsPerExample}`);
}

main(JSON.parse(process.argv[2])).then(
  () => process.exit(0),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
