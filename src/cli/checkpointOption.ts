/** The option --epoch: the weights that a command uses. */
import { type Command, InvalidArgumentError } from "commander";
import { formatError } from "../messages";
import type { CheckpointRef } from "../trainer/experiment/checkpointRef";
import { parseCount } from "../trainer/process/options";

export const checkpointOption = (command: Command): Command =>
  command.option("--epoch <n>", "weights to use: best, last, or a kept epoch", parseCheckpoint, "best");

function parseCheckpoint(text: string): CheckpointRef {
  if (text === "best" || text === "last") return text;
  // The initial weights of a run, if they were given.
  if (text === "0") return 0;
  try {
    return parseCount(text);
  } catch {
    throw new InvalidArgumentError(formatError("bad-option/checkpoint", {}));
  }
}
