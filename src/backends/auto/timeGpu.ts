/** Starts dist/gpuTimer.js, which times a training step on the GPU, with low priority and a time limit. */
import { execFile } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import type { BackendOptions } from "../options";
import { packageRoot } from "../wasm/kernels";

/** Kernels are compiled first, which may take some seconds, and longer beside a training on all processors. */
const maxMilliseconds = 180_000;

export interface GpuTimer {
  readonly program: string;
  readonly milliseconds: number;
  /** As setPriority of node:os takes it. */
  readonly priority: number;
}

export const usualTimer = (): GpuTimer => ({
  program: join(packageRoot(), "dist", "gpuTimer.js"),
  milliseconds: maxMilliseconds,
  // With the lowest one, beside a training on all processors, the GPU would wait for its host.
  priority: constants.priority.PRIORITY_BELOW_NORMAL,
});

/** Returns microseconds per example. Rejects if the process gives no answer in time, and when `signal` aborts. */
export function timeGpu(
  { shape, batchSize }: BackendOptions,
  signal: AbortSignal,
  { program, milliseconds, priority }: GpuTimer = usualTimer(),
): Promise<number> {
  // Electron runs as Node only with this variable.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  const options = { env, signal, timeout: milliseconds, killSignal: "SIGKILL", windowsHide: true } as const;
  const order = JSON.stringify({ shape, batchSize, milliseconds, priority, parent: process.pid });
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, order], options, (error, stdout, stderr) => {
      const answer = /^microseconds:(.+)$/m.exec(stdout)?.[1];
      if (answer !== undefined) resolve(Number(answer));
      else if (signal.aborted) reject(new Error("the run ended before the GPU was timed"));
      else if (error?.killed) reject(new Error(`the GPU's driver did not answer within ${milliseconds / 1000} s`));
      else
        reject(new Error(stderr.trim().split("\n").at(-1) || `the timing ended with ${error?.signal ?? error?.code}`));
    });
  });
}
