/** The part of a config that determines the meaning of its labels: the cost and the activation of the output layer. */
import { type ActivationName, activationNames, type CostName, costNames } from "../../core/names";

export interface WrittenGoal {
  cost?: CostName;
  activation?: ActivationName;
}

/** @param config complete or partial; unknown values are omitted */
export function goalOf(config: unknown): WrittenGoal {
  const { cost, layers } = (config ?? {}) as { cost?: unknown; layers?: unknown };
  const output = Array.isArray(layers) ? layers[layers.length - 1] : undefined;
  const activation = activationNames.find((name) => name === output?.activation);
  const known = costNames.find((name) => name === cost) ?? (cost === undefined ? defaultCost(activation) : undefined);
  return { ...(known && { cost: known }), ...(activation && { activation }) };
}

/** Returns the config's default cost, if the output layer is known. */
function defaultCost(activation: ActivationName | undefined): CostName | undefined {
  if (activation === undefined) return undefined;
  return activation === "softmax" || activation === "sigmoid" ? "cross-entropy" : "quadratic";
}
