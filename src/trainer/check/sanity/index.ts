/** Sanity checks of a config by name. Its data is read once for all of them. */
import { stat } from "node:fs/promises";
import { checkConfig } from "../../../config/check/check";
import { NetworkError } from "../../../core/errors";
import type { ParsedParams } from "../../../protocol/requests";
import { prepare, readConfig, type Task } from "../../experiment/prepare";
import { Remembered } from "../../experiment/promiseCache";
import { backendsAgree } from "./backendsAgree";
import { gradientCheck } from "./gradientCheck";
import { initialCost } from "./initialCost";
import type { Outcome } from "./outcome";
import { overfitTen } from "./overfitTen";
import { shuffledLabels } from "./shuffledLabels";

export class Sanity {
  private readonly tasks = new Remembered<Task>(1);

  /** Throws a NetworkError where the config cannot be trained at all. */
  async check({ file, check, layer }: ParsedParams<"sanity">): Promise<Outcome> {
    const task = await this.task(file);
    switch (check) {
      case "gradient":
        if (layer === undefined || layer >= task.config.layers.length) {
          throw new NetworkError("config", "no-layer", `${file}: there is no layer ${layer}; name one from 0 on`);
        }
        return gradientCheck(task, layer);
      case "initial-cost":
        return initialCost(task);
      case "overfit-ten":
        return overfitTen(task);
      case "backends":
        return backendsAgree(task);
      case "shuffled-labels":
        return shuffledLabels(task);
    }
  }

  private async task(file: string): Promise<Task> {
    const text = await readConfig(file);
    const { mtimeMs } = await stat(file);
    // A seed, where the config has none: a check that is run again says the same.
    const seed = checkConfig(text).config?.training.seed ?? 1;
    return this.tasks.of(JSON.stringify([file, mtimeMs]), () => prepare(file, { seed }));
  }
}
