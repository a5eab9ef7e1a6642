/**
 * Starts a training that outlives its window. The process leads a group of its own and writes to a file: pipes of a
 * window that is gone would break. Until the run has its folder, the two are connected by Node's IPC: only so does a
 * failure come with its code before there is a folder, and the folder with the process that made it. From then on the
 * window is a client of the control socket, like any other.
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
  /** What it wrote to stdout and stderr, whose last lines explain a crash. */
  readonly output: OutputFile;
  /** Resolves when the process is gone, as long as this window is there; never rejects. */
  readonly exited: Promise<Exit>;
  /** Closes IPC: the window has another connection to it, or leaves. */
  release(): void;
  /** At once, whatever it is at: for one that nobody understands. */
  kill(): void;
}

/** With what it is started; a test answers in the system's place. */
export interface Launcher {
  /** The path of dist/trainer.js. */
  readonly trainer: string;
  /** The program that runs it: Node, or VS Code itself. */
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
    // VS Code's own program is Electron, which runs as Node with this variable only.
    env: { ...env, ELECTRON_RUN_AS_NODE: "1" },
    // A detached program would open a console there.
    windowsHide: true,
  });
  closeSync(output.descriptor);
  const channel = new Channel<"train">(portOf(child), listeners);
  // Messages that are still under way come before "disconnect", but maybe after "exit".
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
