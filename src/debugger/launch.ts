/** Launch configurations of the type `matrix-network`. */
import * as z from "zod";
import { say } from "./language";

const runMissing = { error: () => say("name a run folder") };
const configMissing = { error: () => say("name a config") };

const exampleSchema = z.object({
  mode: z.literal("example").default("example"),
  run: z.string(runMissing).min(1, runMissing),
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
    config: z.string(configMissing).min(1, configMissing).optional(),
    run: z.string(runMissing).min(1, runMissing).optional(),
    /** Folder of new runs; default: `.matrix-network` beside the config. */
    runs: z.string().optional(),
    /** Action of a detached training without a window, for sessions that VS Code started. */
    onClose: z.object({ action: z.enum(["stop", "continue"]), graceSeconds: z.number() }).optional(),
    stopOnEntry: z.boolean().default(false),
    /** The epoch or minibatch at whose start the training first stops. */
    from: z
      .union([
        z
          .int()
          .min(1)
          .transform((epoch) => ({ epoch, batch: 1 })),
        z.object({ epoch: z.int().min(1), batch: z.int().min(1) }),
      ])
      .optional(),
    example: z
      .never({
        error: () => say("requires the mode example; in a training, set a condition, such as right(train, 42)"),
      })
      .optional(),
  })
  .refine(({ config, run }) => (config === undefined) !== (run === undefined), {
    error: () => say("name a config to train, or a run"),
  });
export interface TrainingLaunch extends z.output<typeof trainingSchema> {
  /** True to take over the training of `run` from the process that trains it. */
  readonly attach?: boolean;
}

const attachSchema = z.object({
  run: z.string(runMissing).min(1, runMissing),
  /** False: the training continues to the next stop. */
  stopOnEntry: z.boolean().default(false),
});

export type Launch = ExampleLaunch | TrainingLaunch;

/**
 * Parses a launch configuration. Without `mode` it is a training, unless it names an example or an epoch. Throws an
 * Error that names the invalid key.
 */
export function parseLaunch(given: unknown = {}): Launch {
  const { mode, example, epoch } = given as Record<string, unknown>;
  const isExample = mode === "example" || (mode === undefined && (example !== undefined || epoch !== undefined));
  return isExample ? parse(exampleSchema, given) : { ...parse(trainingSchema, given), attach: false };
}

/** Parses an attach configuration, for a training that another process runs; throws like `parseLaunch`. */
export function parseAttach(given: unknown = {}): TrainingLaunch {
  return { mode: "training", ...parse(attachSchema, given), attach: true };
}

function parse<Parsed>(schema: z.ZodType<Parsed>, given: unknown): Parsed {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new Error(say("{0}: {1}; see the completion of launch.json", path.join(".") || "launch.json", message));
}
