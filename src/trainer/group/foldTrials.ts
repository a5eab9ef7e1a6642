/** The folds of a group as trials for its workers, all in the first generation. */

import { NetworkError } from "../../core/errors";
import type { MetricName } from "../../core/names";
import { foldsPlanOf, placeOfTrial } from "../../groups/foldsPlan";
import type { Group } from "../../groups/group";
import type { Proposal } from "../../search/types";
import type { Experiment } from "../experiment/prepare";
import { foldConfig, proposalsOf } from "./foldPlan";
import { bestOf } from "./foldReport";
import type { GroupTrials } from "./groupTrials";
import { type OpenedFolds, openFolds } from "./openFolds";

/** Returns the experiment of a fold's run. */
export function foldExperiment({ experiment, folded, plan }: OpenedFolds, trial: number): Experiment {
  const place = placeOfTrial(plan, trial);
  const { file, locate, config } = experiment;
  return { file, locate, config: foldConfig(config, place), dataset: folded.fold(place), warnings: [] };
}

/** Returns the value that chose the best epoch of a fold; empty if its last epoch counts. */
export function foldObjectives(figures: Readonly<Record<string, number>>, metric: MetricName | undefined): number[] {
  const best = bestOf({ epoch: 0, figures }, metric);
  return best.metric === "epoch" ? [] : [best.value];
}

export class FoldTrials implements GroupTrials {
  readonly mayFollow = false;
  readonly keepEpochs = false;
  readonly minutes = undefined;
  private opened: OpenedFolds | undefined;

  /** Throws a NetworkError if workers, whose backend is wasm, would produce other bits. */
  constructor(
    group: Group,
    private readonly folder: string,
  ) {
    const { backend } = foldsPlanOf(group, folder);
    if (backend !== "wasm") throw new NetworkError("folds-backend", { folder, backend });
  }

  async open(): Promise<void> {
    this.opened = await openFolds({ resume: this.folder });
  }

  propose(generation: number): readonly Proposal[] | undefined {
    const { plan, experiment } = this.whatIsOpen();
    return generation === 0 ? proposalsOf(plan, experiment.config) : undefined;
  }

  async prepare({ trial }: Proposal): Promise<Experiment> {
    return foldExperiment(this.whatIsOpen(), trial);
  }

  objectives(figures: Readonly<Record<string, number>>): number[] {
    return foldObjectives(figures, this.whatIsOpen().experiment.config.training.bestMetric);
  }

  private whatIsOpen(): OpenedFolds {
    if (this.opened) return this.opened;
    throw new TypeError("the group's data is not loaded yet");
  }
}
