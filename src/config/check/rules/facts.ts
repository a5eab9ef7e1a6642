/** The config against facts about its data: outputs, classes, pictures, examples. */

import type { ResolvedConfig } from "../../schema/resolve";
import { leaveOut, type Remark, report, setTo } from "../finding";
import { metricRemarks } from "./metric";
import { hasValidation } from "./split";

export interface DataFacts {
  inputs: number;
  /** Absent for regression. */
  classes?: number;
  /** Of a regression: the name of each output. */
  targets?: string[];
  task: "classification" | "regression";
  /** After the split. */
  examples: { train: number; validation: number; test: number };
  /** Training examples of each class, where they were counted. */
  classSizes?: number[];
  /** Of the training inputs before scaling, where they were read. */
  range?: { minimum: number; maximum: number };
  /** Validation examples that occur in the training examples too, where they were looked for. */
  shared?: number;
}

export function factsRemarks(config: ResolvedConfig, facts: DataFacts): Remark[] {
  return [
    ...classRemarks(config, facts),
    ...targetRemarks(config, facts),
    ...exampleRemarks(config, facts),
    ...overlapRemarks(config, facts),
    ...balanceRemarks(config, facts),
    ...rangeRemarks(config, facts),
    ...sizeRemarks(config, facts),
    ...metricRemarks(config, facts.task),
  ];
}

export function classRemarks(config: ResolvedConfig, facts: Pick<DataFacts, "inputs" | "classes" | "task">): Remark[] {
  const { classes, inputs } = facts;
  const { imageShape, classNames, classWeights } = config.data;
  const remarks: Remark[] = [];
  if (facts.task === "classification" && classes !== undefined) {
    remarks.push(...outputRemarks(config, classes));
    if (classNames && classNames.length !== classes) {
      remarks.push(report("class-names", ["data", "classNames"], { names: classNames.length, classes }));
    }
    // Weights that differ from the names were reported already.
    const asNamed = !classNames || classNames.length === classWeights?.length;
    if (Array.isArray(classWeights) && classWeights.length !== classes && asNamed) {
      remarks.push(report("class-weights", ["data", "classWeights"], { weights: classWeights.length, classes }));
    }
  }
  const pixels = imageShape?.reduce((product: number, size) => product * size, 1) ?? inputs;
  if (imageShape && pixels !== inputs) {
    remarks.push(report("image-shape", ["data", "imageShape"], { imageShape, pixels, inputs }));
  }
  return remarks;
}

function outputRemarks({ layers }: ResolvedConfig, classes: number): Remark[] {
  const { units, activation } = layers[layers.length - 1];
  if (units === classes || (classes === 2 && units === 1 && activation === "sigmoid")) return [];
  const path = ["layers", layers.length - 1, "units"];
  return [report("output-units/classes", path, { units, classes }, setTo(path, classes))];
}

function targetRemarks({ layers }: ResolvedConfig, { targets }: DataFacts): Remark[] {
  const { units } = layers[layers.length - 1];
  if (!targets || targets.length === units) return [];
  const path = ["layers", layers.length - 1, "units"];
  return [report("output-units/targets", path, { units, targets }, setTo(path, targets.length))];
}

/** Needs nothing but the numbers of examples. */
export function exampleRemarks(
  { data, training }: ResolvedConfig,
  { examples }: Pick<DataFacts, "examples">,
): Remark[] {
  const remarks: Remark[] = [];
  if (training.batchSize > examples.train) {
    const path = ["training", "batchSize"];
    const fix = setTo(path, Math.max(1, Math.min(32, Math.floor(examples.train / 10))));
    remarks.push(report("batch-size", path, { batchSize: training.batchSize, examples: examples.train }, fix));
  }
  if (data.limit !== undefined && data.limit > examples.train) {
    const path = ["data", "limit"];
    remarks.push(report("limit-unused", path, { limit: data.limit, examples: examples.train }, leaveOut(path)));
  }
  const metric = training.earlyStopping && (training.earlyStopping.metric ?? "validationAccuracy");
  const isEmpty = hasValidation(data) && examples.validation === 0;
  const aFifth = setTo(["data", "validation"], { fraction: 0.2 });
  if (metric && metric !== "cost" && isEmpty) {
    remarks.push(report("early-stopping-validation/empty", ["training", "earlyStopping"], {}, aFifth));
  } else if (isEmpty) {
    remarks.push(report("validation-empty", ["data", "validation"], {}, aFifth));
  }
  // With a limit a small training set is measured on a large validation set on purpose.
  if (data.limit === undefined && examples.validation > examples.train) {
    remarks.push(report("validation-large", ["data", "validation"], examples, aFifth));
  }
  return remarks;
}

/** Share of the validation examples; most data has a few duplicates. */
const manyShared = 0.1;

function overlapRemarks({ data }: ResolvedConfig, { examples, shared = 0 }: DataFacts): Remark[] {
  if (shared === 0 || shared < manyShared * examples.validation) return [];
  const path = data.validation ? ["data", "validation"] : ["data"];
  return [report("validation-overlap", path, { shared, validation: examples.validation })];
}

/** From this ratio on the network learns the common classes first, and perhaps no others. */
const unevenFrom = 5;

function balanceRemarks({ data }: ResolvedConfig, { classSizes = [], task }: DataFacts): Remark[] {
  if (task === "regression" || classSizes.length === 0) return [];
  const empty = classSizes.filter((size) => size === 0).length;
  const remarks: Remark[] = [];
  if (empty > 0) {
    remarks.push(report("class-empty", ["data"], { empty, classes: classSizes.length }));
  }
  const present = classSizes.filter((size) => size > 0);
  const [smallest, largest] = [Math.min(...present), Math.max(...present)];
  if (data.classWeights === undefined && largest >= unevenFrom * smallest) {
    const fix = setTo(["data", "classWeights"], "balanced");
    remarks.push(report("class-imbalance", ["data"], { largest, smallest }, fix));
  }
  return remarks;
}

/** With weights of N(0, 1/inputs) weighted inputs are as large as the inputs: beyond this most activations are flat. */
const largeInput = 10;

export function rangeRemarks({ data }: ResolvedConfig, { range }: Pick<DataFacts, "range">): Remark[] {
  if (data.scaling !== "none" || !range) return [];
  const { minimum, maximum } = range;
  if (Math.max(Math.abs(minimum), Math.abs(maximum)) <= largeInput) return [];
  const path = ["data", "scaling"];
  return [report("unscaled-inputs", path, { min: minimum, max: maximum }, setTo(path, "auto"))];
}

/** Parameters per training example from which a network can memorize its examples, whatever they are. */
const manyParameters = 20;

export function sizeRemarks(
  { data, layers, training }: ResolvedConfig,
  { inputs, examples }: Pick<DataFacts, "inputs" | "examples">,
): Remark[] {
  const { regularization, earlyStopping } = training;
  const isHeldBack =
    regularization.l1 > 0 || regularization.l2 > 0 || earlyStopping || layers.some((l) => l.dropout > 0);
  const parameters = layers.reduce((sum, { units, bias }, l) => {
    return sum + units * ((l === 0 ? inputs : layers[l - 1].units) + (bias ? 1 : 0));
  }, 0);
  // With a limit the training set is small on purpose.
  if (isHeldBack || data.limit !== undefined || parameters <= manyParameters * examples.train) return [];
  return [report("many-parameters", ["layers"], { parameters, examples: examples.train })];
}
