/** The `training` key of a network config. */
import * as z from "zod";
import { metricNames } from "../../core/names";

const learningRate = z.number().positive().optional();
const epsilon = z.number().positive().default(1e-8).describe("Added to the root in the denominator.");
const beta = z.number().min(0).lt(1);

const optimizerSchema = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("sgd").describe("Gradient descent, with momentum if wanted."),
      learningRate: learningRate.describe("η, the length of a step (default 0.1)."),
      momentum: z.number().min(0).lt(1).default(0).describe("μ, the share of the last step that is kept."),
      nesterov: z.boolean().default(false).describe("Nesterov's momentum."),
    }),
    z.strictObject({
      type: z.literal("rmsprop").describe("Steps divided by the root of the mean squared gradient."),
      learningRate: learningRate.describe("η, the length of a step (default 0.01)."),
      rho: beta.default(0.99).describe("How slowly the mean of the squared gradient changes."),
      epsilon,
    }),
    z.strictObject({
      type: z
        .enum(["adam", "adamw"])
        .describe(
          "Mean gradient over the root of the mean squared gradient; adamw takes l2 as weight decay of its own.",
        ),
      learningRate: learningRate.describe("η, the length of a step (default 0.001)."),
      beta1: beta.default(0.9).describe("How slowly the mean of the gradient changes."),
      beta2: beta.default(0.999).describe("How slowly the mean of the squared gradient changes."),
      epsilon,
    }),
  ])
  .describe("How weights follow the gradient.")
  .meta({ examples: [{ type: "sgd", learningRate: 0.5 }, { type: "adam" }] });

const warmupEpochs = z.number().min(0).default(0).describe("Epochs over which the learning rate rises from 0.");
const minimum = z.number().min(0).default(0).describe("The learning rate never falls below this.");

const scheduleSchema = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("constant").describe("The learning rate stays as it is."), warmupEpochs }),
    z.strictObject({
      type: z.literal("step").describe("The learning rate is multiplied by factor every so many epochs."),
      every: z.int().min(1).describe("Multiply by factor every so many epochs."),
      factor: z.number().positive().default(0.1).describe("What the learning rate is multiplied by."),
      minimum,
      warmupEpochs,
    }),
    z.strictObject({
      type: z.literal("exponential").describe("The learning rate is multiplied by factor every epoch."),
      factor: z.number().positive().describe("What the learning rate is multiplied by every epoch."),
      minimum,
      warmupEpochs,
    }),
    z.strictObject({
      type: z
        .literal("cosine")
        .describe(
          "The learning rate falls along half a cosine to the minimum, which it reaches with the last epoch, or with epochs.",
        ),
      epochs: z
        .int()
        .min(1)
        .optional()
        .describe(
          "The epoch at which the minimum is reached, and from which the learning rate stays there; that of training when left out: more epochs then raise the learning rate again.",
        ),
      minimum,
      warmupEpochs,
    }),
  ])
  .describe("How the learning rate changes over the run.")
  .meta({
    examples: [
      { type: "cosine", warmupEpochs: 1 },
      { type: "step", every: 10, factor: 0.5 },
    ],
  });

const earlyStoppingSchema = z
  .strictObject({
    metric: z
      .enum(metricNames)
      .optional()
      .describe("What is watched; validationAccuracy, for a regression validationRmse, when left out."),
    patience: z.int().min(1).default(10).describe("Epochs without improvement after which training stops."),
    minDelta: z.number().min(0).default(0).describe("The least change that counts as an improvement."),
    restoreBest: z.boolean().default(true).describe("End with the weights of the best epoch."),
  })
  .describe("Stop when the metric no longer improves.");

const startSchema = z
  .union([
    z.strictObject({
      run: z.string().min(1).describe("Name or folder of the run."),
      epoch: z.int().min(1).optional().describe("Of which epoch; of the best one when left out."),
    }),
    z.strictObject({
      weights: z
        .string()
        .min(1)
        .describe(
          "A file of weights: .npz, .onnx, .safetensors, .pt, .keras, .h5, model.json of TensorFlow.js, JSON of brain.js.",
        ),
    }),
  ])
  .describe("Start from the weights of a run, or of a file, instead of random ones.");

export const trainingSchema = z
  .strictObject({
    epochs: z.int().min(1).default(30).describe("How often the network sees every training example."),
    batchSize: z.int().min(1).default(32).describe("Examples per minibatch."),
    seed: z
      .int()
      .min(0)
      .optional()
      .describe(
        "Where all chance comes from; chosen and recorded when left out. The same seed gives the same weights.",
      ),
    optimizer: optimizerSchema.prefault({ type: "sgd" }),
    schedule: scheduleSchema.prefault({ type: "constant" }),
    regularization: z
      .strictObject({
        l1: z.number().min(0).default(0).describe("λ1; the penalty is λ1/n · Σ|w|."),
        l2: z.number().min(0).default(0).describe("λ2; the penalty is λ2/2n · Σw²."),
      })
      .prefault({})
      .describe("Penalties on large weights; n is the number of training examples."),
    earlyStopping: earlyStoppingSchema.optional(),
    bestMetric: z
      .enum(metricNames)
      .optional()
      .describe(
        "By which the best epoch is chosen: best.npz, the list of runs, the panel. What early stopping watches when left out, else validationAccuracy, for a regression validationRmse, and the last epoch without validation examples.",
      ),
    metrics: z
      .array(z.enum(metricNames))
      .optional()
      .describe(
        "More figures to measure after every epoch, besides what early stopping and bestMetric watch: F1, AUC, balanced accuracy or the mean absolute error of the validation examples.",
      )
      .meta({ examples: [["validationF1", "validationAuc"], ["validationMae"]] }),
    checkpointEvery: z.int().min(1).default(1).describe("Save a checkpoint every so many epochs."),
    keepEvery: z
      .int()
      .min(1)
      .optional()
      .describe("Keep the weights of every so many epochs; about 50 over the run when left out."),
    trainAccuracy: z
      .boolean()
      .default(false)
      .describe("Also measure the accuracy on the training examples after every epoch."),
    start: startSchema.optional(),
  })
  .describe("How the network learns.");

export type TrainingConfig = z.output<typeof trainingSchema>;
