/** Exports the network as a Python script in textbook notation; weights and check examples are in an .npz beside it. */
import { hasScaledTargets, type Model, shapeOf } from "./model";

/** @param weights name of the .npz beside the script */
export function toNumpyScript(model: Model, weights: string): string {
  const { title, task, layers, classNames, targets, inputNames } = model;
  const used = [...new Set(layers.map(({ activation }) => activation))];
  const usesErf = used.includes("gelu");
  const scaled = hasScaledTargets(model) ? targets : undefined;
  return `"""${inDocstring(title)}: [${shapeOf(model).join(", ")}].

Written by Matrix Network. Run it to prove that NumPy computes what the trained network computes:

    python3 ${inDocstring(weights.replace(/\.npz$/, ".py"))}
"""
${usesErf ? "import math\n" : ""}import os
import sys

import numpy as np

${used.map((name) => functions[name]).join("\n\n\n")}


class Network:
    def __init__(self, file):
        arrays = np.load(file)
        self.activations = [${layers.map(({ activation }) => activation).join(", ")}]
        self.W = [arrays["W%d" % l] for l in range(${layers.length})]
        self.b = [arrays["b%d" % l] for l in range(${layers.length})]
        self.alpha = [arrays["alpha%d" % l] if "alpha%d" % l in arrays else None for l in range(${layers.length})]
        self.shift = arrays["shift"]
        self.factor = arrays["factor"]
        self.class_names = ${classNames ? JSON.stringify(classNames) : "None"}
        self.input_names = ${inputNames ? JSON.stringify(inputNames) : "None"}

    def forward_propagate(self, x):
        """x [examples, inputs], not scaled; returns the outputs [examples, outputs]."""
        z = (np.asarray(x, dtype=np.float32) - self.shift) * self.factor
        for W, b, f, alpha in zip(self.W, self.b, self.activations, self.alpha):
            s = z @ W + b
            z = f(s, alpha)
        return ${scaled ? `z.astype(np.float64) / [${scaled.map(({ factor }) => factor).join(", ")}] + [${scaled.map(({ shift }) => shift).join(", ")}]` : "z"}

    def predict(self, x):
        z = self.forward_propagate(x)
        if self.class_names is None:
            return ${task === "multi-label" ? "(z > 0.5).astype(int)" : "z"}
        largest = (z[:, 0] > 0.5).astype(int) if z.shape[1] == 1 else z.argmax(axis=1)
        return [self.class_names[i] for i in largest]


if __name__ == "__main__":
    file = os.path.join(os.path.dirname(os.path.abspath(__file__)), ${JSON.stringify(weights)})
    proof = np.load(file)
    network = Network(file)
    expected = proof["expected"]
    found = network.forward_propagate(proof["examples"])
    difference = np.max(np.abs(found - expected) / np.maximum(1, np.abs(expected)))
    print("%d examples, largest difference %.1e" % (len(expected), difference))
    sys.exit(0 if difference < 1e-5 else 1)
`;
}

/** Escapes backslashes and quotes for a docstring. */
const inDocstring = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', "'");

const define = (name: string, ...lines: string[]) =>
  `def ${name}(s, alpha):\n${lines.map((line) => `    ${line}`).join("\n")}`;

const functions = {
  sigmoid: define("sigmoid", "e = np.exp(-np.abs(s))", "return np.where(s >= 0, 1, e) / (1 + e)"),
  tanh: define("tanh", "return np.tanh(s)"),
  relu: define("relu", "return np.maximum(s, 0)"),
  prelu: define("prelu", "return np.where(s < 0, alpha * s, s)"),
  elu: define("elu", "return np.where(s < 0, alpha * np.expm1(np.minimum(s, 0)), s)"),
  gelu: define(
    "gelu",
    "erf = np.vectorize(math.erf)",
    "return s * (0.5 * (1 + erf(s / math.sqrt(2)))).astype(np.float32)",
  ),
  softplus: define("softplus", "return np.maximum(s, 0) + np.log1p(np.exp(-np.abs(s)))"),
  linear: define("linear", "return s"),
  softmax: define("softmax", "e = np.exp(s - s.max(axis=1, keepdims=True))", "return e / e.sum(axis=1, keepdims=True)"),
};
