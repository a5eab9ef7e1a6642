/** The exception filters of the debug adapter. */
import type { DebugProtocol } from "@vscode/debugprotocol";

export const nonFinite = "non-finite";

/** Filters for trainings only. */
export const trainingFilters = ["exploding-gradient", "vanishing-gradient", "dead-layer", "cost-rising"] as const;
export type TrainingFilter = (typeof trainingFilters)[number];

const described: Record<TrainingFilter, { label: string; description: string }> = {
  "exploding-gradient": {
    label: "Exploding gradient (training)",
    description: "A layer's gradient times the learning rate has a norm of at least 0.3 of that of its weights.",
  },
  "vanishing-gradient": {
    label: "Vanishing gradient (training)",
    description: "A layer's gradient has a norm of less than a thousandth of the largest one of all layers.",
  },
  "dead-layer": {
    label: "Dead layer (training)",
    description: "Every unit of a relu layer is 0 for all examples of a minibatch.",
  },
  "cost-rising": {
    label: "Cost rising (training)",
    description: "A minibatch costs more than three times the mean of the 20 before it.",
  },
};

export const exceptionFilters: DebugProtocol.ExceptionBreakpointsFilter[] = [
  {
    filter: nonFinite,
    label: "Values that are not finite",
    description:
      "Stops where a value is infinite or not a number: after an operation, or at the minibatch of a training.",
    default: true,
  },
  ...trainingFilters.map((filter) => ({ filter, ...described[filter], default: false })),
];
