/**
 * label.json: a user's annotations of a run, separate from training: a name, a pin, a note and tags. It exists only if
 * there are any. It may be edited by hand, so it has no checksum; a damaged one is reported and ignored.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { NetworkError } from "../core/errors";
import { readOrdinaryFile } from "../formats/ordinaryFile";
import { atomicWrite } from "./atomicWrite";
import { about } from "./errors";
import { readManifest } from "./manifest";

const labelSchema = z.looseObject({
  name: z.string().trim().min(1).optional().catch(undefined),
  /** True to show the run first, and to exclude it from bulk deletion. */
  pinned: z.literal(true).optional().catch(undefined),
  note: z.string().trim().min(1).optional().catch(undefined),
  tags: z.array(z.string().trim().min(1)).min(1).optional().catch(undefined),
});

/** Values that a user may write. */
const strictSchema = z.looseObject({
  name: z.string().optional(),
  pinned: z.boolean().optional(),
  note: z.string().optional(),
  tags: z.array(z.string()).optional(),
});

const shouldBe: Record<string, string> = { pinned: "true or false", tags: "a list of texts" };

export interface Label {
  name?: string;
  pinned?: true;
  note?: string;
  tags?: string[];
}

/** Changes to a label; undefined, an empty text and an empty list remove a value. */
export interface LabelChange {
  name?: string | undefined;
  pinned?: boolean | undefined;
  note?: string | undefined;
  tags?: readonly string[] | undefined;
}

const fileName = "label.json";
const comment = { $comment: "This file may be edited by hand: it has no checksum." };

export async function readLabel(folder: string): Promise<Label> {
  const { name, pinned, note, tags } = labelOf(await readText(folder));
  return {
    ...(name !== undefined && { name }),
    ...(pinned && { pinned }),
    ...(note !== undefined && { note }),
    ...(tags && { tags }),
  };
}

/** Returns the problem of a damaged label, else undefined. */
export async function labelProblem(folder: string): Promise<NetworkError | undefined> {
  const file = join(folder, fileName);
  const text = await readText(folder);
  const json = parse(text);
  if (!isObject(json)) return new NetworkError("label-damaged/json", { file });
  const wrong = strictSchema.safeParse(json).error?.issues[0].path[0];
  if (wrong === undefined) return undefined;
  const should = shouldBe[String(wrong)] ?? "a text";
  return new NetworkError("label-damaged/key", { file, key: String(wrong), should });
}

/** Checks if a run is pinned, before deleting: a label that cannot be read may have a pin. */
export async function readPin(folder: string): Promise<"pinned" | "damaged-label" | "none"> {
  try {
    const text = String(await readOrdinaryFile(join(folder, fileName)));
    const { pinned } = z.looseObject({ pinned: z.boolean().optional() }).parse(JSON.parse(text));
    return pinned ? "pinned" : "none";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "none" : "damaged-label";
  }
}

/** Reads the file; a missing or unreadable one yields an empty label. */
const readText = (folder: string): Promise<string> =>
  readOrdinaryFile(join(folder, fileName)).then(String).catch(textOfNone);

/** Returns the text in place of a file: an unreadable one is no JSON. */
const textOfNone = ({ code }: NodeJS.ErrnoException): string => (code === "ENOENT" ? "{}" : "");

function labelOf(text: string): z.output<typeof labelSchema> {
  return labelSchema.safeParse(parse(text)).data ?? {};
}

const isObject = (json: unknown) => typeof json === "object" && json !== null && !Array.isArray(json);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Changes the label; throws NetworkError of kind "run", also for a folder without a run. */
export async function changeLabel(folder: string, change: LabelChange): Promise<void> {
  await readManifest(folder);
  await writeLabel(folder, change);
}

/** @param folder of a run, or of a group of runs */
export async function writeLabel(folder: string, change: LabelChange): Promise<void> {
  const name = "name" in change ? { name: change.name?.trim() || undefined } : {};
  const pinned = "pinned" in change ? { pinned: change.pinned || undefined } : {};
  const note = "note" in change ? { note: change.note?.trim() || undefined } : {};
  const tags = "tags" in change ? { tags: distinct(change.tags ?? []) } : {};
  // Unknown keys are kept.
  const all = { ...labelOf(await readText(folder)), ...name, ...pinned, ...note, ...tags };
  const { $comment: _, ...fields }: Record<string, unknown> = all;
  const file = join(folder, fileName);
  if (JSON.stringify(fields) === "{}") await about(file, () => rm(file, { force: true }));
  else await atomicWrite(file, `${JSON.stringify({ ...comment, ...fields }, null, 2)}\n`);
}

function distinct(tags: readonly string[]): string[] | undefined {
  const chosen = [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))];
  return chosen.length > 0 ? chosen : undefined;
}
