/** The plan of folds in group.json, and the fold of each trial. */
import * as z from "zod";
import { NetworkError } from "../core/errors";
import { backendNames } from "../core/names";
import { noticed } from "../messages";
import type { Group } from "./group";
import { groupFile } from "./names";

const planSchema = z.object({
  folds: z.int().min(2),
  repeats: z.int().min(1),
  refit: z.boolean(),
  ordered: z.boolean(),
  /** Number of training and validation examples per trial. */
  examples: z.array(z.object({ train: z.int().min(1), validation: z.int().min(1) })),
  /** The backend of all folds, on every machine. */
  backend: z.enum(backendNames),
});

export type FoldsPlan = z.output<typeof planSchema>;

/** Throws NetworkError of kind "run". */
export function foldsPlanOf({ kind, plan }: Pick<Group, "kind" | "plan">, folder: string): FoldsPlan {
  if (kind === "sweep") throw new NetworkError("group-is-sweep", { folder });
  const parsed = planSchema.safeParse(plan);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0];
  throw new NetworkError("folds-damaged", {
    file: groupFile(folder),
    reason: `${path.map((key) => `.${String(key)}`).join("")}: ${message}`,
  });
}

/** Returns the fold of a trial: fold by fold, then the next repeat. */
export const placeOfTrial = ({ folds }: Pick<FoldsPlan, "folds">, trial: number): { repeat: number; fold: number } => ({
  repeat: Math.floor(trial / folds) + 1,
  fold: (trial % folds) + 1,
});

/** Returns "fold 3 of 5" or "fold 3 of 5, repeat 2". */
export const describeFold = ({ folds, repeats }: FoldsPlan, { repeat, fold }: { repeat: number; fold: number }) =>
  noticed("fold-name", { fold, folds, ...(repeats > 1 && { repeat }) });
