/** The command of one worker, and its output folder. */
import { basename, join } from "node:path";
import type { Work } from "./types";

/**
 * Returns the output folder in the group folder, created before workers start: Slurm drops output for a missing folder.
 */
export const logFolder = (group: string): string => join(group, "workers");

/** Default: Node on PATH. */
const defaultNode = "node";

export const workerCommand = ({ group, script }: Work, node = defaultNode): string[] => [node, script, "worker", group];

/** Returns the name of a group's jobs, by which any process can find them again. */
export const jobName = (group: string): string => `matrix-network-${basename(group).replace(/[^A-Za-z0-9._-]/g, "_")}`;
