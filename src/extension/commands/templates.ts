/** The templates of New Network Config…. Each trains well without changes. */
import { l10n } from "vscode";

export interface Template {
  /** Proposed file name. */
  readonly name: string;
  readonly label: string;
  readonly detail: string;
  readonly text: string;
}

export const templates: readonly Template[] = [
  {
    name: "mnist",
    label: l10n.t("Handwritten digits (MNIST)"),
    detail: l10n.t("70,000 images, included in Matrix Network. About 97.7% accuracy after ten seconds."),
    text: `{
  "version": 1,
  "data": { "format": "builtin", "name": "mnist", "validation": { "examples": 10000 } },
  "layers": [
    { "units": 100, "activation": "prelu", "alpha": 0.1 },
    { "units": 10, "activation": "softmax" } // the output layer: one unit per digit
  ],
  "cost": "cross-entropy",
  "training": {
    "epochs": 30,
    "batchSize": 100,
    "seed": 1,
    "optimizer": { "type": "sgd", "learningRate": 1.0 },
    "regularization": { "l2": 0.1 }
  }
}
`,
  },
  {
    name: "iris",
    label: l10n.t("Iris flowers"),
    detail: l10n.t("150 flowers with four measurements each. Trains in a second."),
    text: `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "fraction": 0.2 } },
  "layers": [
    { "units": 16, "activation": "tanh" },
    { "units": 3, "activation": "softmax" } // one unit per species
  ],
  "cost": "cross-entropy",
  "training": {
    "epochs": 60,
    "batchSize": 16,
    "seed": 1,
    "optimizer": { "type": "adam", "learningRate": 0.01 }
  }
}
`,
  },
];
