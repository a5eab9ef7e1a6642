/** What group.json of folds has as its plan, and which fold a trial is. */
import * as z from "zod";
import { NetworkError } from "../core/errors";
import { backendNames } from "../core/names";
import type { Group } from "./group";
import { groupFile } from "./names";

const planSchema = z.object({
  folds: z.int().min(2),
  repeats: z.int().min(1),
  refit: z.boolean(),
  ordered: z.boolean(),
  /** Of each trial: how many examples it learns, and is validated on. */
  examples: z.array(z.object({ train: z.int().min(1), validation: z.int().min(1) })),
  /** That all of them are trained with, whenever and wherever. */
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

/** Which fold a trial is: fold by fold, then the next repeat. */
export const placeOfTrial = ({ folds }: Pick<FoldsPlan, "folds">, trial: number): { repeat: number; fold: number } => ({
  repeat: Math.floor(trial / folds) + 1,
  fold: (trial % folds) + 1,
});

/** "fold 3 of 5", "fold 3 of 5, repeat 2" */
export const describeFold = (
  { folds, repeats }: FoldsPlan,
  { repeat, fold }: { repeat: number; fold: number },
): string => `fold ${fold} of ${folds}${repeats > 1 ? `, repeat ${repeat}` : ""}`;
