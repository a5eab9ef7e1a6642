/** Where runs are: `.matrix-network/<config stem>/<UTC time>-<4 hex>/` beside the config file. */
import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";

export const runsDirOf = (configPath: string): string => join(dirname(configPath), ".matrix-network");

/** "mnist" for mnist.network.json. */
export const stemOf = (configPath: string): string => basename(configPath).replace(/(\.network)?\.jsonc?$/i, "");

/** ISO 8601's basic form, which file systems take and which sorts by time: 20261124T134501Z-3fa9. */
export const newRunId = (created: Date): string =>
  `${created.toISOString().replace(/[-:]|\.\d+/g, "")}-${randomBytes(2).toString("hex")}`;

const idPattern = /^\d{8}T\d{6}Z-[0-9a-f]{4}$/;
export const isRunId = (name: string): boolean => idPattern.test(name);
