/** What is known of the builtin sets without reading anything, so that the editor can tell while a person types. */
import type { DataConfig } from "../../schema";

interface Builtin {
  inputs: number;
  classes: number;
  /** Besides those of a test set of its own. */
  examples: number;
  hasTest: boolean;
  /** Held back where the config says nothing. */
  validation?: { examples: number };
  /** Of the inputs before scaling, where it is the same in every draw. */
  range?: { minimum: number; maximum: number };
}

const plane: Builtin = { inputs: 2, classes: 2, examples: 1000, hasTest: false };

export const builtins: Record<Extract<DataConfig, { format: "builtin" }>["name"], Builtin> = {
  mnist: {
    inputs: 784,
    classes: 10,
    examples: 60000,
    hasTest: true,
    validation: { examples: 10000 },
    range: { minimum: 0, maximum: 255 },
  },
  spiral: plane,
  circles: plane,
  xor: plane,
  gaussians: plane,
  iris: { inputs: 4, classes: 3, examples: 150, hasTest: false, range: { minimum: 0.1, maximum: 7.9 } },
};

export function builtinOf(data: DataConfig): Builtin | undefined {
  return data.format === "builtin" ? builtins[data.name] : undefined;
}
