/**
 * Starts dist/trainer.js as a child process that answers requests and ends with its window, on VS Code's own runtime or
 * the configured one. Trainings are started by startDetached.ts.
 */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Disposable } from "vscode";
import { portOf } from "../../control/ipcPort";
import { Channel, type ChannelListeners } from "../../protocol/channel";
import type { Role } from "../../protocol/requests";
import { configuredRuntime, processEnvironment } from "../base/settings";
import type { Exit } from "./exit";

export interface Child<R extends Role> extends Disposable {
  readonly channel: Channel<R>;
  readonly pid: number | undefined;
  /** Resolves when the process has ended; never rejects. */
  readonly exited: Promise<Exit>;
  /** Kills the process immediately; only for one that does not write. */
  kill(): void;
}

export interface ChildListeners extends ChannelListeners {
  /** Called with each line of stderr and stdout. */
  onLine?: (line: string) => void;
  /** Memory limit if the setting has none, such as "512MB"; without it, half of the free memory. */
  memory?: string;
}

/** @param args the role and its arguments, as in ["train", "/path/iris.network.json"] */
export function startChild<R extends Role>(args: string[], listeners: ChildListeners): Child<R> {
  const execPath = configuredRuntime();
  const child = fork(join(__dirname, "trainer.js"), args, {
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: [],
    env: { ...process.env, ...processEnvironment(listeners.memory), ELECTRON_RUN_AS_NODE: "1" },
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

/** Closes IPC, after which the process exits; kills it if it has not after 4 s. */
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
