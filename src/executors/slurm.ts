/**
 * Workers as job arrays of Slurm. Their jobs are found by their name: no number has to be kept, and whoever has the
 * group folder can cancel them. How far the group is, the folder says; squeue says only why workers wait.
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

/** Of MaxArraySize, where the configuration does not say: Slurm's own. */
const usualMaxArraySize = 1001;

/** What sbatch says where a user may submit no more jobs: AssocMaxSubmitJobLimit, QOSMaxSubmitJobPerUserLimit, … */
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

  /** The size that was accepted: half of the wanted one, and so on, where the user's limit allows no more. */
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
          // Workers that are submitted do the work of the others, too.
          if (accepted === 0) throw error;
          return {
            workers: accepted,
            note: `Slurm took ${accepted} of ${workers} workers: ${(error as Error).message}`,
          };
        }
      }
      if (accepted === workers) return { workers };
      return {
        workers: accepted,
        note: `Slurm took ${accepted} of ${workers} workers: you may submit no more jobs at a time.`,
      };
    },
    async cancel() {
      await programs.run("scancel", ownJobs);
    },
    async look() {
      const format = ["--noheader", "--array", "--format=%T %r"];
      try {
        return readQueue(await programs.run("squeue", [...ownJobs, ...format]));
      } catch (error) {
        return { pending: (error as Error).message };
      }
    },
  };
}

/** The limit is one above the highest index of an array, and an array begins at 0. */
function arraySizes(workers: number, most: number): number[] {
  const full = Array.from({ length: Math.floor(workers / most) }, () => most);
  return workers % most === 0 ? full : [...full, workers % most];
}

async function maxArraySize(programs: Programs): Promise<number> {
  const configuration = await programs.run("scontrol", ["show", "config"]);
  const size = Number(configuration.match(/^MaxArraySize\s*=\s*(\d+)/m)?.[1] ?? usualMaxArraySize);
  // Arrays are switched off with 0.
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
    // After a node has failed, or another job had to go first.
    "--requeue",
    "--open-mode=append",
    // To the worker itself, which then hands on its trial. SIGUSR1 would open Node's inspector.
    "--signal=B:USR2@30",
    `--chdir=${folder}`,
    `--output=${outputPattern(group)}`,
    ...Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
    // The last one of a kind holds.
    ...(options.options ?? []),
  ];
}

/** A file for each job, but not where the path has a backslash: Slurm then takes the pattern as it is. */
function outputPattern(group: string): string {
  const folder = logFolder(group);
  if (folder.includes("\\")) return join(folder.replaceAll("\\", "\\\\"), "slurm.txt");
  return join(folder.replaceAll("%", "%%"), "slurm-%A_%a.txt");
}

/** The command with the script as its input, as a shell takes it. */
function hereDocument(command: readonly string[], script: string): string[] {
  const lines = script.trimEnd().split("\n");
  let end = "END";
  while (lines.includes(end)) end += "_";
  return [`${quoteAll(command)} <<'${end}'`, ...lines, end];
}

/** The worker takes the place of the shell: so signals reach it, and its exit code is the job's. */
function batchScript({ setup = [], node }: SlurmOptions, work: Work): string {
  return ["#!/bin/bash", ...setup, `exec ${quoteAll(workerCommand(work, node))}`, ""].join("\n");
}
