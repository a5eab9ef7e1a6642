/** Complete networks for an empty file, as VS Code snippets with tab stops such as `${1:100}`. */
import { activationNames } from "../../core/names";

interface WholeNetwork {
  /** Prefix of the snippet. */
  name: string;
  /** Description of the task. */
  about: string;
  snippet: string;
}

const hidden = activationNames.filter((name) => name !== "softmax");
/** Returns a choice of activations, with `first` as the first. */
const activation = (place: number, first: (typeof activationNames)[number]) =>
  `"\${${place}|${[first, ...hidden.filter((name) => name !== first)].join(",")}|}"`;

const table = (label: string, layer: string, cost: string) => `{
  "version": 1,
  "data": {
    "format": "csv",
    "path": "\${1:table.csv}",
    "label": "\${2:${label}}",
    "validation": { "fraction": 0.2 }
  },
  "layers": [
    { "units": \${3:32}, "activation": "relu", "initialization": "he" },
    ${layer}
  ],
  "cost": "${cost}",
  "training": {
    "epochs": \${5:100},
    "batchSize": 16,
    "seed": 1,
    "optimizer": { "type": "adam", "learningRate": \${6:0.003} },
    "earlyStopping": { "patience": 20 }
  }
}
`;

export const wholeNetworks: WholeNetwork[] = [
  {
    name: "mnist",
    about: "Handwritten digits: one hidden layer that learns MNIST",
    snippet: `{
  "version": 1,
  "data": { "format": "builtin", "name": "mnist", "validation": { "examples": 10000 } },
  "layers": [
    { "units": \${1:100}, "activation": ${activation(2, "prelu")} },
    { "units": 10, "activation": "softmax" }
  ],
  "cost": "cross-entropy",
  "training": {
    "epochs": \${3:30},
    "batchSize": 100,
    "seed": 1,
    "optimizer": { "type": "sgd", "learningRate": \${4:0.5} },
    "regularization": { "l2": 0.1 }
  }
}
`,
  },
  {
    name: "iris",
    about: "Three species of flowers: a small network, trained within a second",
    snippet: `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "fraction": 0.2 } },
  "layers": [
    { "units": \${1:16}, "activation": ${activation(2, "tanh")} },
    { "units": 3, "activation": "softmax" }
  ],
  "training": {
    "epochs": \${3:60},
    "batchSize": 16,
    "seed": 1,
    "optimizer": { "type": "adam", "learningRate": \${4:0.01} }
  }
}
`,
  },
  {
    name: "table",
    about: "A CSV table: learns a column of classes from the others",
    snippet: table("label", `{ "units": \${4:3}, "activation": "softmax" }`, "cross-entropy"),
  },
  {
    name: "regression",
    about: "A CSV table: learns a column of numbers from the others",
    snippet: table("price", `{ "units": \${4:1}, "activation": "linear" }`, "quadratic"),
  },
  {
    name: "idx",
    about: "Your own images in IDX files, the format of MNIST",
    snippet: `{
  "version": 1,
  "data": {
    "format": "idx",
    "trainImages": "\${1:train-images-idx3-ubyte.gz}",
    "trainLabels": "\${2:train-labels-idx1-ubyte.gz}",
    "testImages": "\${3:t10k-images-idx3-ubyte.gz}",
    "testLabels": "\${4:t10k-labels-idx1-ubyte.gz}",
    "validation": { "fraction": 0.1 }
  },
  "layers": [
    { "units": \${5:100}, "activation": "relu", "initialization": "he" },
    { "units": \${6:10}, "activation": "softmax" }
  ],
  "training": { "epochs": 30, "batchSize": 100, "seed": 1, "optimizer": { "type": "adam" } }
}
`,
  },
  {
    name: "playground",
    about: "Points of the plane in two classes; the panel shows the decision boundary",
    snippet: `{
  "version": 1,
  "data": { "format": "builtin", "name": "\${1|spiral,circles,xor,gaussians|}", "validation": { "fraction": 0.2 } },
  "layers": [
    { "units": \${2:16}, "activation": ${activation(3, "tanh")} },
    { "units": \${4:16}, "activation": "tanh" },
    { "units": 2, "activation": "softmax" }
  ],
  "cost": "cross-entropy",
  "training": {
    "epochs": \${5:100},
    "batchSize": 10,
    "seed": 1,
    "optimizer": { "type": "adam", "learningRate": \${6:0.01} }
  }
}
`,
  },
];

/** Returns the inserted text with the default of every tab stop. */
export const plainSnippet = (snippet: string): string =>
  snippet.replace(/\$\{\d+:([^}]*)\}/g, "$1").replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, "$1");
