/**
 * Starts dist/trainer.js on VS Code's own runtime, or on the one that the settings name, for answers: it ends with its
 * window. Trainings are started by startDetached.ts.
 */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Disposable } from "vscode";
import { portOf } from "../../control/ipcPort";
import { Channel, type ChannelListeners } from "../../protocol/channel";
import type { Role } from "../../protocol/requests";
import { configuredRuntime, memoryEnvironment } from "../base/settings";
import type { Exit } from "./exit";

export interface Child<R extends Role> extends Disposable {
  readonly channel: Channel<R>;
  readonly pid: number | undefined;
  /** Resolves when the process is gone; never rejects. */
  readonly exited: Promise<Exit>;
  /** At once, whatever it is at: only for one that writes nothing. */
  kill(): void;
}

export interface ChildListeners extends ChannelListeners {
  /** A line of what it wrote to stderr or stdout. */
  onLine?: (line: string) => void;
  /** What it may use where the setting says nothing, such as "512MB"; half of what is free without it. */
  memory?: string;
}

/** @param args the role and what belongs to it, as in ["train", "/path/iris.network.json"] */
export function startChild<R extends Role>(args: string[], listeners: ChildListeners): Child<R> {
  const execPath = configuredRuntime();
  const child = fork(join(__dirname, "trainer.js"), args, {
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: [],
    env: { ...process.env, ...memoryEnvironment(listeners.memory), ELECTRON_RUN_AS_NODE: "1" },
    ...(execPath && { execPath }),
  });
  const channel = new Channel<R>(portOf(child), listeners);
  readLines(child.stdout, listeners.onLine);
  readLines(child.stderr, listeners.onLine);
  const exited = new Promise<Exit>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => resolve({ code: null, signal: null, error }));
  });
  const kill = () => void child.kill("SIGKILL");
  return { channel, pid: child.pid, exited, kill, dispose: () => end(child, channel, exited) };
}

/** Leaves by itself when IPC closes; what has not left by then is made to. */
function end(child: ChildProcess, channel: Channel<never>, exited: Promise<Exit>): void {
  channel.close();
  if (child.connected) child.disconnect();
  const late = setTimeout(() => child.kill("SIGKILL"), 4000);
  void exited.then(() => clearTimeout(late));
}

function readLines(stream: NodeJS.ReadableStream | null, onLine: ((line: string) => void) | undefined): void {
  let rest = "";
  stream?.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim()) onLine?.(line);
  });
}
