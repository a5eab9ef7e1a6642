/** The layers' statistics of a run: all of a short one, every so many epochs of a long one, and always the newest. Pure. */
import type { LayersSampled } from "../src/protocol/events";

interface LayerHistory {
  layers: LayersSampled[];
  layersEvery: number;
}

/** Layers times epochs: some 4 MB. Above it every second epoch goes, so that the page's memory stays what it is. */
const mostStatistics = 40_000;

export function addSample(history: LayerHistory, sample: LayersSampled): void {
  const { layers } = history;
  const last = layers.at(-1);
  const isKept = last && last.epoch !== sample.epoch && last.epoch % history.layersEvery === 0;
  if (last && !isKept) layers.pop();
  layers.push(sample);
  if (layers.length * sample.layers.length <= mostStatistics) return;
  history.layersEvery *= 2;
  history.layers = layers.filter(({ epoch }) => epoch % history.layersEvery === 0 || epoch === sample.epoch);
}
