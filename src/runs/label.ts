/**
 * label.json: what a person says of a run, apart from what training writes: a name of its own, and whether it is
 * pinned. Only there where something was said. It may be edited by hand, so it has no checksum, as its first member
 * says; and one that is damaged says nothing.
 */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { atomicWrite } from "./atomicWrite";
import { about } from "./errors";
import { readManifest } from "./manifest";

const labelSchema = z.looseObject({
  name: z.string().trim().min(1).optional().catch(undefined),
  /** Shown first, and not deleted along with others. */
  pinned: z.literal(true).optional().catch(undefined),
});

export interface Label {
  name?: string;
  pinned?: true;
}

const fileName = "label.json";
const comment = { $comment: "This file may be edited by hand: it has no checksum." };

export async function readLabel(folder: string): Promise<Label> {
  const { name, pinned } = await readAll(folder);
  return { ...(name !== undefined && { name }), ...(pinned && { pinned }) };
}

/** Whether a run is pinned, for who would delete it: a label that cannot be read may have said so. */
export async function readPin(folder: string): Promise<"pinned" | "damaged-label" | "none"> {
  try {
    const text = await readFile(join(folder, fileName), "utf8");
    const { pinned } = z.looseObject({ pinned: z.boolean().optional() }).parse(JSON.parse(text));
    return pinned ? "pinned" : "none";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "none" : "damaged-label";
  }
}

async function readAll(folder: string): Promise<z.output<typeof labelSchema>> {
  const text = await readFile(join(folder, fileName), "utf8").catch(() => "{}");
  try {
    return labelSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** @param change what to say anew; undefined takes it back. Throws NetworkError of kind "run", also where no run is. */
export async function changeLabel(
  folder: string,
  change: { name?: string | undefined; pinned?: boolean | undefined },
): Promise<void> {
  await readManifest(folder);
  const name = "name" in change ? { name: change.name?.trim() || undefined } : {};
  const pinned = "pinned" in change ? { pinned: change.pinned || undefined } : {};
  // Keys that are not ours stay.
  const { $comment: _, ...said }: Record<string, unknown> = { ...(await readAll(folder)), ...name, ...pinned };
  const file = join(folder, fileName);
  if (JSON.stringify(said) === "{}") await about(file, () => rm(file, { force: true }));
  else await atomicWrite(file, `${JSON.stringify({ ...comment, ...said }, null, 2)}\n`);
}
