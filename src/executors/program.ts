/** Runs the programs of a scheduler, which end soon, without a shell and without what belongs to VS Code. */
import { spawn } from "node:child_process";
import { NetworkError } from "../core/errors";

export interface Programs {
  /** What it prints on stdout. Throws NetworkError where it is missing or refuses. */
  run(program: string, args: readonly string[], input?: string): Promise<string>;
}

export const systemPrograms: Programs = { run };

function run(program: string, args: readonly string[], input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: environmentOfWorkers(),
      // Of a process group of its own: Ctrl-C, which leaves the workers, must not end it while it submits them.
      detached: true,
      windowsHide: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    // One that ends early does not read all of it.
    child.stdin.on("error", () => {}).end(input);
    child.once("error", (error) => reject(programError(program, error)));
    child.once("close", (code, signal) => {
      if (code === 0) resolve(stdout.trim());
      else reject(new NetworkError("executor-refused", { program, reason: reasonOf(stderr, code ?? signal) }));
    });
  });
}

/** A program that did not start. */
export const programError = (program: string, { code, message }: NodeJS.ErrnoException): NetworkError =>
  new NetworkError(code === "ENOENT" ? "executor-missing" : "executor-refused", { program, reason: message });

/** The end of what a program wrote, in one line. */
export const reasonOf = (text: string, end: number | string | null): string =>
  text
    .trim()
    .replace(/\s*\n\s*/g, "; ")
    .slice(-500) || `it ended with ${end}`;

/** VS Code's own settings would make Node, and programs started by it, behave as parts of VS Code. */
export function environmentOfWorkers(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name));
  const { NODE_OPTIONS, ...rest } = Object.fromEntries(kept);
  // VS Code's debugger puts a script of its own there.
  const isDebuggers = NODE_OPTIONS !== undefined && /js-debug/.test(NODE_OPTIONS);
  return { ...rest, ...(NODE_OPTIONS !== undefined && !isDebuggers && { NODE_OPTIONS }) };
}
