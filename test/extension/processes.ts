/** The processes that the extension has started. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { checkout, tidy, until, workspaceFolder } from "./parts";

interface Running {
  pid: number;
  parent: number;
  args: string;
}

async function running(): Promise<Running[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,args="]);
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, args] = line.match(/^\s*(\d+)\s+(\d+)\s+(.*)$/) ?? [];
    return args ? [{ pid: Number(pid), parent: Number(parent), args }] : [];
  });
}

const ofThisHost = async (isIt: (args: string) => boolean): Promise<number[]> =>
  (await running()).filter(({ parent, args }) => parent === process.pid && isIt(args)).map(({ pid }) => pid);

/**
 * Returns the pids of this extension host's children that train or serve a run; those in the roles `inspect`
 * and `agent` are left out because they come and go by themselves.
 */
export const childProcesses = (role = /trainer\.js (?!inspect|agent)/) => ofThisHost((args) => role.test(args));

/** Returns the pids of the processes that serve this run folder. */
export const serversOf = (folder: string) => ofThisHost((args) => args.endsWith(`trainer.js serve ${folder}`));

/** Checks after all tests that no process started by them or by the extension remains, in a terminal or not. */
export async function nothingLeft(): Promise<void> {
  await tidy();
  const left = async () =>
    (await running()).filter(
      ({ parent, args }) =>
        args.includes(checkout("dist")) && (parent === process.pid || args.includes(workspaceFolder())),
    );
  await until("every process to leave", async () => (await left()).length === 0).catch(async () =>
    assert.deepEqual(await left(), []),
  );
}
