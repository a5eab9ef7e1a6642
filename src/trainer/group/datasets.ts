/** The data of a group's trials, loaded once for all trials that read it in the same way. */
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Dataset } from "../../data/dataset";
import type { Reading } from "../../data/reading";
import { loadExperimentData } from "../experiment/prepare";

/** Maximum number of loaded data sets: trials of two generations are trained side by side; more would waste memory. */
const most = 2;

export class Datasets {
  /** Newest last. */
  private readonly loaded = new Map<string, Promise<Dataset>>();

  /** Returns the same object for all configs that read the same data. */
  load(config: ResolvedConfig, file: string, reading?: Reading): Promise<Dataset> {
    const { data, cost, layers, training } = config;
    const { activation, units } = layers[layers.length - 1];
    const key = JSON.stringify([data, cost, activation, units, training.seed]);
    const dataset = this.loaded.get(key) ?? loadExperimentData(config, file, reading);
    this.loaded.delete(key);
    this.loaded.set(key, dataset);
    const [oldest] = this.loaded.keys();
    if (this.loaded.size > most) this.loaded.delete(oldest);
    // Waiting callers receive the error; the next call tries again.
    dataset.catch(() => this.loaded.delete(key));
    return dataset;
  }
}
