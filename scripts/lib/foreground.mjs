/** Runs a program (default: Node) in place of this process: with its terminal, exit code and signals. */
import { spawn } from "node:child_process";

export function runInForeground(args, options, program = process.execPath) {
  const child = spawn(program, args, { ...options, stdio: "inherit" });
  /**
   * A terminal sends Ctrl-C to all its processes, npm forwards it to us again, and a second Ctrl-C may mean
   * "immediately": with a terminal the child has it already. In any case we stay until the child has saved and ended.
   */
  const terminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => terminal || child.kill(signal));
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  if (process.env.npm_lifecycle_event) whenParentIsGone(() => child.kill("SIGTERM"));
  child.on("error", (error) => {
    console.error(`${program}: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 1;
    if (!signal) return;
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** Detects the end of the parent: SIGTERM to npm ends npm and its shell without a signal to us. */
function whenParentIsGone(leave) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    leave();
  }, 250);
  timer.unref();
}
