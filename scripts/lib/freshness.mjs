/** Compares the age of an output with its sources. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Returns true if `output` is missing or older than any of the files and folders. */
export function isStale(output, sources) {
  const made = changed(output);
  return made === 0 || sources.some((source) => newest(source) > made);
}

/** Includes a folder's own time, which changes when files are deleted. */
function newest(path) {
  const entries = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(path) : [];
  return entries.reduce((latest, name) => Math.max(latest, newest(join(path, name))), changed(path));
}

const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
