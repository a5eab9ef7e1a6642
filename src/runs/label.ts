/**
 * label.json: what a person says of a run, apart from what training writes: a name of its own, a pin, a note and tags.
 * Only there where something was said. It may be edited by hand, so it has no checksum, as its first member says; and
 * one that is damaged says nothing, which is reported.
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
  /** Shown first, and not deleted along with others. */
  pinned: z.literal(true).optional().catch(undefined),
  note: z.string().trim().min(1).optional().catch(undefined),
  tags: z.array(z.string().trim().min(1)).min(1).optional().catch(undefined),
});

/** What a person may write there. */
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

/** What to say anew; undefined, an empty text and an empty list take it back. */
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

/** What is wrong with it; undefined where nothing is. */
export async function labelProblem(folder: string): Promise<string | undefined> {
  const file = join(folder, fileName);
  const text = await readText(folder);
  const json = parse(text);
  if (!isObject(json)) return new NetworkError("label-damaged/json", { file }).message;
  const wrong = strictSchema.safeParse(json).error?.issues[0].path[0];
  if (wrong === undefined) return undefined;
  const should = shouldBe[String(wrong)] ?? "a text";
  return new NetworkError("label-damaged/key", { file, key: String(wrong), should }).message;
}

/** Whether a run is pinned, for who would delete it: a label that cannot be read may have said so. */
export async function readPin(folder: string): Promise<"pinned" | "damaged-label" | "none"> {
  try {
    const text = String(await readOrdinaryFile(join(folder, fileName)));
    const { pinned } = z.looseObject({ pinned: z.boolean().optional() }).parse(JSON.parse(text));
    return pinned ? "pinned" : "none";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "none" : "damaged-label";
  }
}

/** Where there is no file, or none that can be read, it says nothing. */
const readText = (folder: string): Promise<string> =>
  readOrdinaryFile(join(folder, fileName)).then(String).catch(textOfNone);

/** What cannot be read is no JSON. */
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

/** Throws NetworkError of kind "run", also where no run is. */
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
  // Keys that are not ours stay.
  const all = { ...labelOf(await readText(folder)), ...name, ...pinned, ...note, ...tags };
  const { $comment: _, ...said }: Record<string, unknown> = all;
  const file = join(folder, fileName);
  if (JSON.stringify(said) === "{}") await about(file, () => rm(file, { force: true }));
  else await atomicWrite(file, `${JSON.stringify({ ...comment, ...said }, null, 2)}\n`);
}

function distinct(tags: readonly string[]): string[] | undefined {
  const said = [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))];
  return said.length > 0 ? said : undefined;
}
