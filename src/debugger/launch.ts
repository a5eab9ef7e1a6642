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
    /** What a training does without a window when it goes on by itself, where VS Code has started it. */
    onClose: z.object({ action: z.enum(["stop", "continue"]), graceSeconds: z.number() }).optional(),
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
    example: z.never("is for the mode example; in a training set a condition, such as right(train, 42)").optional(),
  })
  .refine(({ config, run }) => (config === undefined) !== (run === undefined), "name a config to train, or a run");
export interface TrainingLaunch extends z.output<typeof trainingSchema> {
  /** It takes over the training of `run` from the process that trains it. */
  readonly attach?: boolean;
}

const attachSchema = z.object({
  run: z.string("name a run folder").min(1, "name a run folder"),
  /** Else it goes on until something stops it. */
  stopOnEntry: z.boolean().default(false),
});

export type Launch = ExampleLaunch | TrainingLaunch;

/**
 * Without `mode` it is a training, unless it names an example or the epoch of a network. Throws an Error that says
 * which key is wrong.
 */
export function parseLaunch(given: unknown = {}): Launch {
  const { mode, example, epoch } = given as Record<string, unknown>;
  const isExample = mode === "example" || (mode === undefined && (example !== undefined || epoch !== undefined));
  return isExample ? parse(exampleSchema, given) : { ...parse(trainingSchema, given), attach: false };
}

/** As `parseLaunch`, of a training that another process runs. */
export function parseAttach(given: unknown = {}): TrainingLaunch {
  return { mode: "training", ...parse(attachSchema, given), attach: true };
}

function parse<Parsed>(schema: z.ZodType<Parsed>, given: unknown): Parsed {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new Error(`${path.join(".") || "launch.json"}: ${message}; see the completion of launch.json`);
}
