/**
 * Outputs of a run's network for a set of examples. For the final network of a cross-validation, also the outputs of
 * the folds' networks for the examples that they were not trained on.
 */
import type { Examples } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import { groupOfRun } from "../../groups/finalRun";
import type { At } from "../../protocol/at";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { type OutOfFold, outOfFoldOf, predictOutOfFold } from "../group/outOfFold";
import type { Moment, RunNetwork, SetName } from "../views/runNetwork";

export interface OutputsRequest {
  readonly set: SetName;
  readonly at?: At | undefined;
  /** Repeat of the cross-validation whose out-of-fold outputs are requested. */
  readonly outOfFold?: number | undefined;
}

export interface Outputs {
  readonly moment: Moment;
  readonly z: Float32Array;
  readonly examples: Examples;
  /** Index of each example in the set, if it differs from its index here. */
  readonly rows?: readonly number[];
}

export class RequestedOutputs {
  /** Out-of-fold outputs by repeat. */
  private readonly predicted = new Map<number, Promise<OutOfFold>>();

  constructor(
    private readonly folder: string,
    private readonly network: RunNetwork,
  ) {}

  async of({ set, at, outOfFold }: OutputsRequest): Promise<Outputs> {
    if (outOfFold === undefined) return this.network.outputs(set, checkpointOf(at));
    const possible = await outOfFoldOf(this.folder);
    const group = groupOfRun(this.folder);
    if (!possible || group === undefined || set !== "train" || outOfFold > possible.repeats) {
      throw new NetworkError("no-set", { set: `out-of-fold (repeat ${outOfFold})` });
    }
    const { train, targets } = await this.network.dataset();
    const found = this.predicted.get(outOfFold) ?? predictOutOfFold(group, { repeat: outOfFold, train, targets });
    this.predicted.set(outOfFold, found);
    found.catch(() => this.predicted.delete(outOfFold));
    return { ...(await found), moment: { epoch: 0, batch: 0 } };
  }
}

/** Returns the checkpoint that stands for a moment in a run folder: for "now", the newest one. */
export const checkpointOf = (at: At = "best"): CheckpointRef => (at === "now" ? "last" : at);
