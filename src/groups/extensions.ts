/**
 * extensions/0001.json: that a sweep is to try more settings than its group.json says, which never changes. Each holds
 * from a generation on that nobody had begun, so proposals that were made before come out the same.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { about } from "../runs/errors";
import type { SweepPlan } from "../search/types";
import { createExclusive } from "./exclusive";
import { formatSealed, normalized, readSealedIfThere } from "./sealed";

const extensionSchema = z.object({
  /** The first generation that it holds for. */
  from: z.int().min(0),
  /** Settings to try in all. */
  trials: z.int().min(1),
});
export type Extension = z.output<typeof extensionSchema>;

const extensionsFolder = (group: string): string => join(group, "extensions");
const extensionFile = (group: string, number: number): string =>
  join(extensionsFolder(group), `${String(number).padStart(4, "0")}.json`);

/** In the order in which they were made. Throws NetworkError of kind "run" where one is damaged. */
export async function readExtensions(group: string): Promise<Extension[]> {
  const found: Extension[] = [];
  for (;;) {
    const next = await readSealedIfThere(extensionFile(group, found.length + 1), extensionSchema);
    if (!next) return found;
    found.push(next);
  }
}

/** False where another process has just made the one of this number. @param number from 1 */
export async function addExtension(group: string, number: number, extension: Extension): Promise<boolean> {
  const folder = extensionsFolder(group);
  await about(folder, () => mkdir(folder, { recursive: true }));
  const contents = formatSealed(normalized(extension, extensionSchema));
  return createExclusive(extensionFile(group, number), contents, { sync: true });
}

/** The plan as it holds for a generation; left out: as the last extension has it. */
export function extendedPlan(
  plan: SweepPlan,
  extensions: readonly Extension[],
  generation = Number.POSITIVE_INFINITY,
): SweepPlan {
  const last = extensions.findLast(({ from }) => from <= generation);
  return last ? { ...plan, search: { ...plan.search, trials: last.trials } } : plan;
}
