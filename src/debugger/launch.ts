/** What a launch configuration of the type `matrix-network` says. */
import * as z from "zod";

const exampleSchema = z.object({
  mode: z.literal("example").default("example"),
  run: z.string("name a run folder").min(1, "name a run folder"),
  epoch: z.union([z.int().min(0), z.enum(["best", "last"])]).default("best"),
  example: z
    .union([
      z.object({ set: z.enum(["train", "validation", "test"]), index: z.int().min(0) }),
      z.object({ values: z.array(z.number()) }),
    ])
    .optional(),
});
export type ExampleLaunch = z.output<typeof exampleSchema>;

const trainingSchema = z
  .object({
    mode: z.literal("training").default("training"),
    config: z.string("name a config").min(1, "name a config").optional(),
    run: z.string("name a run folder").min(1, "name a run folder").optional(),
    /** In place of `.matrix-network` beside the config. */
    runs: z.string().optional(),
    stopOnEntry: z.boolean().default(false),
    /** The epoch, or the minibatch of it, at whose start it stops first. */
    from: z
      .union([
        z
          .int()
          .min(1)
          .transform((epoch) => ({ epoch, batch: 1 })),
        z.object({ epoch: z.int().min(1), batch: z.int().min(1) }),
      ])
      .optional(),
  })
  .refine(({ config, run }) => (config === undefined) !== (run === undefined), "name a config to train, or a run");
export type TrainingLaunch = z.output<typeof trainingSchema>;

export type Launch = ExampleLaunch | TrainingLaunch;

/**
 * Without `mode` it is a training, unless it names an example or the epoch of a network. Throws an Error that says
 * which key is wrong.
 */
export function parseLaunch(given: unknown = {}): Launch {
  const { mode, example, epoch } = given as Record<string, unknown>;
  const isExample = mode === "example" || (mode === undefined && (example !== undefined || epoch !== undefined));
  const parsed = (isExample ? exampleSchema : trainingSchema).safeParse(given);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new Error(`${path.join(".") || "launch.json"}: ${message}; see the completion of launch.json`);
}
