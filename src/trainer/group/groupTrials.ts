/** The interface between a worker and a kind of group. */

import type { OptunaJournal } from "../../groups/optunaJournal";
import type { Generation, Proposal } from "../../search/types";
import type { Experiment } from "../experiment/prepare";

export interface GroupTrials {
  /** Loads the data of the config. Throws a NetworkError if it is missing or has changed: no trial is at fault. */
  open(): Promise<void>;
  /** Returns proposals as in src/search: undefined if the search is over; a pure function. */
  propose(generation: number, closed: readonly Generation[]): readonly Proposal[] | undefined;
  /** Returns the experiment of a trial. Throws a NetworkError of kind "config" or "data" if it cannot be trained. */
  prepare(proposal: Proposal): Promise<Experiment>;
  /** Returns objectives in the order of the plan; undefined if the figures lack one. */
  objectives(figures: Readonly<Record<string, number>>): number[] | undefined;
  /** Returns the best trial so far, for groups that search for one; undefined until a trial is done. */
  winner?(closed: readonly Generation[]): number | undefined;
  /** Optuna journal of groups that other tools can read as a study. */
  readonly journal?: OptunaJournal;
  /** True if pending results may lead to more trials than those already proposed. */
  readonly mayFollow: boolean;
  readonly keepEpochs: boolean;
  /** Minutes since the group's creation after which no generation begins. */
  readonly minutes: number | undefined;
}
