/** Starts workers by a command of the config, for any scheduler or none. The lines are for sh, with placeholders. */
import { spawn } from "node:child_process";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import { environmentOfWorkers, programError, reasonOf } from "./program";
import { fillTemplate, quote, quoteAll } from "./shell";
import type { CommandOptions, Executor, Work } from "./types";
import { logFolder, workerCommand } from "./worker";

export function commandExecutor({ workers, start, cancel }: CommandOptions, work: Work): Executor {
  const values = {
    workers: String(workers),
    group: quote(work.group),
    command: quoteAll(workerCommand(work)),
    log: quote(logFolder(work.group)),
  };
  const fill = (key: "start" | "cancel", line: string) => fillTemplate(line, values, `sweep.executor.${key}`);
  const startLine = fill("start", start);
  const cancelLine = cancel === undefined ? undefined : fill("cancel", cancel);
  return {
    workers,
    name: "the command of sweep.executor",
    lines: [startLine],
    cancelLines: cancelLine === undefined ? [] : [cancelLine],
    async start() {
      await runLine(startLine, work, "start.txt");
      return { workers };
    },
    async cancel() {
      if (cancelLine === undefined) throw new NetworkError("executor-no-cancel", { group: work.group });
      await runLine(cancelLine, work, "cancel.txt");
    },
    poll: async () => ({}),
  };
}

/** Runs a line with its output in a file: background processes may print for as long as they run. */
async function runLine(line: string, { group, folder }: Work, name: string): Promise<void> {
  await mkdir(logFolder(group), { recursive: true });
  const file = join(logFolder(group), name);
  const output = await open(file, "w");
  const child = spawn("sh", ["-c", line], {
    cwd: folder,
    env: environmentOfWorkers(),
    // A separate process group, so that background processes outlive this terminal.
    detached: true,
    stdio: ["ignore", output.fd, output.fd],
  });
  const end = await new Promise<number | string | null>((resolve, reject) => {
    child.once("error", (error) => reject(programError("sh", error)));
    child.once("exit", (code, signal) => resolve(code ?? signal));
  }).finally(() => output.close());
  if (end === 0) return;
  throw new NetworkError("executor-refused", { program: line, reason: reasonOf(await readFile(file, "utf8"), end) });
}
