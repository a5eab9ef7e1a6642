/** Properties of the builtin data sets, known without reading them, for checks while typing. */
import type { DataConfig } from "../../schema";

interface Builtin {
  inputs: number;
  classes: number;
  /** Number of examples, except those of a separate test set. */
  examples: number;
  hasTest: boolean;
  /** Default validation set if the config specifies none. */
  validation?: { examples: number };
  /** Range of the inputs before scaling, if all draws have the same. */
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
