/** Output about a group's trials: as events, and as lines for the terminal. */
import { runOfTrial } from "../../groups/names";
import { problemOf } from "../../groups/trial";
import type { TrialSummary } from "../../groups/trials";
import { saidBy } from "../../messages/said";
import type { FoundTrial, TrialEvent } from "../../protocol/groupEvents";
import type { Found } from "../../search/winner";

type Value = number | string | boolean;

export function trialEvent({ proposal, state, result }: TrialSummary): TrialEvent {
  const { trial, generation, values, seed, epochs, repeats, continues } = proposal;
  const { objectives, best, failure, message } = result ?? {};
  const said = result && saidBy(problemOf(result));
  return {
    type: "trial",
    trial,
    generation,
    state,
    values,
    seed,
    epochs,
    ...(repeats !== undefined && { repeats }),
    ...(continues !== undefined && { continues }),
    ...(state === "done" && objectives && { objectives }),
    ...(state === "done" && best && { bestEpoch: best.epoch }),
    ...(failure !== undefined && { failure, message }),
    ...(said && { said }),
  };
}

export const foundTrial = (group: string, { proposal, objectives, seeds }: Found): FoundTrial => ({
  trial: proposal.trial,
  values: proposal.values,
  objectives,
  seeds,
  run: runOfTrial(group, proposal.trial),
});

/** Formats "trial 12  done  0.9667  learningRate 0.1207, units 6". */
export function trialLine({ trial, state, objectives, message, values, repeats, continues, seed }: TrialEvent): string {
  const what = state === "failed" ? `failed: ${message}` : [state, ...(objectives ?? []).map(figure)].join("  ");
  const origin = [
    ...(repeats === undefined ? [] : [`trial ${repeats} with seed ${seed}`]),
    ...(continues === undefined ? [] : [`continues with trial ${continues}`]),
  ];
  return [`trial ${trial}`, what, ...origin, settingsText(values)].filter(Boolean).join("  ");
}

export const settingsText = (values: Readonly<Record<string, Value>>): string => {
  const names = shortNames(Object.keys(values));
  return Object.entries(values)
    .map(([path, value]) => `${names.get(path)} ${valueText(value)}`)
    .join(", ");
};

/** Returns the last part of each path; the whole path if two end alike. */
export function shortNames(paths: readonly string[]): Map<string, string> {
  const last = (path: string) => path.slice(path.lastIndexOf(".") + 1);
  const isClear = (path: string) => paths.filter((other) => last(other) === last(path)).length === 1;
  return new Map(paths.map((path) => [path, isClear(path) ? last(path) : path]));
}

export const valueText = (value: Value): string =>
  typeof value === "number" && !Number.isInteger(value) ? figure(value) : String(value);

/** Formats four significant digits. */
export const figure = (value: number): string => String(Number(value.toPrecision(4)));
