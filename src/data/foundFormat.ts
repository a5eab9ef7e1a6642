/** Looks at the first bytes of a file for its format, whatever the file is called. */
import { stat } from "node:fs/promises";
import type { DataConfig } from "../config/schema";
import { NetworkError } from "../core/errors";
import { type FoundFormat, formatOf, formatTitles, signatureBytes } from "../formats/fileFormat";
import { pathOf, type SourceFile, streamSourceFile } from "./files";

/** Undefined for formats that only their names show, for folders, and where there is no file. */
export async function findFormat(source: SourceFile, baseDir: string): Promise<FoundFormat | undefined> {
  const head = await tellingHead(source, baseDir);
  return head && formatOf(head);
}

/** The first bytes, gzip removed; undefined for what is no file. */
export async function tellingHead(source: SourceFile, baseDir: string): Promise<Uint8Array | undefined> {
  const found = await stat(pathOf(source.name, baseDir)).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of streamSourceFile(source, baseDir)) {
      parts.push(chunk);
      length += chunk.length;
      if (length >= signatureBytes) break;
    }
  } catch {
    // Whoever reads all of it says what is wrong.
  }
  return Buffer.concat(parts).subarray(0, signatureBytes);
}

/** Throws a NetworkError that names the right format where the config names another one. */
export async function refuseOtherFormat(data: DataConfig, baseDir: string): Promise<void> {
  const named = data as { path?: string; testPath?: string };
  for (const key of ["path", "testPath"] as const) {
    const name = named[key];
    const found = name === undefined ? undefined : await findFormat({ name, key: `data.${key}` }, baseDir);
    if (name === undefined || found === undefined || isFormat(found, data.format)) continue;
    throw new NetworkError("data-format", { file: name, title: formatTitles[found], format: found });
  }
}

/** A MATLAB file of version 7.3 is HDF5, and either name reads it. */
const isFormat = (found: FoundFormat, format: string): boolean =>
  found === format || ((found === "matlab" || found === "hdf5") && (format === "matlab" || format === "hdf5"));
