/**
 * Starts a training that outlives its window. The process leads its own process group and writes to a file, since the
 * pipes of a closed window would break. Until the run has its folder, the two are connected by Node's IPC: only IPC can
 * report a failure with its code before there is a folder, and which folder the process made. From then on the window
 * is a client of the control socket, like any other.
 */
import type { ChildProcess, SpawnOptions } from "node:child_process";
import { closeSync } from "node:fs";
import { portOf } from "../../control/ipcPort";
import { Channel, type ChannelListeners } from "../../protocol/channel";
import type { Exit } from "./exit";
import { OutputFile } from "./outputFile";

export interface Detached {
  readonly channel: Channel<"train">;
  readonly pid: number | undefined;
  /** File of its stdout and stderr, whose last lines explain a crash. */
  readonly output: OutputFile;
  /** Resolves when the process has ended, while this window exists; never rejects. */
  readonly exited: Promise<Exit>;
  /** Closes IPC, when the window has another connection or closes. */
  release(): void;
  /** Kills the process immediately; for one with another protocol. */
  kill(): void;
}

/** How the process is started; tests replace it. */
export interface Launcher {
  /** Path of dist/trainer.js. */
  readonly trainer: string;
  /** Program that runs it: Node, or VS Code itself. */
  readonly runtime: string;
  readonly env: NodeJS.ProcessEnv;
  readonly spawn: (program: string, args: string[], options: SpawnOptions) => ChildProcess;
}

/** @param args train CONFIG or resume RUN, and options */
export function startDetached(
  args: string[],
  listeners: ChannelListeners,
  { trainer, runtime, env, spawn }: Launcher,
): Detached {
  const output = OutputFile.create();
  const child = spawn(runtime, [trainer, ...args], {
    detached: true,
    serialization: "advanced",
    stdio: ["ignore", output.descriptor, output.descriptor, "ipc"],
    // VS Code's own program is Electron, which runs as Node only with this variable.
    env: { ...env, ELECTRON_RUN_AS_NODE: "1" },
    // On Windows, a detached program would open a console.
    windowsHide: true,
  });
  closeSync(output.descriptor);
  const channel = new Channel<"train">(portOf(child), listeners);
  // Messages in transit arrive before "disconnect", but possibly after "exit".
  const disconnected = new Promise((resolve) => child.once("disconnect", resolve));
  const exited = new Promise<Exit>((resolve) => {
    child.once("exit", (code, signal) => void disconnected.then(() => resolve({ code, signal })));
    child.once("error", (error) => resolve({ code: null, signal: null, error }));
  });
  const release = () => {
    channel.close();
    if (child.connected) child.disconnect();
    child.unref();
  };
  return { channel, pid: child.pid, output, exited, release, kill: () => void child.kill("SIGKILL") };
}
