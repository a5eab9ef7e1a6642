/** What a launch configuration of the type `matrix-network` says. */
import * as z from "zod";

const launchSchema = z.object({
  run: z.string("name a run folder").min(1, "name a run folder"),
  epoch: z.union([z.int().min(0), z.enum(["best", "last"])]).default("best"),
  example: z
    .union([
      z.object({ set: z.enum(["train", "validation", "test"]), index: z.int().min(0) }),
      z.object({ values: z.array(z.number()) }),
    ])
    .optional(),
});
export type Launch = z.output<typeof launchSchema>;

/** Throws an Error that says which key is wrong. */
export function parseLaunch(given: unknown): Launch {
  const parsed = launchSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new Error(`${path.join(".") || "launch.json"}: ${message}; see the completion of launch.json`);
}
