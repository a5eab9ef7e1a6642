/** Configs of the end-to-end tests. */

/** Trains until it is stopped. @param threads 1 leaves VS Code a processor while it trains */
export const digits = (threads: "auto" | 1 = 1, epochs = 500) => `{
  "version": 1,
  "data": { "format": "builtin", "name": "mnist", "validation": { "examples": 10000 } },
  "layers": [
    { "units": 100, "activation": "prelu", "alpha": 0.1 },
    { "units": 10, "activation": "softmax" } // one unit per digit
  ],
  "cost": "cross-entropy",
  "training": {
    "epochs": ${epochs},
    "batchSize": 100,
    "seed": 1,
    "optimizer": { "type": "sgd", "learningRate": 1.0 },
    "regularization": { "l2": 0.1 }
  },
  "threads": ${JSON.stringify(threads)}
}
`;

/** `auto` may choose another backend for a second training, or if koffi is missing, as in the packaged extension. */
export const digitsOnWasm = (epochs = 500) => digits(1, epochs).replace('"threads"', '"backend": "wasm",\n  "threads"');

/** Trains for about a second. */
export const spiral = `{
  "version": 1,
  "data": { "format": "builtin", "name": "spiral", "validation": { "examples": 200 } },
  "layers": [
    { "units": 16, "activation": "tanh" },
    { "units": 8, "activation": "tanh" },
    { "units": 2, "activation": "softmax" }
  ],
  "cost": "cross-entropy",
  "training": { "epochs": 60, "batchSize": 10, "optimizer": { "type": "adam", "learningRate": 0.01 } }
}
`;

export const onGpujs = `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris" },
  "layers": [{ "units": 8, "activation": "tanh" }, { "units": 3, "activation": "softmax" }],
  "training": { "epochs": 3, "batchSize": 10, "optimizer": { "type": "sgd", "learningRate": 0.1 } },
  "backend": "gpujs-webasm"
}
`;
