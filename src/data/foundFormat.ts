/** Detects a file's format from its first bytes, whatever its name. */
import { stat } from "node:fs/promises";
import type { DataConfig } from "../config/schema";
import { NetworkError } from "../core/errors";
import { type FoundFormat, formatOf, formatTitles, signatureBytes } from "../formats/fileFormat";
import { pathOf, type SourceFile, streamSourceFile } from "./files";

/** Returns undefined for formats that only file names show, for folders, and if the file does not exist. */
export async function findFormat(source: SourceFile, baseDir: string): Promise<FoundFormat | undefined> {
  const head = await tellingHead(source, baseDir);
  return head && formatOf(head);
}

/** Returns the first bytes after gunzip; undefined if it is not a file. */
export async function tellingHead(source: SourceFile, baseDir: string): Promise<Uint8Array | undefined> {
  const found = await stat(pathOf(source.name, baseDir)).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of streamSourceFile(source, baseDir)) {
      parts.push(chunk.slice());
      length += chunk.length;
      if (length >= signatureBytes) break;
    }
  } catch {
    // The reader of the whole file reports the error.
  }
  return Buffer.concat(parts).subarray(0, signatureBytes);
}

/** Throws a NetworkError that names the detected format if the config names another one. */
export async function refuseOtherFormat(data: DataConfig, baseDir: string): Promise<void> {
  const named = data as { path?: string; testPath?: string };
  for (const key of ["path", "testPath"] as const) {
    const name = named[key];
    const found = name === undefined ? undefined : await findFormat({ name, key: `data.${key}` }, baseDir);
    if (name === undefined || found === undefined || isFormat(found, data.format)) continue;
    throw new NetworkError("data-format", { file: name, title: formatTitles[found], format: found });
  }
}

/** Treats "matlab" and "hdf5" as equal, since a MATLAB 7.3 file is HDF5. */
const isFormat = (found: FoundFormat, format: string): boolean =>
  found === format || ((found === "matlab" || found === "hdf5") && (format === "matlab" || format === "hdf5"));
