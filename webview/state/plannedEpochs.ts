/** Returns the planned number of epochs: that of the config, or as changed during training. */
import type { State } from "./store";

export function plannedEpochs({ run, changes }: State): number {
  const change = changes.findLast((each) => each.type === "changed" && each.path === "training.epochs");
  return typeof change?.to === "number" ? change.to : (run?.epochs ?? 0);
}
