/** Starts a training in a separate process, which outlives its parent, and waits for its run folder. */
import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { open, readFile, rename, rm } from "node:fs/promises";
import { constants } from "node:os";
import { dirname, join, resolve } from "node:path";
import { NetworkError } from "../core/errors";
import { Channel } from "../protocol/channel";
import type { Event, Failed, Started } from "../protocol/events";
import { about } from "../runs/errors";
import { portOf } from "./ipcPort";

/** Output file in the run folder: prints of the process, and of Node in a crash. Usually empty. */
const outputName = "output.txt";
/** Number of characters of the output shown for a process that failed to start. */
const shownCharacters = 2000;

export interface DetachedOptions {
  /** Path of dist/trainer.js. */
  script: string;
  /** Arguments of the trainer: train CONFIG or resume RUN, and options. */
  args: string[];
  /** Present or future path of the run folder. */
  near: string;
  /** Default: this process's Node. */
  execPath?: string | undefined;
  environment?: Record<string, string | undefined>;
  /** Called for events until the run folder exists, `started` and `failed` included. */
  onEvent?(event: Event): void;
  /** Ends a training that has no folder yet. */
  signal?: AbortSignal;
}

export type Detached =
  | {
      started: Started;
      pid: number;
      /** The reason why the output of the process is not saved. */
      outputLost?: string;
    }
  /** The process ended before it had a folder. */
  | { failed: Pick<Failed, "code" | "message">; exitCode: number };

const cancelled: Detached = {
  failed: { code: "stopped", message: "stopped before the training began; nothing was written" },
  exitCode: 128 + constants.signals.SIGINT,
};

export async function startDetached(options: DetachedOptions): Promise<Detached> {
  if (options.signal?.aborted) return cancelled;
  const output = await openOutput(options.near);
  const child = start(options, output.fd);
  await output.close();
  try {
    const end = await startOrEnd(child, options);
    if (!("started" in end)) return await describeEnd(end, output.file, options.signal?.aborted ?? false);
    const begun = { started: end.started, pid: child.pid ?? 0 };
    // Fails, for example, if the runs folder is a link to another disk; the training continues.
    return await rename(output.file, join(end.started.run, outputName)).then(
      () => begun,
      (error: Error) => ({ ...begun, outputLost: error.message }),
    );
  } finally {
    await rm(output.file, { force: true }).catch(() => {});
    if (child.connected) child.disconnect();
    child.unref();
  }
}

/** Opens a file on the disk of the run folder, so that it can be moved there while the process writes it. */
async function openOutput(near: string): Promise<{ file: string; fd: number; close(): Promise<void> }> {
  let folder = resolve(near);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const file = join(folder, `.new-${randomBytes(6).toString("hex")}.out`);
  const handle = await about(folder, () => open(file, "ax", 0o600)).catch((error: unknown) => {
    // The folder exists, but does not allow new files.
    if (!(error instanceof NetworkError) || error.code !== "run-missing") throw error;
    throw new NetworkError("run-no-access", { file: folder, access: "write" });
  });
  return { file, fd: handle.fd, close: () => handle.close() };
}

function start({ script, args, execPath, environment }: DetachedOptions, output: number): ChildProcess {
  return fork(script, [...args, "--detached"], {
    detached: true,
    serialization: "advanced",
    stdio: ["ignore", output, output, "ipc"],
    execArgv: [],
    ...(environment && { env: { ...process.env, ...environment } }),
    ...(execPath && { execPath }),
  });
}

type End = { started: Started } | { failed?: Failed; exitCode: number | null; error?: Error };

function startOrEnd(child: ChildProcess, { onEvent, signal }: DetachedOptions): Promise<End> {
  return new Promise((resolve) => {
    let failed: Failed | undefined;
    const channel = new Channel<"train">(portOf(child), {
      onEvent: (event) => {
        onEvent?.(event);
        if (event.type === "failed") failed = event;
        if (event.type === "started") resolve({ started: event });
      },
    });
    const cancel = () => void channel.request("stop", {}).catch(() => {});
    signal?.addEventListener("abort", cancel, { once: true });
    // It was aborted while the output was opened.
    if (signal?.aborted) cancel();
    child.once("error", (error) => resolve({ exitCode: null, error }));
    child.once("exit", (exitCode) => resolve({ ...(failed && { failed }), exitCode }));
  });
}

async function describeEnd(
  end: Exclude<End, { started: Started }>,
  file: string,
  isCancelled: boolean,
): Promise<Detached> {
  if (isCancelled && !end.failed) return cancelled;
  if (end.failed) return { failed: end.failed, exitCode: end.exitCode ?? 1 };
  const output = (await readFile(file, "utf8").catch(() => "")).trim().slice(-shownCharacters);
  const why = end.error?.message ?? `it ended with code ${end.exitCode}${output === "" ? "" : `:\n${output}`}`;
  return { failed: { code: "internal", message: `the training did not begin: ${why}` }, exitCode: end.exitCode || 1 };
}
