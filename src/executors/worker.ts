/** The command of one worker, and where workers write what they print. */
import { basename, join } from "node:path";
import type { Work } from "./types";

/** In the group folder, made before workers start: Slurm drops the output of a job whose folder is missing. */
export const logFolder = (group: string): string => join(group, "workers");

/** Found on PATH where no path is named. */
const defaultNode = "node";

export const workerCommand = ({ group, script }: Work, node = defaultNode): string[] => [node, script, "worker", group];

/** Of a group's jobs: by it they are found again, also by another process and after a restart. */
export const jobName = (group: string): string => `matrix-network-${basename(group).replace(/[^A-Za-z0-9._-]/g, "_")}`;
