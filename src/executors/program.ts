/** Runs a scheduler's programs, which end soon, without a shell and without VS Code's environment. */
import { spawn } from "node:child_process";
import { NetworkError } from "../core/errors";

export interface Programs {
  /** Returns the program's stdout. Throws NetworkError if it is missing or fails. */
  run(program: string, args: readonly string[], input?: string): Promise<string>;
}

export const systemPrograms: Programs = { run };

function run(program: string, args: readonly string[], input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: environmentOfWorkers(),
      // A separate process group: Ctrl-C, which leaves the workers running, must not interrupt their submission.
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
    // A program that ends early does not read all input.
    child.stdin.on("error", () => {}).end(input);
    child.once("error", (error) => reject(programError(program, error)));
    child.once("close", (code, signal) => {
      if (code === 0) resolve(stdout.trim());
      else reject(new NetworkError("executor-refused", { program, reason: reasonOf(stderr, code ?? signal) }));
    });
  });
}

/** The error of a program that did not start. */
export const programError = (program: string, { code, message }: NodeJS.ErrnoException): NetworkError =>
  new NetworkError(code === "ENOENT" ? "executor-missing" : "executor-refused", { program, reason: message });

/** Returns the end of a program's output as one line. */
export const reasonOf = (text: string, end: number | string | null): string =>
  text
    .trim()
    .replace(/\s*\n\s*/g, "; ")
    .slice(-500) || `it ended with ${end}`;

/** Returns the environment without VS Code's settings, which affect Node and the programs it starts. */
export function environmentOfWorkers(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name));
  const { NODE_OPTIONS, ...rest } = Object.fromEntries(kept);
  // VS Code's debugger adds its script there.
  const isDebuggers = NODE_OPTIONS !== undefined && /js-debug/.test(NODE_OPTIONS);
  return { ...rest, ...(NODE_OPTIONS !== undefined && !isDebuggers && { NODE_OPTIONS }) };
}
