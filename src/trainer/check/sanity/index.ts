/** Runs the sanity checks of a config by name. The data is read once for all of them. */
import { stat } from "node:fs/promises";
import { checkConfig } from "../../../config/check/check";
import { NetworkError } from "../../../core/errors";
import type { ParsedParams } from "../../../protocol/requests";
import { type Experiment, prepare } from "../../experiment/prepare";
import { PromiseCache } from "../../experiment/promiseCache";
import { readConfig } from "../../experiment/readConfig";
import { backendsAgree } from "./backendsAgree";
import { gradientCheck } from "./gradientCheck";
import { initialCost } from "./initialCost";
import type { CheckOutcome } from "./outcome";
import { overfitTen } from "./overfitTen";
import { shuffledLabels } from "./shuffledLabels";

export class Sanity {
  private readonly experiments = new PromiseCache<Experiment>(1);

  /** Throws a NetworkError if the config cannot be trained at all. */
  async check({ file, check, layer }: ParsedParams<"sanity">): Promise<CheckOutcome> {
    const experiment = await this.experiment(file);
    switch (check) {
      case "gradient":
        if (layer === undefined || layer >= experiment.config.layers.length) {
          throw new NetworkError("no-layer/config", { file, layer });
        }
        return gradientCheck(experiment, layer);
      case "initial-cost":
        return initialCost(experiment);
      case "overfit-ten":
        return overfitTen(experiment);
      case "backends":
        return backendsAgree(experiment);
      case "shuffled-labels":
        return shuffledLabels(experiment);
    }
  }

  private async experiment(file: string): Promise<Experiment> {
    const text = await readConfig(file);
    const { mtimeMs } = await stat(file);
    // The seed is fixed if the config has none, so that a repeated check has the same outcome.
    const seed = checkConfig(text).config?.training.seed ?? 1;
    return this.experiments.of(JSON.stringify([file, mtimeMs]), () => prepare(file, { seed }));
  }
}
