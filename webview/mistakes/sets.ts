/** Which of the data's sets is looked at: remembered, where the run has it. */
import { whole } from "../format";
import type { Host, SetName } from "../host";
import type { Dropdown } from "../toolkit";
import type { DataDescription } from "./gallery";

const names: Record<SetName, string> = { validation: "Validation", test: "Test", train: "Training" };

export const chosenSet = ({ sets }: Pick<DataDescription, "sets">, { remembered }: Pick<Host, "remembered">): SetName =>
  sets.find(({ set }) => set === remembered.set)?.set ?? sets[0]?.set ?? "validation";

export function offerSets(list: Dropdown, { sets }: Pick<DataDescription, "sets">, chosen: SetName): void {
  list.offer(
    sets.map(({ set, examples }) => [set, `${names[set]}: ${whole(examples)} examples`]),
    chosen,
  );
}
