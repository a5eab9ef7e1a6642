/**
 * manifest.json: the trained config, its data, path and versions. Written once, when the run starts; its last member is
 * a checksum of the rest, absent from files of version 0.1.0.
 */

import { join, relative, resolve, sep } from "node:path";
import * as z from "zod";
import type { ResolvedConfig } from "../config/schema/resolve";
import { NetworkError } from "../core/errors";
import { taskNames } from "../core/names";
import { readOrdinaryFile } from "../formats/ordinaryFile";
import { atomicWrite } from "./atomicWrite";
import { aboutRun } from "./missingRun";
import { seal, unseal } from "./sealedJson";

const numbers = z.union([z.number(), z.array(z.number())]);

/** Checks only what reading a run needs: a config that was valid once stays readable when rules change. */
const configSchema = z
  .looseObject({
    layers: z.array(z.looseObject({ units: z.int().min(1), activation: z.string() })).min(1),
    training: z.looseObject({ epochs: z.int().min(1) }),
  })
  .transform((config) => config as unknown as ResolvedConfig);

const texts = z.array(z.string());
const decimal = z.enum([".", ","]);
const numberSchema = z.strictObject({
  decimal,
  thousands: z.enum([",", ".", " ", "'"]).optional(),
  unit: z.string().optional(),
  percent: z.boolean().optional(),
  signs: z.boolean().optional(),
});
/** Form of a text table, as in src/formats/table/form.ts. */
const formSchema = z.strictObject({
  delimiter: z.string(),
  decimal,
  sure: z.boolean().optional(),
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]).optional(),
  quote: z.literal("'").optional(),
  escapedBy: z.literal("\\").optional(),
  comment: z.string().optional(),
  skipLines: z.int().min(0).optional(),
  header: z.boolean().optional(),
  names: texts.optional(),
  width: z.int().min(1).optional(),
  rowNames: z.boolean().optional(),
  trailing: z.int().min(1).optional(),
  classes: texts.optional(),
  values: z.record(z.string(), texts).optional(),
});
/** A column of a table, as in src/data/columnEncoding.ts. */
const columnSchema = z.discriminatedUnion("kind", [
  z.object({
    name: z.string(),
    kind: z.literal("number"),
    format: numberSchema.optional(),
    shift: z.number().optional(),
    flag: z.boolean().optional(),
    fill: z.number().optional(),
  }),
  z.object({ name: z.string(), kind: z.literal("one-hot"), values: texts, fill: z.string().optional() }),
  z.object({ name: z.string(), kind: z.literal("ordinal"), values: texts, fill: z.string().optional() }),
  z.object({
    name: z.string(),
    kind: z.literal("date"),
    parts: z.array(z.enum(["year", "month", "day", "weekday", "hour", "minute"])).min(1),
    cyclic: z.boolean().optional(),
    order: z.enum(["dmy", "mdy", "ymd"]).optional(),
    flag: z.boolean().optional(),
    fill: z.array(z.number()).optional(),
  }),
]);

const manifestSchema = z.object({
  version: z.literal(1),
  /** UTC in ISO 8601. */
  created: z.iso.datetime(),
  /** Absolute in memory; in the file relative to the run folder, so that a project can be moved. */
  configPath: z.string(),
  /** The trained config with all defaults. */
  config: configSchema,
  data: z.object({
    /** Version of the rules by which the source was read (src/data/reading.ts); absent: those of version 0.1.0. */
    reading: z.literal(2).optional(),
    /** Form of a text table. */
    form: formSchema.optional(),
    /** ${workspaceFolder} of the config's paths, relative to the config's folder; absent if no path has it. */
    workspaceFolder: z.string().optional(),
    task: z.enum(taskNames),
    inputs: z.int().min(1),
    classNames: texts.optional(),
    /** Labels (shift 0, factor 1) or the outputs of a regression: the network returns (target − shift) · factor. */
    targets: z.array(z.object({ name: z.string(), shift: z.number(), factor: z.number() })).optional(),
    columns: z.array(columnSchema).optional(),
    inputNames: texts.optional(),
    imageShape: z.array(z.int()).optional(),
    /** z0 = (values − shift) · factor, with one number for all columns or one per column. */
    scaling: z.object({
      kind: z.enum(["none", "unit", "minmax", "standardize"]),
      shift: numbers,
      factor: numbers,
    }),
    /** sha256 (hex) of every source after gzip decompression, by its name in the config. */
    sha256: z.record(z.string(), z.string()),
  }),
  seed: z.int().min(0),
  backend: z.string(),
  threads: z.int().min(1),
  versions: z.object({ product: z.string(), node: z.string(), platform: z.string() }),
  /** The trial that this run trains again: its group, a path like `configPath`, and its number. */
  trial: z.object({ group: z.string(), number: z.int().min(0) }).optional(),
});

export type Manifest = z.output<typeof manifestSchema>;

export const manifestFile = (folder: string): string => join(folder, "manifest.json");

/** Reads the manifest; throws NetworkError of kind "run". */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = manifestFile(folder);
  const { json, intact } = unseal(await aboutRun(folder, file, () => readOrdinaryFile(file)));
  if (!intact) throw new NetworkError("manifest-damaged/checksum", { file });
  if (json === undefined) throw new NetworkError("manifest-damaged/key", { file, key: "", reason: "is not JSON" });
  const manifest = manifestSchema.safeParse(json);
  if (manifest.success) {
    const { configPath, trial } = manifest.data;
    const again = trial && { trial: { ...trial, group: resolve(folder, trial.group) } };
    return { ...manifest.data, configPath: resolve(folder, configPath), ...again };
  }
  const { path, message } = manifest.error.issues[0];
  throw new NetworkError("manifest-damaged/key", { file, key: path.join("."), reason: message });
}

/**
 * @param folder the run's final folder, if it differs
 * @param sync true if it must be on the disk before the rename
 */
export async function writeManifest(
  into: string,
  manifest: Manifest,
  { folder = into, sync = true } = {},
): Promise<void> {
  const within = (path: string) => relative(folder, path).split(sep).join("/");
  const { trial } = manifest;
  const paths = {
    configPath: within(manifest.configPath),
    ...(trial && { trial: { ...trial, group: within(trial.group) } }),
  };
  await atomicWrite(manifestFile(into), seal(JSON.stringify({ ...manifest, ...paths }, null, 2)), { sync });
}
