/**
 * Which runs others start from (`training.start.run`): those that recorded runs name, and those that configs name which
 * nobody has trained yet. A run that is gone could not be followed to where it came from.
 */
import { readdir, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import * as z from "zod";
import { ConfigDocument } from "../config/check/document";
import { readOrdinaryFile } from "../formats/ordinaryFile";
import { findNamedRun } from "./namedRun";

const startSchema = z.looseObject({
  training: z.looseObject({ start: z.looseObject({ run: z.string() }) }),
});
/** Looked at as little as possible: also a manifest that no run can be read from may name a run. */
const manifestSchema = z.looseObject({ configPath: z.string(), config: startSchema });
const pathSchema = z.looseObject({ configPath: z.string() });

/**
 * The real path of a run → what starts from it: the name of a run folder or of a config file.
 * @param runsDirs folders of runs; the configs that their runs were trained from, and those beside them, are read too
 */
export async function findStartedFrom(runsDirs: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const configFolders = new Set<string>();
  const add = async (run: string, folder: string, by: string, runsDir?: string) => {
    const path = findNamedRun(run, folder, runsDir);
    found.set(await realpath(path).catch(() => resolve(path)), by);
  };
  for (const runsDir of runsDirs) {
    configFolders.add(dirname(resolve(runsDir)));
    for (const run of await runFoldersIn(runsDir)) {
      // A group of trainings has group.json in its place, with the same members.
      const manifest = (await readJson(join(run, "manifest.json"))) ?? (await readJson(join(run, "group.json")));
      const place = pathSchema.safeParse(manifest).data;
      if (!place) continue;
      const folder = dirname(resolve(run, place.configPath));
      configFolders.add(folder);
      const start = manifestSchema.safeParse(manifest).data?.config.training.start.run;
      if (start !== undefined) await add(start, folder, basename(run), runsDir);
    }
  }
  for (const folder of configFolders) {
    for (const file of await configsIn(folder)) {
      const start = startSchema.safeParse(await readConfigValue(file)).data?.training.start.run;
      if (start === undefined) continue;
      await add(start, folder, basename(file));
      // Where runs are kept elsewhere, a name is looked up there.
      for (const runsDir of runsDirs) await add(start, folder, basename(file), runsDir);
    }
  }
  return found;
}

async function runFoldersIn(runsDir: string): Promise<string[]> {
  const networks = await subfolders(runsDir);
  return (await Promise.all(networks.map(subfolders))).flat();
}

const subfolders = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
};

async function configsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /\.network\.jsonc?$/i.test(name)).map((name) => join(folder, name));
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(String(await readOrdinaryFile(file)));
  } catch {
    return undefined;
  }
}

/** Larger ones are refused. */
const maxConfigBytes = 2 ** 20;

const readConfigValue = (file: string): Promise<unknown> =>
  readOrdinaryFile(file, maxConfigBytes).then(
    (text) => new ConfigDocument(String(text)).value,
    () => undefined,
  );
