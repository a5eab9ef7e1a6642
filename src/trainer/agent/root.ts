/** The root folder of an agent: refuses every path outside it, also through links. */
import { realpathSync, statSync } from "node:fs";
import { readdir, readlink, realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep, win32 } from "node:path";
import { checkConfig } from "../../config/check/check";
import type { DataConfig, NetworkConfig } from "../../config/schema";
import { isIn, pathsIn, withoutVariable } from "../../config/schema/configPaths";
import { NetworkError } from "../../core/errors";
import { runsDirOf, stemOf } from "../../runs/folders";
import { readManifest } from "../../runs/manifest";
import { findNamedRun } from "../../runs/namedRun";
import { readConfig } from "../experiment/readConfig";

export class Root {
  /** Without links. */
  readonly folder: string;

  /** Throws a NetworkError of kind "usage" unless the folder exists. */
  constructor(folder: string) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new NetworkError("agent-root/missing", { folder });
    }
    // As realpath of node:fs/promises below: mapped drives of Windows, and upper and lower case on macOS.
    this.folder = realpathSync.native(folder);
  }

  /** Returns the name of a path in the root folder, with slashes; "." for the root folder itself. */
  nameOf(path: string): string {
    return relative(this.folder, resolve(path)).split(sep).join("/") || ".";
  }

  /**
   * Returns the absolute path without links. A missing path counts as inside if its nearest existing folder is. Throws
   * a NetworkError for a path outside.
   */
  async path(given: string): Promise<string> {
    const place = resolve(this.folder, given);
    if (isElsewhere(place, this.folder)) throw new NetworkError("agent-root", { path: given });
    const path = await withoutLinks(place);
    if (!isIn(path, this.folder)) throw new NetworkError("agent-root", { path: given });
    return path;
  }

  /** Returns the path of a run or a group, no file of which is a link to outside. */
  async run(given: string): Promise<string> {
    const folder = await this.path(given);
    await this.refuseLinks(given, folder);
    return folder;
  }

  /** As `run`, for a run whose data will be read, too. */
  async runWithData(given: string): Promise<string> {
    const folder = await this.run(given);
    const { config, configPath, data } = await readManifest(folder);
    await this.refuseData(config.data, dirname(configPath), data.workspaceFolder);
    return folder;
  }

  /**
   * Reads a config; throws a NetworkError if the config, its data, its initial weights or its runs folder are outside.
   * A config with errors is returned as it is: nothing that it names will be read.
   */
  async config(given: string): Promise<{ file: string; text: string; config?: NetworkConfig }> {
    const file = await this.path(given);
    const text = await readConfig(file);
    const { config } = checkConfig(text);
    if (!config) return { file, text };
    const folder = dirname(file);
    await this.refuseData(config.data, folder);
    const { start } = config.training;
    if (start) {
      const named = "run" in start ? findNamedRun(start.run, folder) : resolvedIn(folder, start.weights);
      await this.refuseLinks(named, await this.path(named));
    }
    await this.path(join(runsDirOf(file), stemOf(file)));
    return { file, text, config };
  }

  private async refuseData(data: DataConfig, folder: string, workspaceFolder?: string): Promise<void> {
    for (const { path } of pathsIn(data)) {
      const found = await this.path(resolvedIn(folder, path, workspaceFolder));
      await this.refuseLinks(path, found);
    }
  }

  /** Throws a NetworkError if a file of the folder, at any depth, is a link to outside. */
  private async refuseLinks(given: string, folder: string, seen = new Set<string>()): Promise<void> {
    if (seen.has(folder)) return;
    seen.add(folder);
    // A file has no entries.
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await this.refuseLinks(given, path, seen);
      if (!entry.isSymbolicLink()) continue;
      const target = await withoutLinks(path);
      if (!isIn(target, this.folder)) throw new NetworkError("agent-root/link", { path: given, link: entry.name });
      await this.refuseLinks(given, target, seen);
    }
  }
}

/**
 * Returns true for a path on another server or device of Windows, such as \\server\share. Even a look at its links
 * would send the server the user's name and a hash of the password.
 */
export function isElsewhere(path: string, folder: string, platform: NodeJS.Platform = process.platform): boolean {
  const rootOf = (each: string) => win32.parse(win32.normalize(each)).root.toLowerCase();
  return platform === "win32" && /^[\\/]{2}/.test(path) && rootOf(path) !== rootOf(folder);
}

const resolvedIn = (folder: string, path: string, workspaceFolder?: string): string =>
  resolve(folder, withoutVariable(path, folder, workspaceFolder) ?? path);

/** Returns the real path of a path, or of its nearest existing folder with the rest of the path. */
async function withoutLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const parent = dirname(path);
    if ((code !== "ENOENT" && code !== "ENOTDIR") || parent === path) throw new NetworkError("agent-root", { path });
    // A link whose target does not exist.
    const target = await readlink(path).catch(() => undefined);
    return target === undefined
      ? join(await withoutLinks(parent), basename(path))
      : withoutLinks(resolve(parent, target));
  }
}
