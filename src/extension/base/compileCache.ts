/**
 * The folder in which Node keeps the compiled code of our programs: with it, a process starts with a quarter less
 * processor time. Node before 22.1 ignores it, and a folder that cannot be written does not matter.
 */
import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ExtensionContext } from "vscode";

let folder: string | undefined;
let isCleaned = false;

/** Names the folder, which belongs to one version of the extension; the first process that ends makes it. */
export function keepCompiled({ globalStorageUri, extension }: ExtensionContext): string {
  folder = join(globalStorageUri.fsPath, "compiled", extension.packageJSON.version);
  return folder;
}

/** Returns the environment variable for the processes that the extension starts; a user's own counts. */
export function compileCache(): Record<string, string> {
  if (!folder || process.env.NODE_COMPILE_CACHE !== undefined) return {};
  if (!isCleaned) void removeOtherVersions(folder);
  isCleaned = true;
  return { NODE_COMPILE_CACHE: folder };
}

async function removeOtherVersions(own: string): Promise<void> {
  const names = await readdir(dirname(own)).catch(() => []);
  const others = names.filter((name) => name !== basename(own)).map((name) => join(dirname(own), name));
  await Promise.all(others.map((path) => rm(path, { recursive: true, force: true }).catch(() => {})));
}
