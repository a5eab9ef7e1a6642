/** The `sweep` key of a network config: the settings to try, the search and the objective. */
import * as z from "zod";

const value = z.union([z.number(), z.string(), z.boolean()]);

const when = z
  .record(z.string(), value)
  .optional()
  .describe("Only for trials in which the settings with these paths have these values.")
  .meta({ examples: [{ "training.optimizer.type": "sgd" }] });

const parameterSchema = z.union([
  z.strictObject({
    log: z.tuple([z.number(), z.number()]).describe("Numbers from the first to the second, log-uniformly distributed."),
    when,
  }),
  z.strictObject({
    range: z.tuple([z.number(), z.number()]).describe("Numbers from the first to the second, uniformly distributed."),
    when,
  }),
  z.strictObject({
    integer: z.tuple([z.int(), z.int()]).describe("Integers from the first to the second, inclusive."),
    log: z.boolean().default(false).describe("Whether to sample log-uniformly."),
    when,
  }),
  z.strictObject({ choice: z.array(value).min(1).describe("One of these values, with equal probability."), when }),
]);

const trials = z
  .int()
  .min(1)
  .describe("Maximum number of trials, not counting repeats and promotions.")
  .meta({ examples: [60] });
const generation = (usual: number) =>
  z
    .int()
    .min(1)
    .max(10000)
    .default(usual)
    .describe("Number of trials proposed together, based on the results of all generations except the previous one.");
const common = {
  generation: generation(8),
  seed: z.int().min(0).optional().describe("Seed of the search. Default: the seed of training."),
};

const searchSchema = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z
        .literal("grid")
        .describe("Grid search: every combination of the values. Supports only choice and integer."),
      trials: trials.optional().describe("Maximum number of trials. Default: all combinations."),
      ...common,
    }),
    z.strictObject({
      type: z.literal("random").describe("Random search: every trial samples its values independently."),
      trials: trials.default(20),
      ...common,
    }),
    z.strictObject({
      type: z
        .literal("halving")
        .describe("Successive halving: all trials start with few epochs, and only the best are trained longer."),
      trials: trials.default(27).describe("Number of trials in the first rung."),
      reduction: z
        .int()
        .min(2)
        .max(10)
        .default(3)
        .describe("Reduction factor: one in this many trials is promoted, and trained this many times as long."),
      ...common,
    }),
    z.strictObject({
      type: z
        .literal("tpe")
        .describe(
          "Tree-structured Parzen estimator (Bayesian optimization): later trials sample values similar to " +
            "those of the best trials so far.",
        ),
      trials: trials.default(40),
      ...common,
      generation: generation(4),
    }),
  ])
  .describe("The search algorithm.")
  .meta({ examples: [{ type: "random", trials: 20 }] });

const objective = z
  .strictObject({
    metric: z
      .string()
      .describe("The metric to compare trials by.")
      .meta({ examples: ["validationAccuracy"] }),
  })
  .describe("The metric to optimize.");

export const executorSchema = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("local").describe("Worker processes on this machine."),
      workers: z
        .int()
        .min(1)
        .max(1024)
        .optional()
        .describe("Number of worker processes. Default: as many as the processors and the memory allow."),
    }),
    z.strictObject({
      type: z.literal("slurm").describe("A job array of Slurm."),
      workers: z
        .int()
        .min(1)
        .describe("Number of workers.")
        .meta({ examples: [10] }),
      partition: z
        .string()
        .min(1)
        .optional()
        .describe("The partition (sbatch --partition).")
        .meta({ examples: ["short"] }),
      time: z
        .string()
        .min(1)
        .optional()
        .describe("The time limit of a worker (sbatch --time). Unfinished trials are passed to other workers.")
        .meta({ examples: ["01:00:00"] }),
      cpusPerTask: z
        .int()
        .min(1)
        .default(1)
        .describe("Number of processors to allocate per worker (sbatch --cpus-per-task). A worker computes on one."),
      memory: z
        .string()
        .min(1)
        .optional()
        .describe("Memory per worker (sbatch --mem).")
        .meta({ examples: ["2G"] }),
      account: z
        .string()
        .min(1)
        .optional()
        .describe("The account to charge (sbatch --account).")
        .meta({ examples: ["project"] }),
      qos: z
        .string()
        .min(1)
        .optional()
        .describe("The quality of service (sbatch --qos).")
        .meta({ examples: ["normal"] }),
      constraint: z
        .string()
        .min(1)
        .optional()
        .describe("Required features of nodes (sbatch --constraint).")
        .meta({ examples: ["avx2"] }),
      setup: z
        .array(z.string())
        .optional()
        .describe("Shell commands to run before a worker starts.")
        .meta({ examples: [["module load nodejs"]] }),
      node: z
        .string()
        .min(1)
        .optional()
        .describe("The path of Node.js on the nodes. Default: node.")
        .meta({ examples: ["/usr/bin/node"] }),
      options: z
        .array(z.string())
        .optional()
        .describe("Additional options of sbatch, one per entry.")
        .meta({ examples: [["--exclusive=user"]] }),
    }),
    z.strictObject({
      type: z.literal("command").describe("Any other scheduler, by its commands."),
      workers: z
        .int()
        .min(1)
        .describe("Number of workers.")
        .meta({ examples: [10] }),
      start: z
        .string()
        .min(1)
        .describe(
          "The command that starts the workers. The placeholders {workers}, {group}, {command} and {log} are " +
            "replaced and quoted for sh.",
        )
        .meta({ examples: ["qsub -t 1-{workers} -b y {command}"] }),
      cancel: z
        .string()
        .min(1)
        .optional()
        .describe("The command that stops the workers.")
        .meta({ examples: ["qdel matrix-network"] }),
    }),
  ])
  .describe("Where trials are trained. It does not affect the results.")
  .meta({ examples: [{ type: "local" }] });

export const sweepSchema = z
  .strictObject({
    parameters: z
      .record(z.string(), parameterSchema)
      .describe("Settings, by their paths in this file such as layers[0].units, with the values to try.")
      .meta({ examples: [{ "training.optimizer.learningRate": { log: [0.001, 0.1] } }] }),
    search: searchSchema.prefault({ type: "random" }),
    objective: z
      .union([objective, z.array(objective).min(1).max(2)])
      .optional()
      .describe(
        "The metric to optimize, or two metrics. Default: the metric that selects the best epoch, which is " +
          "bestMetric, " +
          "else validationAccuracy, for a regression validationRmse.",
      )
      .meta({ examples: [{ metric: "validationAccuracy" }] }),
    repeats: z
      .strictObject({
        most: z.int().min(2).max(1000).describe("Maximum number of seeds per setting."),
      })
      .optional()
      .describe("Train the best trials again with other seeds until one is significantly better.")
      .meta({ examples: [{ most: 5 }] }),
    budget: z
      .strictObject({
        trials: z
          .int()
          .min(1)
          .optional()
          .describe("Maximum number of trials, including repeats.")
          .meta({ examples: [100] }),
        examples: z
          .int()
          .min(1)
          .optional()
          .describe("Maximum number of training examples processed, counted in every epoch.")
          .meta({ examples: [10000000] }),
        minutes: z
          .number()
          .positive()
          .optional()
          .describe("Number of minutes after which no new generation starts. Trials that have started are finished.")
          .meta({ examples: [60] }),
      })
      .optional()
      .describe("Limits that end the search before all trials are done.")
      .meta({ examples: [{ minutes: 60 }] }),
    executor: executorSchema.prefault({ type: "local" }),
    keepEpochs: z
      .boolean()
      .default(false)
      .describe(
        "Whether to keep the weights of every training.keepEvery epochs of each trial, not only the best and the last.",
      ),
  })
  .describe(
    "Hyperparameter search: settings and the values to try, for Run Sweep and matrix-network sweep. " +
      "train ignores it.",
  )
  // The editor inserts this into any config: it fits every optimizer, and the default objective every task.
  .meta({
    examples: [
      {
        parameters: { "training.optimizer.learningRate": { log: [0.001, 0.1] } },
        search: { type: "random", trials: 20 },
      },
    ],
  });

export type SweepConfig = z.output<typeof sweepSchema>;
export type ExecutorConfig = z.output<typeof executorSchema>;
export type SweepParameter = z.output<typeof parameterSchema>;
