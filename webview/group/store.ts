/** The state of a group: its description, its trials as columns of numbers, and its progress. */

import type { GroupCourse, GroupDescription } from "../../src/protocol/groupPanel";
import { stateColumn, TrialTable, trialStates } from "../../src/protocol/trialTable";
import { t } from "../ui/l10n";
import type { GroupMessage } from "./host";

export interface GroupState {
  readonly group: GroupDescription | undefined;
  /** Trials, changed in place; `version` grows with every change. */
  readonly table: TrialTable;
  readonly version: number;
  readonly course: GroupCourse;
}

export const noGroup: GroupState = {
  group: undefined,
  table: new TrialTable(),
  version: 0,
  course: { closed: 0, isRead: false, isWorking: false },
};

export function reduce(state: GroupState, message: GroupMessage): GroupState {
  switch (message.type) {
    case "group":
      return { ...noGroup, group: message.group, table: new TrialTable(), version: state.version + 1 };
    case "trials":
      state.table.take(message.trials);
      return { ...state, version: state.version + 1 };
    case "course": {
      const { type: _, ...course } = message;
      return { ...state, course };
    }
  }
}

export interface Counts {
  readonly waiting: number;
  readonly running: number;
  readonly done: number;
  readonly failed: number;
}

export function countsOf({ table }: Pick<GroupState, "table">): Counts {
  const counts = [0, 0, 0, 0];
  for (const state of table.column(stateColumn) ?? []) if (!Number.isNaN(state)) counts[state]++;
  const [waiting, running, done, failed] = counts;
  return { waiting, running, done, failed };
}

/** The shown word of each state. */
export const stateWords: Readonly<Record<(typeof trialStates)[number], string>> = {
  waiting: t("waiting"),
  running: t("running"),
  done: t("done"),
  failed: t("failed"),
};

export const stateOf = ({ table }: Pick<GroupState, "table">, row: number) =>
  trialStates[table.number(stateColumn, row)] as (typeof trialStates)[number] | undefined;
