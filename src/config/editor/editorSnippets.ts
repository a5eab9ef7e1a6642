/** Snippets that VS Code offers, by path. "^" marks a value without quotes. */
import { activationNames, type OptimizerType } from "../../core/names";
import { optimizerDescriptions } from "../schema/descriptions";

interface Snippet {
  label: string;
  description: string;
  body: unknown;
}

/** Returns a tab stop with its number and default text. */
const text = (place: number, first: string) => `\${${place}:${first}}`;
const number = (place: number, first: number) => `^${text(place, String(first))}`;
const choose = (place: number, names: readonly string[]) => `\${${place}|${names.join(",")}|}`;
const hiddenActivations = activationNames.filter((name) => name !== "softmax");

const usual = (name: OptimizerType) =>
  `${optimizerDescriptions[name].formula}; usual: ${optimizerDescriptions[name].usual}.`;

const arraysIn = (format: string, label: string, description: string, file: string): Snippet => ({
  label,
  description,
  body: {
    format,
    path: text(1, file),
    keys: { x: text(2, "x"), y: text(3, "y") },
    validation: { fraction: number(4, 0.2) },
  },
});

const tableIn = (format: string, label: string, description: string, file: string): Snippet => ({
  label,
  description,
  body: { format, path: text(1, file), label: text(2, "label"), validation: { fraction: number(3, 0.2) } },
});

export const snippets: Record<string, Snippet[]> = {
  data: [
    { label: "MNIST", description: "70,000 handwritten digits.", body: { format: "builtin", name: "mnist" } },
    {
      label: "Iris",
      description: "150 flowers of three species.",
      body: { format: "builtin", name: "iris", validation: { fraction: number(1, 0.2) } },
    },
    {
      label: "IDX files",
      description: "Images and labels in MNIST's file format, plain or .gz.",
      body: {
        format: "idx",
        trainImages: text(1, "train-images-idx3-ubyte.gz"),
        trainLabels: text(2, "train-labels-idx1-ubyte.gz"),
        testImages: text(3, "t10k-images-idx3-ubyte.gz"),
        testLabels: text(4, "t10k-labels-idx1-ubyte.gz"),
        validation: { fraction: number(5, 0.2) },
      },
    },
    {
      label: "NumPy arrays",
      description: "Inputs and labels in an .npz file.",
      body: {
        format: "npz",
        path: text(1, "data.npz"),
        keys: { x: text(2, "x_train"), y: text(3, "y_train"), testX: text(4, "x_test"), testY: text(5, "y_test") },
        validation: { fraction: number(6, 0.2) },
      },
    },
    {
      label: "Pictures",
      description: "A folder of pictures for each class.",
      body: { format: "images", path: text(1, "pictures"), validation: { fraction: number(2, 0.2) } },
    },
    tableIn("csv", "CSV table", "A table of numbers and texts with a column to predict.", "table.csv"),
    tableIn("excel", "Excel workbook", "A sheet of numbers and texts with a column to predict.", "table.xlsx"),
    tableIn("parquet", "Parquet file", "A table of columns, one of them to predict.", "table.parquet"),
    tableIn("jsonl", "JSON Lines", "One JSON object per line, with a member to predict.", "table.jsonl"),
    tableIn("arff", "ARFF file", "A Weka table with an attribute to predict.", "table.arff"),
    arraysIn("matlab", "MATLAB file", "Inputs and labels in a MAT-file.", "data.mat"),
    arraysIn("hdf5", "HDF5 file", "Inputs and labels in the datasets of an HDF5 file.", "data.h5"),
    arraysIn("octave", "Octave file", "Inputs and labels in Octave's text format.", "data.txt"),
    {
      label: "svmlight file",
      description: "The text of svmlight and libsvm.",
      body: { format: "svmlight", path: text(1, "table.svm"), validation: { fraction: number(2, 0.2) } },
    },
  ],
  layers: [
    {
      label: "layers",
      description: "A hidden layer and the output layer.",
      body: [
        { units: number(1, 100), activation: "relu" },
        { units: number(2, 10), activation: "softmax" },
      ],
    },
  ],
  "data.validation": [
    { label: "fraction", description: "A fraction of the training examples.", body: { fraction: number(1, 0.2) } },
    { label: "examples", description: "A number of training examples.", body: { examples: number(1, 1000) } },
    { label: "folds", description: "Every example once: cross-validation.", body: { folds: number(1, 5) } },
  ],
  "layers.[]": [
    {
      label: "hidden layer",
      description: "Units between the inputs and the output layer.",
      body: { units: number(1, 100), activation: choose(2, hiddenActivations) },
    },
    {
      label: "output layer",
      description: "One unit per class.",
      body: { units: number(1, 10), activation: choose(2, ["softmax", "sigmoid", "linear"]) },
    },
  ],
  "training.optimizer": [
    {
      label: "sgd",
      description: usual("sgd"),
      body: { type: "sgd", learningRate: number(1, 0.1) },
    },
    {
      label: "sgd with momentum",
      description: "Use about a tenth of the learning rate without momentum.",
      body: { type: "sgd", learningRate: number(1, 0.01), momentum: number(2, 0.9) },
    },
    {
      label: "rmsprop",
      description: usual("rmsprop"),
      body: { type: "rmsprop", learningRate: number(1, 0.001), rho: number(2, 0.99) },
    },
    {
      label: "adam",
      description: usual("adam"),
      body: { type: "adam", learningRate: number(1, 0.001), beta1: number(2, 0.9), beta2: number(3, 0.999) },
    },
    {
      label: "adamw",
      description: usual("adamw"),
      body: { type: "adamw", learningRate: number(1, 0.001), beta1: number(2, 0.9), beta2: number(3, 0.999) },
    },
  ],
  "training.schedule": [
    {
      label: "cosine",
      description: "The learning rate falls along a cosine, after a warm-up.",
      body: { type: "cosine", warmupEpochs: number(1, 1) },
    },
    {
      label: "step",
      description: "The learning rate falls every few epochs.",
      body: { type: "step", every: number(1, 10), factor: number(2, 0.5) },
    },
  ],
  "training.regularization": [{ label: "l2", description: "Keeps weights small.", body: { l2: number(1, 0.1) } }],
  "training.earlyStopping": [
    {
      label: "patience",
      description: "Stop after this many epochs without improvement.",
      body: { patience: number(1, 10) },
    },
  ],
};

/** Example values of keys without a default. */
export const examples: Record<string, unknown[]> = {
  version: [1],
  "data.delimiter": [";"],
  "data.header": [true],
  "data.sheet": [1],
  "data.size": [[28, 28]],
  "data.grey": [true],
  "data.validation.examples": [1000],
  "data.validation.fraction": [0.2],
  "data.test.examples": [1000],
  "data.test.fraction": [0.2],
  "data.classWeights": ["balanced"],
  "data.limit": [10000],
  "data.labelsStartAt": [1],
  "data.validation.stratified": [true],
  "data.validation.folds": [5],
  "data.validation.repeat": [1],
  "data.validation.fold": [1],
  "data.test.stratified": [true],
  "layers.[].units": [100],
  "layers.[].alpha": [0.1],
  "training.seed": [1],
  "training.optimizer.learningRate": [0.1, 0.01, 0.001],
  "training.schedule.every": [10],
  "training.schedule.epochs": [30],
  "training.schedule.factor": [0.95],
  "training.keepEvery": [1],
  "sweep.search.seed": [1],
  "sweep.repeats.most": [5],
  "sweep.executor.workers": [4],
  "training.start": [{ weights: "weights.npz" }, { run: "20261124T134501Z-3fa9" }],
};
