/** Extends a sweep by more settings: its trials are kept, and the search continues from there. */
import { NetworkError } from "../../core/errors";
import { refuseIfHeld } from "../../groups/deleteGroup";
import { addExtension, extendedPlan, readExtensions } from "../../groups/extensions";
import { readGenerations } from "../../groups/generations";
import { readGroup } from "../../groups/group";
import { sweepPlanOf } from "../../groups/sweepPlan";
import { listTrials } from "../../groups/trials";

/**
 * Throws a NetworkError for a search whose decisions depend on the number of trials, and while a worker trains the
 * sweep, which would not read the extension.
 * @param trials total number of settings to try
 */
export async function extendSweep(folder: string, trials: number): Promise<void> {
  const group = await readGroup(folder);
  if (group.kind !== "sweep") throw new NetworkError("group-kind", { folder, kind: group.kind });
  const { sweep, minutes } = sweepPlanOf(group, folder);
  const extensions = await readExtensions(folder);
  const now = extendedPlan(sweep, extensions).search.trials;
  if (sweep.search.type === "halving") throw new NetworkError("sweep-extend/halving", { folder });
  if (now === undefined) throw new NetworkError("sweep-extend/whole", { folder });
  if (trials <= now) throw new NetworkError("sweep-extend/fewer", { folder, trials, now });
  const { budget } = sweep;
  if (budget?.trials !== undefined || budget?.examples !== undefined || minutes !== undefined) {
    throw new NetworkError("sweep-extend/budget", { folder });
  }
  await refuseIfHeld(folder);
  const closed = (await readGenerations(folder)).length;
  const begun = (await listTrials(folder)).map(({ proposal }) => proposal.generation + 1);
  const from = begun.reduce((latest, each) => Math.max(latest, each), closed);
  if (await addExtension(folder, extensions.length + 1, { from, trials })) return;
  throw new NetworkError("sweep-extend/meanwhile", { folder });
}
