/** Profiles the data of a config, in any format. */
import { stat } from "node:fs/promises";
import type { DataProfile } from "../../config/dataProfile";
import type { DataConfig } from "../../config/schema";
import { absolutePath, pathsIn } from "../../config/schema/configPaths";
import { tableFormats } from "../../config/schema/dataFormats";
import { refuseOtherFormat } from "../foundFormat";
import type { TableConfig } from "../tableReader";
import { resolvePaths } from "../variablePaths";
import { profileArrays } from "./arrayProfile";
import { type ProfileOptions, profileTable } from "./tableProfile";

/** Throws the NetworkError that training would throw if the files cannot be read at all. */
export async function profileData(written: DataConfig, given: ProfileOptions): Promise<DataProfile> {
  const { data, options } = resolvePaths(written, given);
  await refuseOtherFormat(data, options.baseDir);
  if (isTable(data)) return profileTable(data, { ...options, size: await sizeOf(data, options.baseDir) });
  const [first] = pathsIn(data);
  return profileArrays(data, data.format === "builtin" ? data.name : (first?.path ?? data.format), options);
}

const isTable = (data: DataConfig): data is TableConfig => tableFormats.some((format) => format === data.format);

/** Returns the size of the table in bytes; undefined if it is packed or missing. */
async function sizeOf({ path }: TableConfig, baseDir: string): Promise<number | undefined> {
  if (/\.gz$/i.test(path)) return undefined;
  return (await stat(absolutePath(path, baseDir)).catch(() => undefined))?.size;
}
