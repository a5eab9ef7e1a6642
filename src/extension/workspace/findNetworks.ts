/** Finds the configs of the workspace and their runs. */

import { type Uri, workspace } from "vscode";
import { listGroupsOf } from "../../groups/listGroups";
import { runsDirOf, stemOf } from "../../runs/folders";
import { listStamp } from "../../runs/listStamp";
import { mapInBatches } from "../../runs/mapInBatches";
import { listRuns, type RunSummary } from "../../runs/summary";
import { configuredRunsFolder } from "../base/settings";
import { messageOf } from "../base/translated";
import { firstConfigError } from "./configError";

/** A config and its runs on disk. */
export interface FoundNetwork {
  readonly config: Uri;
  /** Folder of all its runs, and possibly those of other configs. */
  readonly runsFolder: string;
  /** Runs, newest first. */
  runs: RunSummary[];
  /** Folders of its sweeps and folds, newest first. */
  readonly groups: readonly string[];
  /** Stamp of the list of runs when it was read. */
  readonly listStamp: number;
  /** The first error of the config, with its line. */
  configError: string | undefined;
  /** Reason why its runs cannot be read. */
  readonly problem?: string;
}

/** A config, its runs folder, and the name of its runs there. */
export interface RunsLocation {
  readonly config: Uri;
  readonly runsFolder: string;
  readonly network: string;
}

/** Number of configs that are read concurrently. Reading hundreds at once would block typing. */
const atOnce = 4;

const findConfigs = () => workspace.findFiles("**/*.network.json", "**/{node_modules,.matrix-network}/**");

export async function findNetworks(): Promise<FoundNetwork[]> {
  const configs = await findConfigs();
  const lists = new Map<string, Promise<RunSummary[]>>();
  const listOnce = (folder: string) => {
    const list = lists.get(folder) ?? listRuns(folder, undefined, messageOf);
    lists.set(folder, list);
    return list;
  };
  return mapInBatches(configs, atOnce, (config) => find(config, listOnce));
}

/** Returns the runs folders of the configs, without reading them. */
export async function findRunsLocations(): Promise<RunsLocation[]> {
  return (await findConfigs()).flatMap((config) => {
    try {
      return [{ config, runsFolder: configuredRunsFolder(config), network: stemOf(config.fsPath) }];
    } catch {
      // The tree shows the error of the setting.
      return [];
    }
  });
}

/** Finds a single config, without searching the workspace. */
export const findNetwork = (config: Uri): Promise<FoundNetwork> =>
  find(config, (folder) => listRuns(folder, stemOf(config.fsPath), messageOf));

async function find(config: Uri, list: (runsFolder: string) => Promise<RunSummary[]>): Promise<FoundNetwork> {
  const configError = await firstConfigError(config);
  const stem = stemOf(config.fsPath);
  let runsFolder = runsDirOf(config.fsPath);
  let stamp = 0;
  try {
    runsFolder = configuredRunsFolder(config);
    stamp = await listStamp(runsFolder, stem);
    const runs = (await list(runsFolder)).filter(({ network }) => network === stem);
    const groups = await listGroupsOf(runsFolder, stem);
    return { config, runsFolder, configError, runs, groups, listStamp: stamp };
  } catch (error) {
    return {
      config,
      runsFolder,
      configError,
      runs: [],
      groups: [],
      listStamp: stamp,
      problem: messageOf(error as Error),
    };
  }
}
