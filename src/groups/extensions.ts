/**
 * extensions/0001.json: an extension of a sweep to more settings than in its group.json, which never changes. Each
 * applies from a generation that was not started before, so that earlier proposals stay the same.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { about } from "../runs/errors";
import type { SweepPlan } from "../search/types";
import { createExclusive } from "./exclusive";
import { formatSealed, normalized, readSealedIfThere } from "./sealed";

const extensionSchema = z.object({
  /** The first generation to which it applies. */
  from: z.int().min(0),
  /** Total number of settings to try. */
  trials: z.int().min(1),
});
export type Extension = z.output<typeof extensionSchema>;

const extensionsFolder = (group: string): string => join(group, "extensions");
const extensionFile = (group: string, number: number): string =>
  join(extensionsFolder(group), `${String(number).padStart(4, "0")}.json`);

/** Returns the extensions in order. Throws NetworkError of kind "run" if one is damaged. */
export async function readExtensions(group: string): Promise<Extension[]> {
  const found: Extension[] = [];
  for (;;) {
    const next = await readSealedIfThere(extensionFile(group, found.length + 1), extensionSchema);
    if (!next) return found;
    found.push(next);
  }
}

/** Returns false if another process has just added the one with this number. @param number from 1 */
export async function addExtension(group: string, number: number, extension: Extension): Promise<boolean> {
  const folder = extensionsFolder(group);
  await about(folder, () => mkdir(folder, { recursive: true }));
  const contents = formatSealed(normalized(extension, extensionSchema));
  return createExclusive(extensionFile(group, number), contents, { sync: true });
}

/** Returns the plan of a generation; default: with all extensions. */
export function extendedPlan(
  plan: SweepPlan,
  extensions: readonly Extension[],
  generation = Number.POSITIVE_INFINITY,
): SweepPlan {
  const last = extensions.findLast(({ from }) => from <= generation);
  return last ? { ...plan, search: { ...plan.search, trials: last.trials } } : plan;
}
