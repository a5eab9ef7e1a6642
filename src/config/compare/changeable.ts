/** The settings of a network that can be changed during training. */
import type { ResolvedConfig } from "../schema/resolve";

const readers = {
  "training.optimizer.learningRate": ({ training }: ResolvedConfig) => training.optimizer.learningRate,
  "training.regularization.l1": ({ training }: ResolvedConfig) => training.regularization.l1,
  "training.regularization.l2": ({ training }: ResolvedConfig) => training.regularization.l2,
  "training.epochs": ({ training }: ResolvedConfig) => training.epochs,
} as const;

export type ChangeablePath = keyof typeof readers;
export const changeablePaths = Object.keys(readers) as ChangeablePath[];

export const changeableOf = (config: ResolvedConfig): Record<ChangeablePath, number> =>
  Object.fromEntries(changeablePaths.map((path) => [path, readers[path](config)])) as Record<ChangeablePath, number>;
