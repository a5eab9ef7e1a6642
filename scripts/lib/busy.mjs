/** Processes that keep processors busy, for tests under load. They end when stopped, or when this process ends. */
import { spawn } from "node:child_process";

/** The parent's id is part of the program: at start-up the parent may already have ended. */
const loop = `
  const spin = () => {
    for (const end = Date.now() + 100; Date.now() < end; );
    if (process.ppid === ${process.pid}) setImmediate(spin);
  };
  spin();`;

export function busyProcesses(count) {
  const children = Array.from({ length: count }, () => spawn(process.execPath, ["-e", loop], { stdio: "ignore" }));
  const stop = () => {
    for (const child of children) child.kill("SIGKILL");
  };
  process.once("exit", stop);
  return { pids: children.map(({ pid }) => pid), stop };
}
