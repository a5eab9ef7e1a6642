/** The processes that the extension has started. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Pids of the children of this extension host that train or serve a run; the editor's own, in the role `inspect`, comes and goes by itself. */
export async function childProcesses(role = /trainer\.js (?!inspect)/): Promise<number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,args="]);
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, args] = line.match(/^\s*(\d+)\s+(\d+)\s+(.*)$/) ?? [];
    return Number(parent) === process.pid && role.test(args) ? [Number(pid)] : [];
  });
}
