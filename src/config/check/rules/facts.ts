/** What a config asks for and the data has: outputs, classes, pictures, examples. */

import type { ResolvedConfig } from "../../schema/resolve";
import { error, hint, leaveOut, type Remark, setTo, warning } from "../finding";
import { metricRemarks } from "./metric";
import { hasValidation } from "./split";

export interface DataFacts {
  inputs: number;
  /** Absent for regression. */
  classes?: number;
  /** Of a regression: what each output is called. */
  targets?: string[];
  task: "classification" | "regression";
  /** After the split. */
  examples: { train: number; validation: number; test: number };
  /** Training examples of each class, where they were counted. */
  classSizes?: number[];
  /** Least and most of the training inputs before scaling, where they were looked at. */
  range?: { minimum: number; maximum: number };
  /** Validation examples that stand among the training examples too, where they were looked for. */
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
      const message = `${classNames.length} names for the ${classes} classes of this data; give each class one name`;
      remarks.push(error("class-names", ["data", "classNames"], message));
    }
    // Where they differ from the names, that was said already.
    const asNamed = !classNames || classNames.length === classWeights?.length;
    if (Array.isArray(classWeights) && classWeights.length !== classes && asNamed) {
      const message = `${classWeights.length} weights for the ${classes} classes of this data; give one weight per class`;
      remarks.push(error("class-weights", ["data", "classWeights"], message));
    }
  }
  const pixels = imageShape?.reduce((product: number, size) => product * size, 1);
  if (imageShape && pixels !== inputs) {
    const message = `${imageShape.join(" × ")} is ${pixels}, but an example of this data has ${inputs} inputs; correct it or leave it out`;
    remarks.push(error("image-shape", ["data", "imageShape"], message));
  }
  return remarks;
}

function outputRemarks({ layers }: ResolvedConfig, classes: number): Remark[] {
  const { units, activation } = layers[layers.length - 1];
  if (units === classes || (classes === 2 && units === 1 && activation === "sigmoid")) return [];
  const mend = classes === 2 ? "write 2, or 1 with sigmoid" : `write ${classes}`;
  const message = `${units} output ${units === 1 ? "unit" : "units"} for the ${classes} classes of this data; ${mend}`;
  const path = ["layers", layers.length - 1, "units"];
  return [error("output-units", path, message, setTo(path, classes))];
}

function targetRemarks({ layers }: ResolvedConfig, { targets }: DataFacts): Remark[] {
  const { units } = layers[layers.length - 1];
  if (!targets || targets.length === units) return [];
  const message = `${units} output ${units === 1 ? "unit" : "units"} to learn ${targets.join(", ")}; write ${targets.length}`;
  const path = ["layers", layers.length - 1, "units"];
  return [error("output-units", path, message, setTo(path, targets.length))];
}

/** Needs nothing but the numbers of examples. */
export function exampleRemarks(
  { data, training }: ResolvedConfig,
  { examples }: Pick<DataFacts, "examples">,
): Remark[] {
  const remarks: Remark[] = [];
  if (training.batchSize > examples.train) {
    const message = `a minibatch of ${training.batchSize} takes all ${examples.train} training examples at once, so an epoch is one step; choose a smaller one`;
    const fix = setTo(["training", "batchSize"], Math.max(1, Math.min(32, Math.floor(examples.train / 10))));
    remarks.push(warning("batch-size", ["training", "batchSize"], message, fix));
  }
  if (data.limit !== undefined && data.limit > examples.train) {
    const message = `only ${examples.train} training examples are there, so the limit of ${data.limit} does nothing; lower it or leave it out`;
    remarks.push(warning("limit-unused", ["data", "limit"], message, leaveOut(["data", "limit"])));
  }
  const metric = training.earlyStopping && (training.earlyStopping.metric ?? "validationAccuracy");
  const isEmpty = hasValidation(data) && examples.validation === 0;
  const aFifth = setTo(["data", "validation"], { fraction: 0.2 });
  if (metric && metric !== "cost" && isEmpty) {
    const message = 'no validation examples are left to watch; hold back more, or watch "cost"';
    remarks.push(error("early-stopping-validation", ["training", "earlyStopping"], message, aFifth));
  } else if (isEmpty) {
    const message = "so small a part of these examples is none at all: overfitting stays unseen; hold back more";
    remarks.push(warning("validation-empty", ["data", "validation"], message, aFifth));
  }
  // With a limit a small training set is measured on a large validation set on purpose.
  if (data.limit === undefined && examples.validation > examples.train) {
    const message = `${examples.validation} examples to validate on and only ${examples.train} to train on; hold back fewer`;
    remarks.push(warning("validation-large", ["data", "validation"], message, aFifth));
  }
  return remarks;
}

/** Of the validation examples: a few that are alike are in most data. */
const manyShared = 0.1;

function overlapRemarks({ data }: ResolvedConfig, { examples, shared = 0 }: DataFacts): Remark[] {
  if (shared === 0 || shared < manyShared * examples.validation) return [];
  const message = `${shared} of ${examples.validation} validation examples stand among the training examples too: learned by heart, they look understood; take out what is there twice`;
  return [hint("validation-overlap", data.validation ? ["data", "validation"] : ["data"], message)];
}

/** From here on the network learns the common classes first, and perhaps those alone. */
const unevenFrom = 5;

function balanceRemarks({ data }: ResolvedConfig, { classSizes = [], task }: DataFacts): Remark[] {
  if (task === "regression" || classSizes.length === 0) return [];
  const empty = classSizes.filter((size) => size === 0).length;
  const remarks: Remark[] = [];
  if (empty > 0) {
    const message = `${empty} of ${classSizes.length} classes ${empty === 1 ? "has" : "have"} no training example and cannot be learned; check classNames, limit and split`;
    remarks.push(warning("class-empty", ["data"], message));
  }
  const there = classSizes.filter((size) => size > 0);
  const [least, most] = [Math.min(...there), Math.max(...there)];
  if (data.classWeights === undefined && most >= unevenFrom * least) {
    const message = `the largest class has ${most} training examples, the smallest ${least}: rare classes are learned late; add "classWeights": "balanced"`;
    remarks.push(hint("class-imbalance", ["data"], message, setTo(["data", "classWeights"], "balanced")));
  }
  return remarks;
}

/** Weighted inputs of units that start with N(0, 1/inputs) are as large as the inputs: beyond this most functions are flat. */
const largeInput = 10;

export function rangeRemarks({ data }: ResolvedConfig, { range }: Pick<DataFacts, "range">): Remark[] {
  if (data.scaling !== "none" || !range) return [];
  const { minimum, maximum } = range;
  if (Math.max(Math.abs(minimum), Math.abs(maximum)) <= largeInput) return [];
  const short = (value: number) => String(Number(value.toPrecision(4)));
  const message = `inputs from ${short(minimum)} to ${short(maximum)} are not scaled: units saturate or steps diverge; take "auto"`;
  return [warning("unscaled-inputs", ["data", "scaling"], message, setTo(["data", "scaling"], "auto"))];
}

/** Parameters per training example from which a network can learn its examples by heart, whatever they are. */
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
  const message = `${parameters} parameters for ${examples.train} training examples: it can learn them by heart; add regularization, dropout or earlyStopping, or take fewer units`;
  return [hint("many-parameters", ["layers"], message)];
}
