/** Runs the command line in a temporary folder, with stdout and stderr separated. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundled } from "../bundled";
import { callInThisProcess } from "./inThisProcess";

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export class Terminal {
  readonly path = mkdtempSync(join(tmpdir(), "matrix-network-"));

  /** @param environment added to this process's own */
  constructor(private readonly environment: NodeJS.ProcessEnv = {}) {}

  write(name: string, content: object | string | Uint8Array): string {
    const raw = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(join(this.path, name), raw ? content : JSON.stringify(content));
    return name;
  }

  /** Returns all files and folders, at any depth. */
  files(): string[] {
    return readdirSync(this.path, { recursive: true }).map(String).sort();
  }

  /** Returns the only run, as a path relative to the folder. */
  run(network = "iris"): string {
    const [id] = readdirSync(join(this.path, ".matrix-network", network));
    return join(".matrix-network", network, id);
  }

  /** Runs a command to its end in the tests' own process, which is cheap. */
  callHere(...args: string[]): Promise<Outcome> {
    return callInThisProcess(this.path, this.environment, args);
  }

  /** Runs a command to its end in a process of its own. */
  async call(...args: string[]): Promise<Outcome> {
    return (await this.start(...args)).ended;
  }

  /** Starts a command; `ended` resolves with its outcome. */
  async start(...args: string[]): Promise<{ process: ChildProcess; ended: Promise<Outcome> }> {
    const script = await bundled("src/cli/main.ts");
    const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
    const child = spawn(process.execPath, [script, ...args], {
      cwd: this.path,
      env: { ...env, ...this.environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    const ended = new Promise<Outcome>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, stdout, stderr }));
    });
    return { process: child, ended };
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
