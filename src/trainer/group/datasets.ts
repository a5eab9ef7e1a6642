/** The data of a group's trials, loaded once for all trials that read it alike. */
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Dataset } from "../../data/dataset";
import { loadExperimentData } from "../experiment/prepare";

/** Trials of two generations are trained side by side; more copies would only take memory. */
const most = 2;

export class Datasets {
  /** The newest last. */
  private readonly loaded = new Map<string, Promise<Dataset>>();

  /** The same object for all configs that read the same. */
  load(config: ResolvedConfig, file: string): Promise<Dataset> {
    const { data, cost, layers, training } = config;
    const { activation, units } = layers[layers.length - 1];
    const key = JSON.stringify([data, cost, activation, units, training.seed]);
    const dataset = this.loaded.get(key) ?? loadExperimentData(config, file);
    this.loaded.delete(key);
    this.loaded.set(key, dataset);
    const [oldest] = this.loaded.keys();
    if (this.loaded.size > most) this.loaded.delete(oldest);
    // Who waits for it hears of it; the next one tries again.
    dataset.catch(() => this.loaded.delete(key));
    return dataset;
  }
}
