/**
 * Finds runs that others start from (`training.start.run`), whether recorded runs or untrained configs name them.
 * Without them the origin of those runs could not be traced.
 */
import { readdir, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import * as z from "zod";
import { ConfigDocument } from "../config/check/document";
import { readOrdinaryFile } from "../formats/ordinaryFile";
import { subfolders } from "./folders";
import { findNamedRun } from "./namedRun";

const startSchema = z.looseObject({
  training: z.looseObject({ start: z.looseObject({ run: z.string() }) }),
});
/** A minimal schema: a manifest that is invalid otherwise may name a run too. */
const manifestSchema = z.looseObject({ configPath: z.string(), config: startSchema });
const pathSchema = z.looseObject({ configPath: z.string() });

/**
 * Returns, by the real path of a run, the name of the run folder or config file that starts from it.
 * @param runsDirs folders of runs; the configs of these runs, and those beside them, are read too
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
      // A group of trainings has group.json instead, with the same members.
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
      // With a custom runs folder, names are resolved there.
      for (const runsDir of runsDirs) await add(start, folder, basename(file), runsDir);
    }
  }
  return found;
}

async function runFoldersIn(runsDir: string): Promise<string[]> {
  const networks = await subfolders(runsDir);
  return (await Promise.all(networks.map(subfolders))).flat();
}

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

/** Larger configs are ignored. */
const maxConfigBytes = 2 ** 20;

const readConfigValue = (file: string): Promise<unknown> =>
  readOrdinaryFile(file, maxConfigBytes).then(
    (text) => new ConfigDocument(String(text)).value,
    () => undefined,
  );
