/**
 * Asks whether the trainer could use a GPU: runs `backends --json` of the command line on the runtime of the trainer,
 * in a process with a time limit, since a driver may hang or crash the process that probes it.
 */
import { execFile } from "node:child_process";
import type { Said } from "../../messages/said";

export interface GpuAnswer {
  readonly available: boolean;
  /** Name of the adapter; otherwise what was tried and what would help. */
  readonly description: string;
  /** What the description is made of. */
  readonly said?: Said;
}

/** Time limit: 20 s for the driver, the rest for starting. */
const milliseconds = 40_000;

/**
 * Never rejects: a failure to ask is an answer too.
 * @param runtime the program that runs the trainer
 * @param cli the path of dist/cli.js
 */
export async function askForGpu(runtime: string, cli: string, limit = milliseconds): Promise<GpuAnswer> {
  const { stdout, failure } = await run(runtime, [cli, "backends", "--json"], limit);
  const report = stdout.split("\n").find((line) => line.includes('"gpujs-webgpu"'));
  if (!report) return { available: false, description: failure ?? "the command line does not know of WebGPU" };
  const { available, description, said } = JSON.parse(report) as GpuAnswer;
  return { available, description, ...(said && { said }) };
}

/** A Node of the user's that can use a GPU, unlike VS Code's own runtime. */
export interface OtherRuntime extends GpuAnswer {
  readonly node: string;
}

/**
 * Asks the runtime of the trainer. If none is configured and VS Code's own has no GPU, also asks the Node on PATH,
 * which is `other` if it has one.
 * @param set the configured program
 */
export async function findGpu(
  set: string | undefined,
  cli: string,
  own = process.execPath,
): Promise<{ first: GpuAnswer; other?: OtherRuntime }> {
  const first = await askForGpu(set ?? own, cli);
  const node = first.available || set ? undefined : await nodeOnPath();
  if (!node) return { first };
  const second = await askForGpu(node, cli);
  return second.available ? { first, other: { ...second, node } } : { first };
}

/** Returns the Node that a terminal would start; undefined if there is none or it is too old for the trainer. */
export async function nodeOnPath(oldest = 20): Promise<string | undefined> {
  const { stdout } = await run("node", ["-p", "process.versions.node + ' ' + process.execPath"], 5000);
  const [, major, path] = /^(\d+)\.\S* (.*)$/.exec(stdout.trim()) ?? [];
  return Number(major) >= oldest ? path : undefined;
}

function run(program: string, args: string[], timeout: number): Promise<{ stdout: string; failure?: string }> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  return new Promise((resolve) => {
    execFile(program, args, { env, timeout, killSignal: "SIGKILL", windowsHide: true }, (error, stdout) => {
      if (!error) return resolve({ stdout });
      const late = `${program} did not answer within ${timeout / 1000} s`;
      resolve({ stdout, failure: error.killed ? late : error.message.split("\n")[0] });
    });
  });
}
