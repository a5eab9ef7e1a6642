/** The `sweep` key of a network config: the settings to try, how to search them, and what to judge them by. */
import * as z from "zod";

const value = z.union([z.number(), z.string(), z.boolean()]);

const when = z
  .record(z.string(), value)
  .optional()
  .describe("Only in trials in which these settings, by their paths, have these values.")
  .meta({ examples: [{ "training.optimizer.type": "sgd" }] });

const parameterSchema = z.union([
  z.strictObject({
    log: z
      .tuple([z.number(), z.number()])
      .describe("Numbers from the first to the second, as likely from 0.01 to 0.1 as from 0.1 to 1."),
    when,
  }),
  z.strictObject({
    range: z.tuple([z.number(), z.number()]).describe("Numbers from the first to the second, all as likely."),
    when,
  }),
  z.strictObject({
    integer: z.tuple([z.int(), z.int()]).describe("Whole numbers from the first to the second, both included."),
    log: z.boolean().default(false).describe("As likely from 10 to 100 as from 100 to 1,000."),
    when,
  }),
  z.strictObject({ choice: z.array(value).min(1).describe("One of these values, all as likely."), when }),
]);

const trials = z
  .int()
  .min(1)
  .describe("How many settings are tried at most; repeats and promotions come on top.")
  .meta({ examples: [60] });
const generation = (usual: number) =>
  z
    .int()
    .min(1)
    .max(10000)
    .default(usual)
    .describe("Trials that are proposed together, knowing the results of all generations but the one before.");
const common = {
  generation: generation(8),
  seed: z
    .int()
    .min(0)
    .optional()
    .describe("Where the chance of the search comes from; the seed of training when left out."),
};

const searchSchema = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("grid").describe("Every combination of the values; takes choices and whole numbers alone."),
      trials: trials.optional().describe("How many settings are tried at most; all combinations when left out."),
      ...common,
    }),
    z.strictObject({
      type: z.literal("random").describe("Every trial draws its values for itself."),
      trials: trials.default(20),
      ...common,
    }),
    z.strictObject({
      type: z
        .literal("halving")
        .describe("Successive halving: all trials begin, and only the best of them are trained longer."),
      trials: trials.default(27).describe("How many networks begin."),
      reduction: z
        .int()
        .min(2)
        .max(10)
        .default(3)
        .describe("Of so many trials one goes on, and is trained so many times as long."),
      ...common,
    }),
    z.strictObject({
      type: z
        .literal("tpe")
        .describe("Tree-structured Parzen estimator: later trials draw values like those of the best trials before."),
      trials: trials.default(40),
      ...common,
      generation: generation(4),
    }),
  ])
  .describe("How values are chosen.")
  .meta({ examples: [{ type: "random", trials: 20 }] });

const objective = z
  .strictObject({
    metric: z
      .string()
      .describe("The figure that trials are compared by.")
      .meta({ examples: ["validationAccuracy"] }),
  })
  .describe("What a good trial is.");

export const executorSchema = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("local").describe("Processes on this machine."),
      workers: z
        .int()
        .min(1)
        .max(1024)
        .optional()
        .describe("How many trials are trained at a time; as many as fit when left out."),
    }),
    z.strictObject({
      type: z.literal("slurm").describe("A job array of Slurm."),
      workers: z
        .int()
        .min(1)
        .describe("How many trials are trained at a time.")
        .meta({ examples: [10] }),
      partition: z
        .string()
        .min(1)
        .optional()
        .describe("The partition, as sbatch takes it.")
        .meta({ examples: ["short"] }),
      time: z
        .string()
        .min(1)
        .optional()
        .describe("The time limit of a worker, as sbatch takes it; unfinished trials are handed on.")
        .meta({ examples: ["01:00:00"] }),
      cpusPerTask: z
        .int()
        .min(1)
        .default(1)
        .describe("Processors set aside for each worker, which computes on one of them."),
      memory: z
        .string()
        .min(1)
        .optional()
        .describe("Memory of each worker, as sbatch takes it.")
        .meta({ examples: ["2G"] }),
      account: z
        .string()
        .min(1)
        .optional()
        .describe("The account that is charged.")
        .meta({ examples: ["project"] }),
      qos: z
        .string()
        .min(1)
        .optional()
        .describe("The quality of service.")
        .meta({ examples: ["normal"] }),
      constraint: z
        .string()
        .min(1)
        .optional()
        .describe("Features that nodes must have.")
        .meta({ examples: ["avx2"] }),
      setup: z
        .array(z.string())
        .optional()
        .describe("Lines of shell before a worker starts.")
        .meta({ examples: [["module load nodejs"]] }),
      node: z
        .string()
        .min(1)
        .optional()
        .describe("The path of Node.js on the nodes; node when left out.")
        .meta({ examples: ["/usr/bin/node"] }),
      options: z
        .array(z.string())
        .optional()
        .describe("More options of sbatch, one per entry.")
        .meta({ examples: [["--exclusive=user"]] }),
    }),
    z.strictObject({
      type: z.literal("command").describe("Any other queue, by its commands."),
      workers: z
        .int()
        .min(1)
        .describe("How many trials are trained at a time.")
        .meta({ examples: [10] }),
      start: z
        .string()
        .min(1)
        .describe(
          "The command that starts the workers; {workers}, {group}, {command} and {log} are replaced, quoted for sh.",
        )
        .meta({ examples: ["qsub -t 1-{workers} -b y {command}"] }),
      cancel: z
        .string()
        .min(1)
        .optional()
        .describe("The command that ends them.")
        .meta({ examples: ["qdel matrix-network"] }),
    }),
  ])
  .describe("Who trains the trials; it changes no result.")
  .meta({ examples: [{ type: "local" }] });

export const sweepSchema = z
  .strictObject({
    parameters: z
      .record(z.string(), parameterSchema)
      .describe('Settings by their paths in this file, such as "layers[0].units", and the values that are tried.')
      .meta({ examples: [{ "training.optimizer.learningRate": { log: [0.001, 1] } }] }),
    search: searchSchema.prefault({ type: "random" }),
    objective: z
      .union([objective, z.array(objective).min(1).max(2)])
      .optional()
      .describe(
        "What a good trial is, one metric or two; what the best epoch is chosen by when left out: bestMetric, else " +
          "validationAccuracy, for a regression validationRmse.",
      )
      .meta({ examples: [{ metric: "validationAccuracy" }] }),
    repeats: z
      .strictObject({
        most: z.int().min(2).max(1000).describe("The most seeds that one setting is trained with."),
      })
      .optional()
      .describe("Train the contenders again with other seeds, until one of them is better beyond chance.")
      .meta({ examples: [{ most: 5 }] }),
    budget: z
      .strictObject({
        trials: z
          .int()
          .min(1)
          .optional()
          .describe("Trials, repeats included.")
          .meta({ examples: [100] }),
        examples: z
          .int()
          .min(1)
          .optional()
          .describe("Training examples, counted in every epoch.")
          .meta({ examples: [10000000] }),
        minutes: z
          .number()
          .positive()
          .optional()
          .describe("No generation begins after so many minutes; trials that have begun are trained to their end.")
          .meta({ examples: [60] }),
      })
      .optional()
      .describe("When the search ends before its trials are done.")
      .meta({ examples: [{ minutes: 60 }] }),
    executor: executorSchema.prefault({ type: "local" }),
    keepEpochs: z
      .boolean()
      .default(false)
      .describe(
        "Keep the weights of epochs of every trial as training.keepEvery says, not of the best and last alone.",
      ),
  })
  .describe("Settings to try many values of: matrix-network sweep. Training one network ignores it.")
  .meta({
    examples: [
      {
        parameters: { "training.optimizer.learningRate": { log: [0.001, 1] } },
        search: { type: "random", trials: 20 },
        objective: { metric: "validationAccuracy" },
      },
    ],
  });

export type SweepConfig = z.output<typeof sweepSchema>;
export type ExecutorConfig = z.output<typeof executorSchema>;
export type SweepParameter = z.output<typeof parameterSchema>;
