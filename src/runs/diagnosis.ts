/** What a run's events say about its config: dead units, vanished gradients, learning by heart, a plateau, overflow. */
import type { Path, Remark } from "../config/check/finding";
import { error, hint, setTo, warning } from "../config/check/finding";
import type { ResolvedConfig } from "../config/schema/resolve";
import type { EpochEnded, Event } from "../protocol/events";
import type { Look } from "../protocol/panel";

/** A remark, and where the run's panel shows what it is about. */
export interface RunRemark extends Remark {
  look: Look;
}

type Layers = Extract<Event, { type: "layers" }>;

/** Shares of a layer's units, or of its activations, from which it is worth a word. */
const [manyDead, mostlyFlat] = [0.2, 0.5];
/** Of the largest gradient: below this a layer hardly learns beside it. */
const vanished = 1e-3;
/** Of a layer's weights: steps as large as this overshoot. */
const largeStep = 0.3;
/** By how much the validation cost must have risen again, and fall to count as progress. */
const [risen, progress] = [1.1, 0.005];
/** Epochs without progress that are no plateau yet. */
const fewEpochs = 10;

/** @param events of one run, in their order; @param config as it was trained */
export function diagnose(events: readonly Event[], config: ResolvedConfig): RunRemark[] {
  const epochs = lastPerEpoch(events.filter((event) => event.type === "epoch"));
  const layers = lastPerEpoch(events.filter((event) => event.type === "layers"));
  return [...failures(events, config), ...layerRemarks(layers, config), ...courseRemarks(epochs, config)];
}

/** After a resume the last event of an epoch counts. */
function lastPerEpoch<Each extends { epoch: number }>(events: Each[]): Each[] {
  const byEpoch = new Map(events.map((event) => [event.epoch, event]));
  return [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch);
}

const activationOf = (layer: number): Path => ["layers", layer, "activation"];
const slower = ({ training }: ResolvedConfig) =>
  setTo(["training", "optimizer", "learningRate"], Number((training.optimizer.learningRate / 10).toPrecision(3)));
const percent = (share: number) => `${Math.round(share * 100)}%`;

function failures(events: readonly Event[], config: ResolvedConfig): RunRemark[] {
  const { layers } = config;
  const last = events.at(-1);
  if (last?.type !== "failed" || last.code !== "non-finite" || last.layer === undefined) return [];
  if (last.layer >= layers.length) return [];
  const place = `epoch ${last.epoch}, batch ${last.batch}`;
  const message = `values of this layer overflowed in the last run, first in ${place}; take a smaller learning rate, or scale the inputs`;
  const look = { tab: "training", ...(last.epoch !== undefined && { epoch: last.epoch }) };
  return [{ ...error("run-non-finite", activationOf(last.layer), message, slower(config)), look }];
}

function layerRemarks(measured: Layers[], config: ResolvedConfig): RunRemark[] {
  const { layers } = config;
  const last = measured.at(-1);
  if (!last || last.layers.length !== layers.length) return [];
  return last.layers.flatMap(({ deadUnits, saturation }, l) => {
    const path = activationOf(l);
    const remarks: RunRemark[] = [];
    const add = (remark: Remark, epoch: number) => remarks.push({ ...remark, look: { tab: "layers", epoch } });
    /** The first epoch since when it was so until the end. */
    const since = (isSo: (layer: Layers["layers"][number]) => boolean) => {
      const before = measured.findLastIndex((each) => !isSo(each.layers[l]));
      return measured[before + 1].epoch;
    };
    if (deadUnits >= manyDead) {
      const message = `${percent(deadUnits)} of the units were dead at the end of the last run: 0 for every example; take prelu, or a smaller learning rate`;
      const epoch = since((layer) => layer.deadUnits >= manyDead);
      add(warning("run-dead-units", path, message, setTo(path, "prelu")), epoch);
    }
    if (l < layers.length - 1 && saturation >= mostlyFlat) {
      const message = `${percent(saturation)} of the activations lay at the flat ends of ${layers[l].activation} at the end of the last run; scale the inputs, or take relu`;
      const epoch = since((layer) => layer.saturation >= mostlyFlat);
      add(hint("run-saturated", path, message, setTo(path, "relu")), epoch);
    }
    const shares = measured.map((each) => shareOfLargest(each, l));
    const share = middle(shares);
    if (share < vanished) {
      const message = `the gradient of this layer was ${Math.round(1 / share)} times smaller than the largest in the last run; take relu, or fewer layers`;
      const fix = isFlatEnded(layers[l].activation) && l < layers.length - 1 ? setTo(path, "relu") : undefined;
      add(warning("run-vanishing-gradient", path, message, fix), measured[shares.indexOf(Math.min(...shares))].epoch);
    }
    const steps = measured.map((each) => each.layers[l].updateRatio);
    const step = middle(steps);
    if (step >= largeStep) {
      const message = `one step changed the weights by ${percent(step)} in the last run: that overshoots; take a smaller learning rate`;
      const epoch = measured[steps.indexOf(Math.max(...steps))].epoch;
      add(warning("run-exploding-gradient", path, message, slower(config)), epoch);
    }
    return remarks;
  });
}

const isFlatEnded = (activation: string): boolean => activation === "sigmoid" || activation === "tanh";

/** NaN where there is no gradient at all. */
function shareOfLargest({ layers }: Layers, l: number): number {
  return layers[l].gradientNorm / Math.max(...layers.map(({ gradientNorm }) => gradientNorm));
}

/** NaN where one of them is no number: then nothing is said. */
function middle(values: number[]): number {
  if (values.some(Number.isNaN)) return Number.NaN;
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function courseRemarks(epochs: EpochEnded[], { training }: ResolvedConfig): RunRemark[] {
  const path = ["training", "epochs"];
  const costOf = ({ validationCost, cost }: EpochEnded) => validationCost ?? cost;
  const [last] = epochs.slice(-1);
  if (epochs.length < 4 || training.earlyStopping || !epochs.every((epoch) => Number.isFinite(costOf(epoch))))
    return [];
  const best = epochs.reduce((least, epoch) => (costOf(epoch) < costOf(least) ? epoch : least));
  const stop = setTo(["training", "earlyStopping"], { patience: 5 });
  if (costOf(last) >= risen * costOf(best) && last.cost < best.cost && best.epoch <= last.epoch - 3) {
    const rise = `from ${costOf(best).toPrecision(3)} to ${costOf(last).toPrecision(3)}`;
    const message = `since epoch ${best.epoch} of the last run the validation cost rose ${rise} while the training cost fell: it learned by heart; add earlyStopping or regularization`;
    return [{ ...warning("run-overfitting", path, message, stop), look: { tab: "training", epoch: best.epoch } }];
  }
  const half = epochs.slice(0, Math.ceil(epochs.length / 2));
  const before = Math.min(...half.map(costOf));
  if (epochs.length - half.length >= fewEpochs && costOf(best) > (1 - progress) * before) {
    const message = `nothing improved after epoch ${half.length} of the last run; take fewer epochs, earlyStopping, or a schedule`;
    return [{ ...hint("run-plateau", path, message, stop), look: { tab: "training", epoch: half.length } }];
  }
  return [];
}
