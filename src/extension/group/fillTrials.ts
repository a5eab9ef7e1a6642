/** Converts trials read from a group's folder to rows of the page's table. */
import { problemOf } from "../../groups/trial";
import type { TrialSummary } from "../../groups/trials";
import type { Cited } from "../../messages/said";
import { trialColumn, trialText } from "../../protocol/groupPanel";
import { stateColumn, type TrialTable, trialStates } from "../../protocol/trialTable";
import type { Space, Value } from "../../search/types";

/**
 * @param space of a sweep; empty for folds
 * @param messageOf returns a message in the language of the page
 */
export function fillTrial(
  table: TrialTable,
  space: Space,
  { proposal, state, result, host }: TrialSummary,
  messageOf: (message: Cited) => string,
): void {
  const { trial, values } = proposal;
  const set = (name: string, value: number | undefined) => {
    if (value !== undefined) table.set(name, trial, value);
  };
  set(stateColumn, trialStates.indexOf(state));
  set(trialColumn.generation, proposal.generation);
  set(trialColumn.seed, proposal.seed);
  set(trialColumn.epochs, proposal.epochs);
  set(trialColumn.repeats, proposal.repeats);
  set(trialColumn.continues, proposal.continues);
  for (const parameter of space) {
    const value = Object.hasOwn(values, parameter.path) ? values[parameter.path] : undefined;
    if (value === undefined) continue;
    set(trialColumn.value(parameter.path), parameter.kind === "choice" ? placeOf(parameter.choices, value) : +value);
  }
  table.setText(trialText.host, trial, host);
  if (!result) return;
  set(trialColumn.ended, result.epochs);
  set(trialColumn.examples, result.examples);
  set(trialColumn.best, result.best?.epoch);
  if (result.state === "done")
    for (const [i, value] of result.objectives.entries()) set(trialColumn.objective(i), value);
  for (const [name, value] of Object.entries(result.best?.figures ?? {})) set(trialColumn.figure(name), value);
  table.setText(trialText.failure, trial, result.failure);
  if (result.message !== undefined) table.setText(trialText.message, trial, messageOf(problemOf(result)));
}

const placeOf = (choices: readonly Value[], value: Value): number | undefined => {
  const at = choices.indexOf(value);
  return at < 0 ? undefined : at;
};
