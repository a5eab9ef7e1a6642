/**
 * An example value of every key, for docs/config.md: the schema's own, that of the editor's completion, one of those
 * below, or, of a name or a boolean, a value that is not the default.
 */
import * as z from "zod";
import { examples as offered } from "../../src/config/editor/editorSnippets";
import { type JsonSchema, variantsOf } from "./schemaText";

/** By path, and before a colon by the variant that it is of. */
const chosen: Record<string, unknown> = {
  $schema: "./network.schema.json",
  layers: [{ units: 10, activation: "softmax" }],
  training: { epochs: 60, batchSize: 100, seed: 1 },
  "data.trainImages": "train-images-idx3-ubyte.gz",
  "data.trainLabels": "train-labels-idx1-ubyte.gz",
  "data.testImages": "t10k-images-idx3-ubyte.gz",
  "data.testLabels": "t10k-labels-idx1-ubyte.gz",
  "csv:data.path": "flats.csv",
  "csv:data.testPath": "flats-test.csv",
  "npz:data.path": "digits.npz",
  "pickle:data.path": "mnist.pkl.gz",
  "images:data.path": "photos",
  "images:data.testPath": "photos-test",
  "excel:data.path": "flats.xlsx",
  "excel:data.testPath": "flats-test.xlsx",
  "parquet:data.path": "flats.parquet",
  "parquet:data.testPath": "flats-test.parquet",
  "jsonl:data.path": "flats.jsonl",
  "jsonl:data.testPath": "flats-test.jsonl",
  "arff:data.path": "flats.arff",
  "arff:data.testPath": "flats-test.arff",
  "svmlight:data.path": "words.svm",
  "svmlight:data.testPath": "words-test.svm",
  "svmlight:data.label": "label",
  "matlab:data.path": "digits.mat",
  "hdf5:data.path": "digits.h5",
  "octave:data.path": "digits.oct",
  "data.label": "price",
  "data.features": ["area", "rooms"],
  "data.exclude": ["id"],
  "data.classNames": ["cat", "dog"],
  "data.keys.x": "x_train",
  "data.keys.y": "y_train",
  "data.keys.testX": "x_test",
  "data.keys.testY": "y_test",
  "data.validation.repeats": 3,
  "data.validation.group": "patient",
  "layers[].dropout": 0.2,
  "training.epochs": 60,
  "training.batchSize": 100,
  "rmsprop:training.optimizer.learningRate": 0.01,
  "adam or adamw:training.optimizer.learningRate": 0.001,
  "training.optimizer.momentum": 0.9,
  "training.optimizer.rho": 0.9,
  "training.optimizer.epsilon": 1e-7,
  "training.optimizer.beta1": 0.95,
  "training.optimizer.beta2": 0.99,
  "training.schedule.warmupEpochs": 1,
  "training.schedule.minimum": 0.001,
  "step:training.schedule.factor": 0.5,
  "training.regularization": { l2: 0.1 },
  "training.regularization.l1": 0.01,
  "training.regularization.l2": 0.1,
  "training.earlyStopping": { metric: "validationAccuracy", patience: 5 },
  "training.earlyStopping.patience": 5,
  "training.earlyStopping.minDelta": 0.001,
  "training.checkpointEvery": 10,
  "training.start.run": "20261124T134501Z-3fa9",
  "training.start.epoch": 12,
  "training.start.weights": "flowers.onnx",
  threads: 2,
  "log:sweep.parameters.*.log": [0.001, 1],
  "sweep.parameters.*.range": [0, 0.5],
  "sweep.parameters.*.integer": [16, 128],
  "integer:sweep.parameters.*.log": true,
  "sweep.parameters.*.choice": ["relu", "tanh"],
  "sweep.search.generation": 6,
  "sweep.search.reduction": 4,
  "sweep.executor.cpusPerTask": 2,
};

/** Returns an example of the key at this path; throws an Error if there is none, or if the schema refuses it. */
export function exampleOf(schema: JsonSchema, path: string, variant: string): unknown {
  const named = chosen[`${variant}:${path}`] ?? chosen[path];
  const example = schema.examples?.[0] ?? named ?? offered[path.replaceAll("[]", ".[]")]?.[0] ?? otherValue(schema);
  const isValid = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(example).success;
  if (!isValid) throw new Error(`${path} (${variant}) needs another example in scripts/lib/configExamples.ts`);
  return example;
}

/** Returns the first value of a fixed set that is not the default. */
function otherValue(schema: JsonSchema): unknown {
  const values = variantsOf(schema).flatMap(({ const: only, enum: names, type }) => {
    if (only !== undefined) return [only];
    return names ?? (type === "boolean" ? [true, false] : []);
  });
  return values.find((value) => value !== schema.default) ?? values[0];
}
