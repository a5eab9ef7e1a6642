/** Processes that keep processors busy, for tests that have to bear it. They end when they are stopped, or when we are gone. */
import { spawn } from "node:child_process";

/** Who has started it is written into it: asked at its start, the parent may be gone already. */
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
