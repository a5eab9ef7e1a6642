/**
 * The tools for agents: their descriptions, inputs and outputs. `matrix-network mcp` and the extension offer the
 * same tools. Paths are relative to the root folder; accuracies are fractions of 1.
 */
import * as z from "zod";
import { type AgentTool, usualSeconds } from "./agentToolNames";

/** The most rows that one call predicts. */
const maxRows = 1000;
/** The most runs that one answer lists. */
export const maxRuns = 20;
/** Seconds after which a call answers, since clients give up after a minute. */
export const maxWait = 45;

const configPath = z.string().min(1).describe("Path of the config (*.network.json), relative to the root folder.");
const runPath = z.string().min(1).describe("Path of the run folder, relative to the root folder, as status gives it.");
const checkpoint = z
  .union([z.enum(["best", "last"]), z.int().min(0)])
  .default("best")
  .describe("The weights to use: of the best epoch, the last ones, or those of a saved epoch.");
/** A number that may be NaN or infinite is written as null, as in JSON. */
const figure = z.number().nullable();
const figures = z.record(z.string(), figure);
const best = z.object({ epoch: z.int(), metric: z.string(), value: figure });

const findingSchema = z.object({
  severity: z.enum(["error", "warning", "hint"]),
  code: z.string(),
  /** Path of the key, such as "layers[1].units"; empty for the whole file. */
  path: z.string(),
  message: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
  /** A change of the config that resolves the finding. */
  fix: z
    .object({
      title: z.string(),
      path: z.string(),
      set: z.unknown().optional(),
      rename: z.string().optional(),
      remove: z.literal(true).optional(),
    })
    .optional(),
});
export type AgentFinding = z.output<typeof findingSchema>;

const runSchema = z.object({
  run: z.string(),
  network: z.string(),
  state: z.string(),
  epoch: z.int(),
  epochs: z.int(),
  /** Metrics of the latest epoch. */
  figures: figures.optional(),
  best: best.optional(),
  /** Seconds of training so far. */
  seconds: z.number(),
  problem: z.string().optional(),
});
export type AgentRun = z.output<typeof runSchema>;

const trainingSchema = z.object({
  config: z.string(),
  /** Absent until the run has its folder. */
  run: z.string().optional(),
  /** Seconds until the time limit, where the training is stopped and saves a checkpoint. */
  secondsToLimit: z.number(),
  /** Estimated seconds until the last epoch; absent before the first epoch. */
  secondsToEnd: z.number().optional(),
});

const budgetSchema = z.object({
  /** Seconds of training that were allowed in advance. */
  seconds: z.number(),
  used: z.number(),
  left: z.number(),
});

const setSchema = z.looseObject({
  name: z.enum(["train", "validation", "test"]),
  examples: z.int(),
  cost: figure,
});

const sideSchema = z.object({
  kind: z.enum(["seeds", "folds"]),
  values: z.array(z.number()),
  mean: z.number(),
  /** Absent for one run, and for ordered folds. */
  standardError: z.number().optional(),
});
export type ComparedSide = z.output<typeof sideSchema>;

const side = z
  .array(z.string().min(1))
  .min(1)
  .describe("Run folders that differ only in their seed, or one folder of cross-validation folds.");

/** @typeParam Each parameters and result of a tool */
export const agentTools = {
  check: {
    title: "Check a network config",
    description:
      "Checks a network config (*.network.json) without training: keys, values, whether it fits its data, and the " +
      "disk space of a run. Every finding has a position and, if known, a fix.",
    input: z.strictObject({ config: configPath }),
    output: z.object({
      config: z.string(),
      /** True if no finding is an error: the config can be trained. */
      ok: z.boolean(),
      findings: z.array(findingSchema),
      /** Parts of the data that are no examples, one reason each. */
      leftOut: z.array(z.string()).optional(),
      /** Bytes that a run takes on the disk. */
      diskBytes: z.number().optional(),
    }),
  },
  train: {
    title: "Train a network",
    description:
      "Starts a training of a config and returns its run folder; status follows it. One training runs at a time. It " +
      `ends with its last epoch or at its time limit (${usualSeconds} seconds by default), and saves checkpoints. ` +
      "The user allows the training time.",
    input: z.strictObject({
      config: configPath,
      seconds: z.number().min(1).max(86_400).optional().describe("Time limit of this training in seconds."),
      epochs: z.int().min(1).optional().describe("Number of epochs, in place of the config's."),
      seed: z.int().min(0).optional().describe("Seed of all random numbers, in place of the config's."),
    }),
    output: z.object({
      /** This and the next three are absent while the data is still being read. */
      run: z.string().optional(),
      seed: z.int().optional(),
      backend: z.string().optional(),
      epochs: z.int().optional(),
      /** Time limit of this training. */
      seconds: z.number(),
      budget: budgetSchema,
      warnings: z.array(z.string()),
    }),
  },
  status: {
    title: "Show trainings and runs",
    description:
      "Shows the training in progress with its epoch, metrics and time left, the training time that is left, and the " +
      "newest runs; or one run. With wait it answers when the training has ended, or after that many seconds.",
    input: z.strictObject({
      run: runPath.optional(),
      wait: z
        .number()
        .min(0)
        .max(maxWait)
        .default(0)
        .describe("Seconds to wait for the end of the training in progress."),
    }),
    output: z.object({
      /** The training in progress; absent if none was started here. */
      training: trainingSchema.optional(),
      /** Why the last training ended before its run had a folder. */
      failed: z.string().optional(),
      budget: budgetSchema,
      /** Newest first; the given run alone if there is one. */
      runs: z.array(runSchema),
      /** Folders of cross-validation folds and of sweeps. */
      groups: z.array(z.string()),
    }),
  },
  stop: {
    title: "Stop the training",
    description: "Stops the training in progress, which saves a checkpoint, and returns its run.",
    input: z.strictObject({}),
    output: z.object({ run: runSchema.optional(), budget: budgetSchema }),
  },
  evaluate: {
    title: "Evaluate a run",
    description:
      "Measures a run's network on its validation and test examples: metrics and confusion matrix. With atLeast or " +
      "atMost it also compares one metric with a bound.",
    input: z.strictObject({
      run: runPath,
      checkpoint,
      metric: z.string().optional().describe("Metric for the bound. Default: accuracy, or r2 for a regression."),
      set: z.enum(["test", "validation"]).optional().describe("Set for the bound. Default: test."),
      atLeast: z.number().optional(),
      atMost: z.number().optional(),
    }),
    output: z.object({
      run: z.string(),
      epoch: z.int(),
      classNames: z.array(z.string()),
      sets: z.array(setSchema),
      mark: z.looseObject({ set: z.string(), metric: z.string(), value: z.number(), passed: z.boolean() }).optional(),
    }),
  },
  diagnose: {
    title: "Diagnose a run",
    description:
      "Finds problems of a run's training from its recorded events: overfitting, plateaus, dead units, saturation, " +
      "vanishing and exploding gradients, overflow. Findings name the config's key and, if known, a fix.",
    input: z.strictObject({ run: runPath }),
    output: z.object({ run: runSchema, findings: z.array(findingSchema) }),
  },
  compare: {
    title: "Compare trainings",
    description:
      "Compares two settings by a validation metric over several seeds or folds. One is called better only if the " +
      "means differ by more than two standard errors; otherwise the answer is that no difference was shown.",
    input: z.strictObject({
      a: side,
      b: side,
      metric: z.string().optional().describe("Validation metric. Default: accuracy, or r2 for a regression."),
    }),
    output: z.object({
      verdict: z.enum(["a is better", "b is better", "no difference shown"]),
      why: z.string(),
      metric: z.string(),
      largerIsBetter: z.boolean(),
      a: sideSchema,
      b: sideSchema,
      /** Mean of a minus mean of b. */
      difference: z.number(),
      standardError: z.number().optional(),
    }),
  },
  predict: {
    title: "Predict examples",
    description:
      "Predicts new examples with a run's network: classes with probabilities, labels, or values. A row is an object " +
      "by column names, or a list of input values in the order of training.",
    input: z.strictObject({
      run: runPath,
      checkpoint,
      rows: z
        .array(
          z.union([
            z.array(z.union([z.number(), z.string(), z.boolean(), z.null()])),
            z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
          ]),
        )
        .min(1)
        .max(maxRows),
    }),
    output: z.object({
      run: z.string(),
      /** Names of the values of a prediction: classes, labels or targets. */
      names: z.array(z.string()),
      predictions: z.array(
        z.object({
          values: z.array(figure),
          class: z.string().optional(),
          labels: z.array(z.string()).optional(),
        }),
      ),
      leftOut: z.array(z.string()).optional(),
    }),
  },
} as const satisfies Record<AgentTool, unknown>;

export type AgentInput<Name extends AgentTool> = z.output<(typeof agentTools)[Name]["input"]>;
export type AgentOutput<Name extends AgentTool> = z.output<(typeof agentTools)[Name]["output"]>;
export type Budget = z.output<typeof budgetSchema>;

/** A tool's answer: its output, and the same as short text. */
export interface AgentAnswer<Name extends AgentTool = AgentTool> {
  output: AgentOutput<Name>;
  text: string;
}
