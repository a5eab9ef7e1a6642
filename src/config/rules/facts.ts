/** What a config asks for and the data has: outputs, classes, pictures, examples. */
import { error, type Remark, warning } from "../finding";
import type { ResolvedConfig } from "../resolve";
import { metricRemarks } from "./metric";

export interface DataFacts {
  inputs: number;
  /** Absent for regression. */
  classes?: number;
  /** Of a regression: what each output is called. */
  targets?: string[];
  task: "classification" | "regression";
  /** After the split. */
  examples: { train: number; validation: number; test: number };
}

export function factsRemarks(config: ResolvedConfig, facts: DataFacts): Remark[] {
  return [
    ...classRemarks(config, facts),
    ...targetRemarks(config, facts),
    ...exampleRemarks(config, facts),
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
  return [error("output-units", ["layers", layers.length - 1, "units"], message)];
}

function targetRemarks({ layers }: ResolvedConfig, { targets }: DataFacts): Remark[] {
  const { units } = layers[layers.length - 1];
  if (!targets || targets.length === units) return [];
  const message = `${units} output ${units === 1 ? "unit" : "units"} to learn ${targets.join(", ")}; write ${targets.length}`;
  return [error("output-units", ["layers", layers.length - 1, "units"], message)];
}

function exampleRemarks({ data, training }: ResolvedConfig, { examples }: DataFacts): Remark[] {
  const remarks: Remark[] = [];
  if (training.batchSize > examples.train) {
    const message = `a minibatch of ${training.batchSize} takes all ${examples.train} training examples at once, so an epoch is one step; choose a smaller one`;
    remarks.push(warning("batch-size", ["training", "batchSize"], message));
  }
  if (data.limit !== undefined && data.limit > examples.train) {
    const message = `only ${examples.train} training examples are there, so the limit of ${data.limit} does nothing; lower it or leave it out`;
    remarks.push(warning("limit-unused", ["data", "limit"], message));
  }
  const metric = training.earlyStopping && (training.earlyStopping.metric ?? "validationAccuracy");
  if (metric && metric !== "cost" && examples.validation === 0) {
    const message = 'no validation examples are left to watch; hold back more, or watch "cost"';
    remarks.push(error("early-stopping-validation", ["training", "earlyStopping"], message));
  }
  // With a limit a small training set is measured on a large validation set on purpose.
  if (data.limit === undefined && examples.validation > examples.train) {
    const message = `${examples.validation} examples to validate on and only ${examples.train} to train on; hold back fewer`;
    remarks.push(warning("validation-large", ["data", "validation"], message));
  }
  return remarks;
}
