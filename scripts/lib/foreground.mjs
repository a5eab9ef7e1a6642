/** Runs a program, Node unless another is named, as if it were this process: its terminal, its exit code, its signals. */
import { spawn } from "node:child_process";

export function runInForeground(args, options, program = process.execPath) {
  const child = spawn(program, args, { ...options, stdio: "inherit" });
  /**
   * A terminal gives Ctrl-C to every process in it, npm passes it on to us a second time, and a second Ctrl-C may mean "at
   * once": so with a terminal the child has it already. Either way we stay until the child has saved and left.
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

/** SIGTERM to npm ends npm and the shell it runs us in; nobody tells us. */
function whenParentIsGone(leave) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    leave();
  }, 250);
  timer.unref();
}
