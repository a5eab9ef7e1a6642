/** The `training` key of a network config. */
import * as z from "zod";
import { metricNames } from "../../core/names";

const learningRate = z.number().positive().optional();
const epsilon = z
  .number()
  .positive()
  .default(1e-8)
  .describe("Constant added to the denominator for numerical stability.");
const beta = z.number().min(0).lt(1);

const optimizerSchema = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("sgd").describe("Stochastic gradient descent, optionally with momentum."),
      learningRate: learningRate.describe("Learning rate η (default 0.1)."),
      momentum: z
        .number()
        .min(0)
        .lt(1)
        .default(0)
        .describe("Momentum μ: the fraction of the previous update that is added to the current one."),
      nesterov: z.boolean().default(false).describe("Whether to use Nesterov momentum."),
    }),
    z.strictObject({
      type: z.literal("rmsprop").describe("RMSprop: divides the gradient by the root of its running mean square."),
      learningRate: learningRate.describe("Learning rate η (default 0.01)."),
      rho: beta.default(0.99).describe("Decay rate of the running mean of squared gradients."),
      epsilon,
    }),
    z.strictObject({
      type: z
        .enum(["adam", "adamw"])
        .describe(
          "Adam: running mean of the gradient divided by the root of its running mean square; adamw applies l2 " +
            "as decoupled weight decay.",
        ),
      learningRate: learningRate.describe("Learning rate η (default 0.001)."),
      beta1: beta.default(0.9).describe("Decay rate of the running mean of gradients."),
      beta2: beta.default(0.999).describe("Decay rate of the running mean of squared gradients."),
      epsilon,
    }),
  ])
  .describe("The optimizer that updates the weights.")
  .meta({ examples: [{ type: "sgd", learningRate: 0.5 }, { type: "adam" }] });

const warmupEpochs = z
  .number()
  .min(0)
  .default(0)
  .describe("Number of warm-up epochs, in which the learning rate rises linearly from 0.");
const minimum = z.number().min(0).default(0).describe("Lower bound of the learning rate.");

const scheduleSchema = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("constant").describe("The learning rate is constant."), warmupEpochs }),
    z.strictObject({
      type: z.literal("step").describe("The learning rate is multiplied by factor at intervals of every epochs."),
      every: z.int().min(1).describe("Number of epochs between two reductions."),
      factor: z.number().positive().default(0.1).describe("Factor to multiply the learning rate by."),
      minimum,
      warmupEpochs,
    }),
    z.strictObject({
      type: z.literal("exponential").describe("The learning rate is multiplied by factor every epoch."),
      factor: z.number().positive().describe("Factor to multiply the learning rate by every epoch."),
      minimum,
      warmupEpochs,
    }),
    z.strictObject({
      type: z
        .literal("cosine")
        .describe(
          "Cosine decay: the learning rate falls along half a cosine to minimum, which it reaches at the last " +
            "epoch, or at epochs.",
        ),
      epochs: z
        .int()
        .min(1)
        .optional()
        .describe(
          "The epoch at which the learning rate reaches minimum and stays there. Default: training.epochs; a " +
            "run that is continued for more epochs then raises the learning rate again.",
        ),
      minimum,
      warmupEpochs,
    }),
  ])
  .describe("How the learning rate changes during training.")
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
      .describe("The metric to monitor. Default: validationAccuracy, for a regression validationRmse."),
    patience: z.int().min(1).default(10).describe("Number of epochs without improvement after which training stops."),
    minDelta: z.number().min(0).default(0).describe("Minimum change that counts as an improvement."),
    restoreBest: z.boolean().default(true).describe("Whether to restore the weights of the best epoch at the end."),
  })
  .describe("Stop training when a metric no longer improves.");

const startSchema = z
  .union([
    z.strictObject({
      run: z.string().min(1).describe("Name or folder of the run to start from."),
      epoch: z.int().min(1).optional().describe("The epoch to start from. Default: the best epoch."),
    }),
    z.strictObject({
      weights: z
        .string()
        .min(1)
        .describe(
          "A file of weights: .npz, .onnx, .safetensors, .pt, .keras, .h5, model.json of TensorFlow.js, JSON " +
            "of brain.js.",
        ),
    }),
  ])
  .describe("Start from the weights of a run or a file instead of random weights.");

export const trainingSchema = z
  .strictObject({
    epochs: z
      .int()
      .min(1)
      .default(30)
      .describe("Number of epochs: how many times to go through all training examples."),
    batchSize: z.int().min(1).default(32).describe("Number of examples per minibatch."),
    seed: z
      .int()
      .min(0)
      .optional()
      .describe(
        "Seed of all random numbers. The same seed gives the same weights. Default: chosen at random and " +
          "recorded in the run.",
      ),
    optimizer: optimizerSchema.prefault({ type: "sgd" }),
    schedule: scheduleSchema.prefault({ type: "constant" }),
    regularization: z
      .strictObject({
        l1: z.number().min(0).default(0).describe("L1 regularization strength λ1: adds λ1/n · Σ|w| to the cost."),
        l2: z.number().min(0).default(0).describe("L2 regularization strength λ2: adds λ2/2n · Σw² to the cost."),
      })
      .prefault({})
      .describe("Penalties on the weights; n is the number of training examples."),
    earlyStopping: earlyStoppingSchema.optional(),
    bestMetric: z
      .enum(metricNames)
      .optional()
      .describe(
        "The metric that selects the best epoch (best.npz, lists of runs, the panel). Default: the metric of " +
          "early stopping, else validationAccuracy, for a regression validationRmse; without validation " +
          "examples, the last epoch.",
      ),
    metrics: z
      .array(z.enum(metricNames))
      .optional()
      .describe(
        "Additional metrics to compute on the validation examples after every epoch: F1, AUC, balanced " +
          "accuracy or mean absolute error.",
      )
      .meta({ examples: [["validationF1", "validationAuc"], ["validationMae"]] }),
    checkpointEvery: z.int().min(1).default(1).describe("Number of epochs between checkpoints."),
    keepEvery: z
      .int()
      .min(1)
      .optional()
      .describe("Number of epochs between weights that are kept. Default: about 50 epochs of the run are kept."),
    trainAccuracy: z
      .boolean()
      .default(false)
      .describe("Whether to also compute the accuracy on the training examples after every epoch."),
    start: startSchema.optional(),
  })
  .describe("How the network is trained.");

export type TrainingConfig = z.output<typeof trainingSchema>;
