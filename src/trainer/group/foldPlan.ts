/** What the trials of folds are: one for each fold of each repeat, all of them in the first generation. */
import * as z from "zod";
import type { ResolvedConfig } from "../../config/schema/resolve";
import { NetworkError } from "../../core/errors";
import { backendNames } from "../../core/names";
import type { FoldPlace } from "../../data/folds/foldParts";
import type { Group } from "../../groups/group";
import { groupFile } from "../../groups/names";
import type { Proposal } from "../../search/types";

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

/** What group.json of folds has as its plan. */
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
export const placeOfTrial = ({ folds }: Pick<FoldsPlan, "folds">, trial: number): FoldPlace => ({
  repeat: Math.floor(trial / folds) + 1,
  fold: (trial % folds) + 1,
});

export const proposalsOf = (plan: FoldsPlan, { training }: ResolvedConfig): Proposal[] =>
  plan.examples.map((_, trial) => {
    const { repeat, fold } = placeOfTrial(plan, trial);
    const values = { "data.validation.repeat": repeat, "data.validation.fold": fold };
    return { trial, generation: 0, values, seed: training.seed, epochs: training.epochs };
  });

/** The config of a fold's run: a config file of these words trains the same network. */
export function foldConfig(config: ResolvedConfig, { repeat, fold }: FoldPlace): ResolvedConfig {
  const { validation } = config.data;
  if (!validation || !("folds" in validation)) throw new TypeError("the config has no folds");
  return { ...config, data: { ...config.data, validation: { ...validation, repeat, fold } } };
}

/** "fold 3 of 5", "fold 3 of 5, repeat 2" */
export const describeFold = ({ folds, repeats }: FoldsPlan, { repeat, fold }: FoldPlace): string =>
  `fold ${fold} of ${folds}${repeats > 1 ? `, repeat ${repeat}` : ""}`;
