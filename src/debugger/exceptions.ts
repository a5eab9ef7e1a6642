/** What the editor can stop at beside breakpoints. */
import type { DebugProtocol } from "@vscode/debugprotocol";

export const nonFinite = "non-finite";

export const exceptionFilters: DebugProtocol.ExceptionBreakpointsFilter[] = [
  {
    filter: nonFinite,
    label: "Values that are not finite",
    description:
      "Stops after the operation that leaves a value that is infinite or not a number; in a training at the minibatch.",
    default: true,
  },
];
