/** The plan of a sweep in group.json. */
import * as z from "zod";
import { NetworkError } from "../core/errors";
import type { SweepPlan } from "../search/types";
import type { Group } from "./group";
import { groupFile } from "./names";

const valueSchema = z.union([z.number(), z.string(), z.boolean()]);
const planSchema = z.looseObject({
  space: z.array(z.looseObject({ path: z.string(), kind: z.enum(["range", "log", "integer", "choice"]) })),
  search: z.looseObject({ type: z.string(), generation: z.int().min(1), seed: z.int().min(0) }),
  objectives: z.array(z.object({ metric: z.string(), largerIsBetter: z.boolean() })).min(1),
  fixed: z.record(z.string(), valueSchema),
  epochs: z.int().min(1),
  seed: z.int().min(0),
});

const groupPlanSchema = z.object({
  sweep: planSchema.transform((plan) => plan as unknown as SweepPlan),
  /** For "tpe": version of the algorithm. Absent from older groups. */
  tpeVersion: z.int().optional(),
  keepEpochs: z.boolean(),
  minutes: z.number().positive().optional(),
});

export type SweepGroupPlan = z.output<typeof groupPlanSchema>;

/** Throws NetworkError of kind "run". */
export function sweepPlanOf(group: Pick<Group, "plan">, folder: string): SweepGroupPlan {
  const parsed = groupPlanSchema.safeParse(group.plan);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0];
  throw new NetworkError("group-damaged/key", {
    file: groupFile(folder),
    key: ["plan", ...path].join("."),
    reason: message,
  });
}
