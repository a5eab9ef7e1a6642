/** Checks the config against facts about its data: outputs, classes, images, examples. */

import { needsValidation } from "../../../core/metricRegistry";
import type { DataConfig } from "../../schema";
import type { ResolvedConfig } from "../../schema/resolve";
import type { ColumnFinding } from "../columnFinding";
import { type Diagnostic, leaveOut, report, setTo } from "../finding";
import { checkColumns } from "./columns";
import { foldsOf } from "./folds";
import { checkMetric, checkMetricsValidation, watched } from "./metric";
import { checkShares, type ShareFacts } from "./shares";
import { hasValidation, usesFolderSplit } from "./split";
import { checkUnseen, type Unseen } from "./unseen";

export interface DataFacts extends ShareFacts {
  inputs: number;
  /** Number of classes; only for a classification. */
  classes?: number;
  /** Name of each output, for labels or a regression. */
  targets?: string[];
  /** Range of a regression's targets over the training examples, all outputs together. */
  targetRange?: { minimum: number; maximum: number };
  /** True if all targets of a regression are 0 or 1, several per example. */
  areBits?: boolean;
  /** Classes, by index, or label values 0 and 1, that no validation example has. Absent if none is missing. */
  unseen?: readonly Unseen[];
  /** Number of folds that lack some of these, and number of all folds. */
  unseenFolds?: { readonly lacking: number; readonly folds: number };
  /** Range of the training inputs before scaling, if they were read. */
  range?: { minimum: number; maximum: number };
  /** Scaling of the inputs. */
  scaledAs?: "none" | "unit" | "minmax" | "standardize";
  /** Conspicuous columns of a table. */
  columns?: readonly ColumnFinding[];
  /** Number of validation examples that are also training examples, if counted. */
  shared?: number;
}

export function checkFacts(config: ResolvedConfig, facts: DataFacts): Diagnostic[] {
  return [
    ...checkClasses(config, facts),
    ...checkTargets(config, facts),
    ...checkReach(config, facts),
    ...checkBits(config, facts),
    ...checkExampleCounts(config, facts),
    ...checkOverlap(config, facts),
    ...checkShares(config, facts),
    ...checkColumns(config, facts.columns),
    ...checkBalance(config, facts),
    ...checkRange(config, facts),
    ...checkPixels(config, facts),
    ...checkParameters(config, facts),
    ...checkMetric(config, facts.task),
    ...checkUnseen(config, facts),
  ];
}

export function checkClasses(
  config: ResolvedConfig,
  facts: Pick<DataFacts, "inputs" | "classes" | "task">,
): Diagnostic[] {
  const { classes, inputs } = facts;
  const { imageShape, classNames, classWeights } = config.data;
  const diagnostics: Diagnostic[] = [];
  if (facts.task === "classification" && classes !== undefined) {
    diagnostics.push(...checkOutput(config, classes));
    if (classNames && classNames.length !== classes) {
      diagnostics.push(report("class-names", ["data", "classNames"], { names: classNames.length, classes }));
    }
    // Weights whose number differs from that of the names have already been reported.
    const asNamed = !classNames || classNames.length === classWeights?.length;
    if (Array.isArray(classWeights) && classWeights.length !== classes && asNamed) {
      diagnostics.push(report("class-weights", ["data", "classWeights"], { weights: classWeights.length, classes }));
    }
  }
  const pixels = imageShape?.reduce((product: number, size) => product * size, 1) ?? inputs;
  if (imageShape && pixels !== inputs) {
    diagnostics.push(report("image-shape", ["data", "imageShape"], { imageShape, pixels, inputs }));
  }
  return diagnostics;
}

function checkOutput({ layers }: ResolvedConfig, classes: number): Diagnostic[] {
  const { units, activation } = layers[layers.length - 1];
  if (units === classes || (classes === 2 && units === 1 && activation === "sigmoid")) return [];
  const path = ["layers", layers.length - 1, "units"];
  return [report("output-units/classes", path, { units, classes }, setTo(path, classes))];
}

function checkTargets({ layers }: ResolvedConfig, { targets }: DataFacts): Diagnostic[] {
  const { units } = layers[layers.length - 1];
  if (!targets || targets.length === units) return [];
  const path = ["layers", layers.length - 1, "units"];
  return [report("output-units/targets", path, { units, targets }, setTo(path, targets.length))];
}

/** Range of the activations of output layers; any number for activations not listed. */
const reaches = new Map<string, readonly [least: number, most: number]>([
  ["sigmoid", [0, 1]],
  ["softmax", [0, 1]],
  ["tanh", [-1, 1]],
  ["relu", [0, Number.POSITIVE_INFINITY]],
  ["softplus", [0, Number.POSITIVE_INFINITY]],
  ["gelu", [-0.17, Number.POSITIVE_INFINITY]],
]);

function checkReach({ layers }: ResolvedConfig, { task, targetRange }: DataFacts): Diagnostic[] {
  const { activation, alpha } = layers[layers.length - 1];
  const reach =
    activation === "elu" ? ([-Math.abs(alpha), Number.POSITIVE_INFINITY] as const) : reaches.get(activation);
  if (task !== "regression" || !targetRange || !reach) return [];
  const { minimum, maximum } = targetRange;
  const [least, most] = reach;
  if (minimum >= least && maximum <= most) return [];
  const path = ["layers", layers.length - 1, "activation"];
  return [report("target-range", path, { activation, least, most, minimum, maximum }, setTo(path, "linear"))];
}

/** Reports targets of 0 and 1 for sigmoid outputs: the quadratic cost treats them as quantities, not as labels. */
function checkBits({ data, layers }: ResolvedConfig, { areBits }: DataFacts): Diagnostic[] {
  if (!areBits || data.task !== undefined || layers[layers.length - 1].activation !== "sigmoid") return [];
  return [report("labels-quadratic", ["cost"], {}, setTo(["cost"], "cross-entropy"))];
}

/** Checks that depend only on the numbers of examples. */
export function checkExampleCounts(config: ResolvedConfig, { examples }: Pick<DataFacts, "examples">): Diagnostic[] {
  const { data, training } = config;
  const diagnostics: Diagnostic[] = [];
  if (training.batchSize > examples.train) {
    const path = ["training", "batchSize"];
    const fix = setTo(path, Math.max(1, Math.min(32, Math.floor(examples.train / 10))));
    diagnostics.push(report("batch-size", path, { batchSize: training.batchSize, examples: examples.train }, fix));
  }
  const available = availableExamples(data, examples);
  if (data.limit !== undefined && data.limit > available) {
    const path = ["data", "limit"];
    diagnostics.push(report("limit-unused", path, { limit: data.limit, examples: available }, leaveOut(path)));
  }
  const metric = training.earlyStopping && (training.earlyStopping.metric ?? "validationAccuracy");
  const isEmpty = hasValidation(data) && examples.validation === 0;
  const aFifth = setTo(["data", "validation"], { fraction: 0.2 });
  const chosen = watched(config).find(({ path, metric }) => path.at(-1) === "bestMetric" && needsValidation(metric));
  if (usesFolderSplit(data) && examples.validation === 0) {
    if (metric && needsValidation(metric)) {
      diagnostics.push(report("early-stopping-validation", ["training", "earlyStopping"], {}, aFifth));
    } else if (chosen) {
      diagnostics.push(report("best-metric-validation", chosen.path, { metric: chosen.metric }, aFifth));
    } else diagnostics.push(report("no-validation", ["data", "validation"], {}, aFifth));
  } else if (metric && needsValidation(metric) && isEmpty) {
    diagnostics.push(report("early-stopping-validation/empty", ["training", "earlyStopping"], {}, aFifth));
  } else if (chosen && isEmpty) {
    diagnostics.push(report("best-metric-validation/empty", chosen.path, { metric: chosen.metric }, aFifth));
  } else if (isEmpty) {
    diagnostics.push(report("validation-empty", ["data", "validation"], {}, aFifth));
  }
  if (examples.validation === 0 && (isEmpty || usesFolderSplit(data))) {
    diagnostics.push(...checkMetricsValidation(config));
  }
  const byR2 = watched(config).find(({ metric }) => metric === "validationR2");
  const hasFolds = foldsOf(data) !== undefined;
  const holdOut = hasFolds ? undefined : aFifth;
  if (byR2 && examples.validation === 1) diagnostics.push(report("r2-examples", byR2.path, {}, holdOut));
  // With a limit, a small training set and a large validation set are intended.
  if (data.limit === undefined && examples.validation > examples.train) {
    diagnostics.push(report("validation-large", ["data", "validation"], examples, holdOut));
  }
  return diagnostics;
}

/** Returns the number of examples before the limit, which is applied before folds divide them. */
function availableExamples(data: DataConfig, { train, validation }: DataFacts["examples"]): number {
  const folds = foldsOf(data);
  if (!folds) return train;
  return train + validation * (folds.ordered ? folds.folds - (folds.fold ?? 1) + 1 : 1);
}

/** Share of the validation examples from which duplicates are reported; most data has a few. */
const manyShared = 0.1;

function checkOverlap({ data }: ResolvedConfig, { examples, shared = 0 }: DataFacts): Diagnostic[] {
  if (shared === 0 || shared < manyShared * examples.validation) return [];
  const path = data.validation ? ["data", "validation"] : ["data"];
  return [report("validation-overlap", path, { shared, validation: examples.validation })];
}

/** Largest pixel value that is below 0.1 when divided by 255. */
export const darkestPixel = 25;

/** Reports inputs that are nearly 0 when divided by 255: plain numbers, or images with few shades. */
function checkPixels({ data }: ResolvedConfig, { scaledAs, range }: DataFacts): Diagnostic[] {
  if (scaledAs !== "unit" || !range || range.maximum > darkestPixel) return [];
  const path = ["data", "scaling"];
  const scaling = range.minimum >= 0 && range.maximum <= 1 ? "none" : "minmax";
  const values = { largest: range.maximum, scaling };
  return [report(data.scaling === "unit" ? "pixels-dark/unit" : "pixels-dark", path, values, setTo(path, scaling))];
}

/** Ratio of class sizes from which a network learns mainly the common classes. */
const unevenFrom = 5;

function checkBalance(
  { data }: ResolvedConfig,
  { classSizes = [], validationSizes = [], classNames, task }: DataFacts,
): Diagnostic[] {
  if (task === "regression" || classSizes.length === 0) return [];
  const folds = foldsOf(data);
  // With folds, the facts describe the first one; its validation examples are trained on in other folds and at the end.
  const learned = (size: number, label: number) => size + (folds && !folds.fold ? (validationSizes[label] ?? 0) : 0);
  const empty = classSizes.filter((size, label) => learned(size, label) === 0).length;
  const diagnostics: Diagnostic[] = [];
  if (empty > 0 && empty === classSizes.length - 1) {
    const label = classSizes.findIndex((size, each) => learned(size, each) > 0);
    const name = classNames?.[label] ?? String(label);
    diagnostics.push(report("class-empty/one", ["data"], { name, classes: classSizes.length }));
  } else if (empty > 0) {
    diagnostics.push(report("class-empty", ["data"], { empty, classes: classSizes.length }));
  }
  const present = classSizes.filter((size) => size > 0);
  const [smallest, largest] = [Math.min(...present), Math.max(...present)];
  if (data.classWeights === undefined && largest >= unevenFrom * smallest) {
    const fix = setTo(["data", "classWeights"], "balanced");
    diagnostics.push(report("class-imbalance", ["data"], { largest, smallest }, fix));
  }
  return diagnostics;
}

/** Largest suitable input: weights N(0, 1/inputs) give weighted inputs of this size; beyond, activations saturate. */
const largeInput = 10;

export function checkRange({ data }: ResolvedConfig, { range }: Pick<DataFacts, "range">): Diagnostic[] {
  if (data.scaling !== "none" || !range) return [];
  const { minimum, maximum } = range;
  if (Math.max(Math.abs(minimum), Math.abs(maximum)) <= largeInput) return [];
  const path = ["data", "scaling"];
  return [report("unscaled-inputs", path, { min: minimum, max: maximum }, setTo(path, "auto"))];
}

/** Number of parameters per training example from which a network can memorize its examples. */
const manyParameters = 20;

export function checkParameters(
  { data, layers, training }: ResolvedConfig,
  { inputs, examples }: Pick<DataFacts, "inputs" | "examples">,
): Diagnostic[] {
  const { regularization, earlyStopping } = training;
  const isHeldBack =
    regularization.l1 > 0 || regularization.l2 > 0 || earlyStopping || layers.some((l) => l.dropout > 0);
  const parameters = layers.reduce((sum, { units, bias }, l) => {
    return sum + units * ((l === 0 ? inputs : layers[l - 1].units) + (bias ? 1 : 0));
  }, 0);
  // With a limit, a small training set is intended.
  if (isHeldBack || data.limit !== undefined || parameters <= manyParameters * examples.train) return [];
  return [report("many-parameters", ["layers"], { parameters, examples: examples.train })];
}
