/** Whether something made is older than what it is made from. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** True where `output` is not there or any of the files and folders has something newer in it. */
export function isStale(output, sources) {
  const made = changed(output);
  return made === 0 || sources.some((source) => newest(source) > made);
}

/** A folder's own time counts too: it tells of files that went away. */
function newest(path) {
  const entries = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(path) : [];
  return entries.reduce((latest, name) => Math.max(latest, newest(join(path, name))), changed(path));
}

const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
