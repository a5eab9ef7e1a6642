/**
 * The threads besides the caller's that run programs: workers that wait inside the kernels (kernels/threads.ts). Their
 * code is a string, so that it is available in every bundle. They do not keep the process alive, and end with the
 * thread that created them.
 */
import { Worker } from "node:worker_threads";
import type { Arena } from "./arena";
import { controlBytes } from "./kernels/control";

const code = `
const { parentPort, workerData: { module, memory, control } } = require("node:worker_threads");
const words = new Int32Array(memory.buffer);
const env = {
  memory,
  abort() { throw new Error("a kernel aborted"); },
  sleep(at, old) { Atomics.wait(words, at >> 2, old); },
  wake(at) { Atomics.notify(words, at >> 2); },
};
const { help, join, nextJob } = new WebAssembly.Instance(module, { env }).exports;
parentPort.postMessage("here");
const part = join(control);
let job = 0;
for (;;) {
  job = nextJob(control, job);
  help(control, part, job);
}
`;

export class WorkerPool {
  readonly control: number;
  private readonly workers: Worker[] = [];

  constructor(
    private readonly arena: Arena,
    private readonly module: WebAssembly.Module,
  ) {
    this.control = arena.allocate(controlBytes);
  }

  /** Starts up to `count` workers; returns how many have started. */
  async start(count: number): Promise<number> {
    const { memory } = this.arena;
    const workerData = { module: this.module, memory, control: this.control };
    const arrivals = Array.from({ length: count }, () => {
      const worker = new Worker(code, { eval: true, workerData, execArgv: [] });
      this.workers.push(worker);
      return new Promise<boolean>((arrived) => {
        worker.once("message", () => {
          worker.unref();
          arrived(true);
        });
        worker.once("error", () => arrived(false));
        worker.once("exit", () => arrived(false));
      });
    });
    return (await Promise.all(arrivals)).filter(Boolean).length;
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.terminate()));
  }
}
