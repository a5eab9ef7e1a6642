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

/** Pids of the children of this extension host that train or serve a run; the editor's own, in the role `inspect`, comes and goes by itself. */
export const childProcesses = (role = /trainer\.js (?!inspect)/) => ofThisHost((args) => role.test(args));

/** Those that answer from this run folder. */
export const serversOf = (folder: string) => ofThisHost((args) => args.endsWith(`trainer.js serve ${folder}`));

/** When all tests have run: none is left of what they and the extension have started, here or in a terminal. */
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
