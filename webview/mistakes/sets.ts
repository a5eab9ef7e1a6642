/** Which of the data's sets is looked at: viewState, where the run has it. */

import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import type { SetName } from "../state/viewState";
import { whole } from "../ui/format";
import type { Dropdown } from "../ui/toolkit";

const names: Record<SetName, string> = { validation: "Validation", test: "Test", train: "Training" };

export const chosenSet = ({ sets }: Pick<DataDescription, "sets">, { viewState }: Pick<Host, "viewState">): SetName =>
  sets.find(({ set }) => set === viewState.set)?.set ?? sets[0]?.set ?? "validation";

export function offerSets(list: Dropdown, { sets }: Pick<DataDescription, "sets">, chosen: SetName): void {
  list.offer(
    sets.map(({ set, examples }) => [set, `${names[set]}: ${whole(examples)} examples`]),
    chosen,
  );
}
