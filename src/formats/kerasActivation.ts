/** Maps Keras' activations to config names: by name, as layers, or as activation layers inside a Dense. */
import { type Json, objectOf, textOf } from "./kerasJson";

export interface KerasActivation {
  activation: string;
  /** The slope shared by all units. */
  alpha?: number;
}

const named: Partial<Record<string, KerasActivation>> = {
  sigmoid: { activation: "sigmoid" },
  tanh: { activation: "tanh" },
  relu: { activation: "relu" },
  elu: { activation: "elu", alpha: 1 },
  gelu: { activation: "gelu" },
  leaky_relu: { activation: "prelu", alpha: 0.2 },
  softplus: { activation: "softplus" },
  linear: { activation: "linear" },
  softmax: { activation: "softmax" },
};

/**
 * Returns undefined for an unsupported activation. @param value a name, a layer's description, or undefined for linear
 */
export function activationOf(value: unknown): KerasActivation | undefined {
  if (value === undefined || value === null || value === "") return named.linear;
  if (typeof value === "string") return Object.hasOwn(named, value) ? named[value] : undefined;
  const { class_name: kind, config } = objectOf(value);
  // An activation layer inside a layer may not contain another one.
  return kind === "Activation" ? undefined : activationOfLayer(textOf(kind), objectOf(config));
}

export function activationOfLayer(kind: string, config: Json): KerasActivation | undefined {
  switch (kind) {
    case "Activation":
      return activationOf(config.activation);
    case "ReLU":
      return cutRelu(config);
    case "LeakyReLU":
      return withSlope("prelu", config.negative_slope ?? config.alpha ?? 0.3);
    case "ELU":
      return withSlope("elu", config.alpha ?? 1);
    case "Softmax":
      return [-1, 1].includes(Number(config.axis ?? -1)) ? named.softmax : undefined;
    default:
      return undefined;
  }
}

function withSlope(activation: string, slope: unknown): KerasActivation | undefined {
  return typeof slope === "number" ? { activation, alpha: slope } : undefined;
}

function cutRelu({ max_value: most, negative_slope: slope, threshold }: Json): KerasActivation | undefined {
  if ((most ?? null) !== null || (threshold ?? 0) !== 0) return undefined;
  return (slope ?? 0) === 0 ? named.relu : withSlope("prelu", slope);
}
