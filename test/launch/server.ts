/** Starts the VS Code server on 127.0.0.1, and stops it with all its child processes. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { temporaryFolder } from "./temporary";

export interface ServerOptions {
  /** Path of a packaged extension to install. */
  vsix?: string;
  /** User settings (settings.json of the machine). */
  settings?: Record<string, unknown>;
  /** Enables workspace trust, as in a desktop VS Code. */
  trust?: boolean;
  environment?: Record<string, string>;
  /** Port; 0 or undefined: any free port. */
  port?: number;
  /**
   * Keeps the server running without an open window. Other servers exit five minutes after the last window, even if the
   * launcher is gone.
   */
  stays?: boolean;
}

export interface Server {
  readonly url: string;
  readonly port: number;
  /** Returns the lines of the extension's output channel, of all windows so far. */
  log(): string[];
  stop(): Promise<void>;
}

export async function startServer({
  vsix,
  settings = {},
  trust = false,
  environment = {},
  port: wanted = 0,
  stays = false,
}: ServerOptions): Promise<Server> {
  const node = required("MATRIX_NETWORK_SERVER_NODE");
  const main = required("MATRIX_NETWORK_SERVER");
  const data = temporaryFolder("server");
  const machine = join(data.path, "data", "Machine");
  mkdirSync(machine, { recursive: true });
  writeFileSync(join(machine, "settings.json"), JSON.stringify(settings));
  const dataArguments = ["--server-data-dir", data.path, "--accept-server-license-terms"];
  if (vsix) {
    const { status, stderr } = spawnSync(node, [main, ...dataArguments, "--install-extension", vsix], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`installing ${vsix} failed: ${stderr}`);
  }
  const child = spawn(
    node,
    [
      main,
      ...["--host", "127.0.0.1", "--port", String(wanted), "--without-connection-token", ...dataArguments],
      ...["--telemetry-level", "off", "--enable-smoke-test-driver"],
      ...(stays ? [] : ["--enable-remote-auto-shutdown"]),
      ...(trust ? [] : ["--disable-workspace-trust"]),
    ],
    // Its own process group, so that extension hosts and terminals are ended with it.
    { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  const leaveWithUs = () => signalGroup(child, "SIGKILL");
  process.once("exit", leaveWithUs);
  const stop = async () => {
    await stopGroup(child);
    process.removeListener("exit", leaveWithUs);
    data.remove();
  };
  try {
    const port = await listening(child);
    const log = () => channelLines(join(data.path, "data", "logs"));
    return { port, url: `http://127.0.0.1:${port}`, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Reads the log files, one per window and channel, from the oldest window to the newest. */
function channelLines(logs: string): string[] {
  if (!existsSync(logs)) return [];
  const files = readdirSync(logs, { recursive: true, encoding: "utf8" })
    .filter((file) => basename(file) === "Matrix Network.log")
    .map((file) => join(logs, file))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs);
  return files.flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean));
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the tests by npm test`);
  return value;
}

/**
 * Resolves with the port when the server reports it; rejects with the server's output if the server exits or is late.
 */
function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    const take = (chunk: Buffer) => {
      said += chunk;
      const [, port] = /Extension host agent listening on (\d+)\s/.exec(said) ?? [];
      if (port) resolve(Number(port));
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.once("exit", (code) => reject(new Error(`the VS Code server ended with ${code}: ${said}`)));
    setTimeout(() => reject(new Error(`the VS Code server does not listen after 60 s: ${said}`)), 60_000).unref();
  });
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  signalGroup(child, "SIGTERM");
  const late = setTimeout(() => signalGroup(child, "SIGKILL"), 5000);
  await gone;
  clearTimeout(late);
  // Child processes may outlive the server.
  signalGroup(child, "SIGKILL");
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // The processes have already exited.
  }
}
