/** What a worker asks of a kind of group. */

import type { OptunaJournal } from "../../groups/optunaJournal";
import type { Generation, Proposal } from "../../search/types";
import type { Experiment } from "../experiment/prepare";

export interface GroupTrials {
  /** Loads the data of the config. Throws a NetworkError where it is missing or has changed: no trial is at fault. */
  open(): Promise<void>;
  /** As src/search has it: undefined where the search is over; pure. */
  propose(generation: number, closed: readonly Generation[]): readonly Proposal[] | undefined;
  /** What a trial trains. Throws a NetworkError of kind "config" or "data" where it cannot be trained. */
  prepare(proposal: Proposal): Promise<Experiment>;
  /** In the order of the plan; undefined where the figures lack one. */
  objectives(figures: Readonly<Record<string, number>>): number[] | undefined;
  /** The best trial so far, of a kind that looks for one; undefined as long as none is done. */
  winner?(closed: readonly Generation[]): number | undefined;
  /** Of a kind that others' tools can read as a study. */
  readonly journal?: OptunaJournal;
  /** Whether results that are open may begin more trials than those that are proposed already. */
  readonly mayFollow: boolean;
  readonly keepEpochs: boolean;
  /** No generation begins after so many minutes since the group was created. */
  readonly minutes: number | undefined;
}
