/**
 * group.json: the definition of a group, written once when it is created. All its trials follow from it, so that any
 * process with the folder and the data can train them; its last member is a checksum of the rest.
 */
import { randomBytes } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import * as z from "zod";
import { NetworkError } from "../core/errors";
import { atomicWrite } from "../runs/atomicWrite";
import { about } from "../runs/errors";
import { runsDirOf } from "../runs/folders";
import { makeRunsFolder, renameToNew } from "../runs/newFolder";
import { type GroupKind, groupFile, groupKinds, newGroupId, trialsFolder } from "./names";
import { formatSealed, readSealed } from "./sealed";

const groupSchema = z.object({
  version: z.literal(1),
  kind: z.enum(groupKinds),
  /** UTC in ISO 8601. */
  created: z.iso.datetime(),
  /** Absolute in memory; in the file relative to the group folder, so that a project can be moved. */
  configPath: z.string(),
  /** The config at the group's creation, with the chosen seed if it has none; for a sweep without its executor. */
  config: z.looseObject({}),
  /** The plan of the trials; for a sweep src/search's SweepPlan. Validated by the code for the kind of group. */
  plan: z.looseObject({}),
  data: z.object({
    /** sha256 (hex) of every source of the config's data, by its name in the config. */
    sha256: z.record(z.string(), z.string()),
    /** As in a run's manifest. */
    workspaceFolder: z.string().optional(),
  }),
  versions: z.object({ product: z.string(), node: z.string(), platform: z.string() }),
});

export type Group = z.output<typeof groupSchema>;

/** Reads group.json; throws NetworkError of kind "run". */
export async function readGroup(folder: string): Promise<Group> {
  const group = await readSealed(groupFile(folder), groupSchema);
  return { ...group, configPath: resolve(folder, group.configPath) };
}

export interface NewGroup extends Omit<Group, "version" | "created"> {
  kind: GroupKind;
  /** Default: `.matrix-network` beside the config. */
  runsDir?: string | undefined;
}

/** Creates a group folder atomically. Returns its path. */
export async function createGroup({ runsDir, ...group }: NewGroup): Promise<string> {
  const created = new Date();
  const { configPath, kind } = group;
  const parent = await makeRunsFolder(runsDir ?? runsDirOf(configPath), configPath);
  // Named like a run being created, so that leftovers of killed processes are found.
  const unfinished = join(parent, `.new-${process.pid}-${randomBytes(4).toString("hex")}`);
  try {
    await about(unfinished, () => mkdir(trialsFolder(unfinished), { recursive: true }));
    for (;;) {
      const folder = join(parent, newGroupId(kind, created));
      const path = relative(folder, configPath).split(sep).join("/");
      const record: Group = { version: 1, created: created.toISOString(), ...group, configPath: path };
      await atomicWrite(groupFile(unfinished), formatSealed(record));
      if (await renameToNew(unfinished, folder)) return folder;
    }
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}

/** Throws NetworkError of kind "data" if a source has changed since the group was created. */
export function refuseOtherSources({ data, configPath }: Group, sha256: Readonly<Record<string, string>>): void {
  const changed = Object.keys(data.sha256).find((name) => name in sha256 && sha256[name] !== data.sha256[name]);
  if (changed !== undefined) throw new NetworkError("data-changed/since-group", { file: changed, config: configPath });
}
