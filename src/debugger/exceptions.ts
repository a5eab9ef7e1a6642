/** The exception filters of the debug adapter. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { say } from "./language";

export const nonFinite = "non-finite";

/** Filters for trainings only. */
export const trainingFilters = ["exploding-gradient", "vanishing-gradient", "dead-layer", "cost-rising"] as const;
export type TrainingFilter = (typeof trainingFilters)[number];

const described = (): Record<TrainingFilter, { label: string; description: string }> => ({
  "exploding-gradient": {
    label: say("Exploding gradient (training)"),
    description: say("A layer's gradient times the learning rate has a norm of at least 0.3 of that of its weights."),
  },
  "vanishing-gradient": {
    label: say("Vanishing gradient (training)"),
    description: say("A layer's gradient has a norm of less than a thousandth of the largest one of all layers."),
  },
  "dead-layer": {
    label: say("Dead layer (training)"),
    description: say("Every unit of a relu layer is 0 for all examples of a minibatch."),
  },
  "cost-rising": {
    label: say("Cost rising (training)"),
    description: say("A minibatch costs more than three times the mean of the 20 before it."),
  },
});

export const exceptionFilters = (): DebugProtocol.ExceptionBreakpointsFilter[] => [
  {
    filter: nonFinite,
    label: say("Values that are not finite"),
    description: say(
      "Stops where a value is infinite or not a number: after an operation, or at the minibatch of a training.",
    ),
    default: true,
  },
  ...trainingFilters.map((filter) => ({ filter, ...described()[filter], default: false })),
];
