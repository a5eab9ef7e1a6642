/**
 * Workers as job arrays of Slurm. Jobs are found by their name: no id is stored, and every process with the group
 * folder can cancel them. Progress is read from the folder; squeue only tells why workers wait.
 */
import { mkdir } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import { type Programs, systemPrograms } from "./program";
import { quoteAll } from "./shell";
import { readQueue } from "./slurmReasons";
import type { Executor, SlurmOptions, StartedWorkers, Work } from "./types";
import { jobName, logFolder, workerCommand } from "./worker";

/** Slurm's default of MaxArraySize. */
const usualMaxArraySize = 1001;

/** sbatch's errors for a user's job limit: AssocMaxSubmitJobLimit, QOSMaxSubmitJobPerUserLimit, … */
const submitLimit = /Submit\w*Limit/;

export async function slurmExecutor(
  options: SlurmOptions,
  work: Work,
  programs: Programs = systemPrograms,
): Promise<Executor> {
  const { workers } = options;
  const sizes = arraySizes(workers, await maxArraySize(programs));
  const script = batchScript(options, work);
  const ownJobs = [`--user=${userInfo().username}`, `--name=${jobName(work.group)}`];

  /** Submits an array, halving its size while the user's limit rejects it; returns the accepted size. */
  async function submit(wanted: number): Promise<number> {
    for (let size = wanted; ; size = Math.floor(size / 2)) {
      try {
        await programs.run("sbatch", batchOptions(options, work, size), script);
        return size;
      } catch (error) {
        const isLimit = error instanceof NetworkError && submitLimit.test(error.message);
        if (!isLimit || size === 1) throw error;
      }
    }
  }

  return {
    workers,
    name: `Slurm, as jobs named ${jobName(work.group)}`,
    lines: sizes.flatMap((size) => hereDocument(["sbatch", ...batchOptions(options, work, size)], script)),
    cancelLines: [quoteAll(["scancel", ...ownJobs])],
    async start(): Promise<StartedWorkers> {
      await mkdir(logFolder(work.group), { recursive: true });
      let accepted = 0;
      for (const size of sizes) {
        try {
          const taken = await submit(size);
          accepted += taken;
          if (taken < size) break;
        } catch (error) {
          // The submitted workers take over the work of the others.
          if (accepted === 0) throw error;
          return {
            workers: accepted,
            note: `Slurm accepted ${accepted} of ${workers} workers: ${(error as Error).message}`,
          };
        }
      }
      if (accepted === workers) return { workers };
      return {
        workers: accepted,
        note: `Slurm accepted ${accepted} of ${workers} workers: your limit of submitted jobs is reached.`,
      };
    },
    async cancel() {
      await programs.run("scancel", ownJobs);
    },
    async poll() {
      const format = ["--noheader", "--array", "--format=%T %r"];
      try {
        return readQueue(await programs.run("squeue", [...ownJobs, ...format]));
      } catch (error) {
        return { pending: (error as Error).message };
      }
    },
  };
}

/** Returns sizes below the limit, which is one above the highest index of an array; arrays start at 0. */
function arraySizes(workers: number, most: number): number[] {
  const full = Array.from({ length: Math.floor(workers / most) }, () => most);
  return workers % most === 0 ? full : [...full, workers % most];
}

async function maxArraySize(programs: Programs): Promise<number> {
  const configuration = await programs.run("scontrol", ["show", "config"]);
  const size = Number(configuration.match(/^MaxArraySize\s*=\s*(\d+)/m)?.[1] ?? usualMaxArraySize);
  // 0 disables arrays.
  return Math.max(1, size);
}

function batchOptions(options: SlurmOptions, { group, folder }: Work, size: number): string[] {
  const { partition, time, cpusPerTask = 1, memory, account, qos, constraint } = options;
  const named = { partition, time, mem: memory, account, qos, constraint };
  return [
    "--parsable",
    `--job-name=${jobName(group)}`,
    `--array=0-${size - 1}`,
    "--ntasks=1",
    `--cpus-per-task=${cpusPerTask}`,
    // After a node failure, or preemption by another job.
    "--requeue",
    "--open-mode=append",
    // Signals the worker itself, which then returns its trial. SIGUSR1 would open Node's inspector.
    "--signal=B:USR2@30",
    `--chdir=${folder}`,
    `--output=${outputPattern(group)}`,
    ...Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
    // Later options override earlier ones.
    ...(options.options ?? []),
  ];
}

/** Returns a file name per job, unless the path has a backslash, which disables Slurm's patterns. */
function outputPattern(group: string): string {
  const folder = logFolder(group);
  if (folder.includes("\\")) return join(folder.replaceAll("\\", "\\\\"), "slurm.txt");
  return join(folder.replaceAll("%", "%%"), "slurm-%A_%a.txt");
}

/** Returns the shell command with the script as its input. */
function hereDocument(command: readonly string[], script: string): string[] {
  const lines = script.trimEnd().split("\n");
  let end = "END";
  while (lines.includes(end)) end += "_";
  return [`${quoteAll(command)} <<'${end}'`, ...lines, end];
}

/**
 * Returns the job's script. The worker replaces the shell, so that it receives signals, and its exit code is the job's.
 */
function batchScript({ setup = [], node }: SlurmOptions, work: Work): string {
  return ["#!/bin/bash", ...setup, `exec ${quoteAll(workerCommand(work, node))}`, ""].join("\n");
}
