/** How many epochs the run is to have: as its config says, or as it was changed to while it trained. */
import type { State } from "./store";

export function plannedEpochs({ run, changes }: State): number {
  const change = changes.findLast((each) => each.type === "changed" && each.path === "training.epochs");
  return typeof change?.to === "number" ? change.to : (run?.epochs ?? 0);
}
