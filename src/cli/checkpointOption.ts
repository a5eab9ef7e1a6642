/** --epoch: which of a run's weights a command takes. */
import { type Command, InvalidArgumentError } from "commander";
import { formatError } from "../messages";
import type { WhichWeights } from "../trainer/experiment/checkpointRef";
import { parseCount } from "../trainer/process/options";

export const whichOption = (command: Command): Command =>
  command.option("--epoch <n>", "which weights: best, last, or an epoch that was kept", parseWhich, "best");

function parseWhich(text: string): WhichWeights {
  if (text === "best" || text === "last") return text;
  // What a run started from, where that was given.
  if (text === "0") return 0;
  try {
    return parseCount(text);
  } catch {
    throw new InvalidArgumentError(formatError("bad-option/checkpoint", {}));
  }
}
