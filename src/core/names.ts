/** Names used by configs, events and run folders for the functions of the core. */

export const activationNames = [
  "sigmoid",
  "tanh",
  "relu",
  "prelu",
  "elu",
  "gelu",
  "softplus",
  "linear",
  "softmax",
] as const;
export type ActivationName = (typeof activationNames)[number];

export const costNames = ["cross-entropy", "quadratic"] as const;
export type CostName = (typeof costNames)[number];

export const initializationNames = ["scaled-gaussian", "xavier", "he", "zeros"] as const;
export type InitializationName = (typeof initializationNames)[number];

export type OptimizerType = "sgd" | "rmsprop" | "adam" | "adamw";

/** The kinds of task: one class per example, several labels of 0 and 1 per example, or quantities. */
export const taskNames = ["classification", "multi-label", "regression"] as const;
export type TaskName = (typeof taskNames)[number];

/** All backends by name; `reference` is the oracle that the others are tested against. */
export const backendNames = [
  "wasm",
  "wasm-relaxed",
  "blas",
  "gpujs-webgpu",
  "gpujs-webasm",
  "gpujs-cpu",
  "reference",
] as const;
export type BackendName = (typeof backendNames)[number];

/** Metrics that early stopping and "best" can use: fields of the epoch event. */
export const metricNames = [
  "validationAccuracy",
  "validationBalancedAccuracy",
  "validationF1",
  "validationAuc",
  "validationCost",
  "validationRmse",
  "validationMae",
  "validationR2",
  "cost",
] as const;
export type MetricName = (typeof metricNames)[number];
