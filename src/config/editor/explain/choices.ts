/** Descriptions of a key's values, by path and value, for completion. */
import { metrics } from "../../../core/metricRegistry";
import { metricNames } from "../../../core/names";
import { costDescriptions, optimizerDescriptions } from "../../schema/descriptions";

/** Metrics that are measured after every epoch. */
const metricDescriptions = Object.fromEntries(metricNames.map((name) => [name, metrics[name].description]));

export const choiceDescriptions: Record<string, Record<string, string>> = {
  "data.name": {
    mnist: "70,000 handwritten digits of 28 × 28 pixels in 10 classes; 10,000 of them are the test set.",
    iris: "150 flowers of three species, four measures each.",
    spiral: "1,000 points of the plane in two arms that wind around each other: needs two hidden layers or many units.",
    circles: "1,000 points of the plane, a disc within a ring.",
    xor: "1,000 points of the plane, with opposite quadrants in one class: requires a hidden layer.",
    gaussians: "1,000 points of the plane in two clouds: a network without a hidden layer is enough.",
  },
  "data.scaling": {
    none: "Inputs are not scaled.",
    unit: "Bytes are divided by 255.",
    minmax: "Each column to 0…1.",
    standardize: "Each column to mean 0 and deviation 1.",
    auto: "unit for bytes, standardize for other numbers.",
  },
  "data.missing": {
    error: "A missing value is an error that names its line.",
    drop: "Rows with a missing value are left out.",
    mean: "A missing number becomes the column's mean, a missing text its most common one.",
    category: "A missing value is a separate category, or an additional input.",
  },
  cost: Object.fromEntries(
    Object.entries(costDescriptions).map(([name, { formula, error, use }]) => {
      return [name, `C = ${formula}\n\n∂C/∂s = ${error}\n\n${use}`];
    }),
  ),
  "training.optimizer.type": Object.fromEntries(
    Object.entries(optimizerDescriptions).map(([name, { formula, usual }]) => [name, `${formula}\n\nUsual: ${usual}.`]),
  ),
  "training.earlyStopping.metric": metricDescriptions,
  "training.bestMetric": metricDescriptions,
  "training.metrics.[]": metricDescriptions,
  "layers.[].initialization": {
    "scaled-gaussian": "N(0, 1/inputs).",
    xavier: "N(0, 2/(inputs + units)): for sigmoid and tanh.",
    he: "N(0, 2/inputs): for relu and its variants.",
    zeros: "All weights 0: the units of a hidden layer then stay identical.",
  },
  backend: {
    auto: "The fastest backend in a short measurement on this machine.",
    wasm: "Own SIMD kernels in WebAssembly: the same bits on every machine.",
    "wasm-relaxed": "The same with fused multiply-add: the last bits depend on the processor.",
    blas: "Dense products by the system's BLAS.",
    "gpujs-webgpu": "GPU.js on the GPU.",
    "gpujs-webasm": "GPU.js with WebAssembly on all threads.",
    "gpujs-cpu": "GPU.js as JavaScript on one thread: slow.",
    reference: "Plain TypeScript: slow; the reference for testing the other backends.",
  },
};
