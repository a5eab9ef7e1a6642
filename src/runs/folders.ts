/** Run folders: `.matrix-network/<config stem>/<UTC time>-<4 hex>/` beside the config file. */
import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

export const runsDirOf = (configPath: string): string => join(dirname(configPath), ".matrix-network");

/** Folder of the marks of compared runs. */
export const comparedFolder = (runsDir: string): string => join(runsDir, ".compared");

/** Returns the stem of a config's file name: "mnist" for mnist.network.json. */
export const stemOf = (configPath: string): string => basename(configPath).replace(/(\.network)?\.jsonc?$/i, "");

/**
 * Returns an id in ISO 8601's basic form, which all file systems accept and which sorts by time: 20261124T134501Z-3fa9.
 */
export const newRunId = (created: Date): string =>
  `${created.toISOString().replace(/[-:]|\.\d+/g, "")}-${randomBytes(2).toString("hex")}`;

/** Returns a run's start from its id; 1970 if the id has none. */
export function createdFrom(id: string): Date {
  const iso = id.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z.*/, "$1-$2-$3T$4:$5:$6Z");
  const time = Date.parse(iso);
  return new Date(Number.isNaN(time) ? 0 : time);
}

const idPattern = /^\d{8}T\d{6}Z-[0-9a-f]{4}$/;
export const isRunId = (name: string): boolean => idPattern.test(name);

/** Returns the paths of the folders in a folder; none if it cannot be read. */
export const subfolders = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
};
