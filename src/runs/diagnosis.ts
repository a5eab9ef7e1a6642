/** Derives findings on a config from a run's events: dead units, vanishing gradients, plateaus, overfitting, … */
import { type Diagnostic, type Fix, formatPath, leaveOut, type Path, report, setTo } from "../config/check/finding";
import type { ResolvedConfig } from "../config/schema/resolve";
import type { EpochEnded, Event, Failed } from "../protocol/events";
import type { PanelTarget } from "../protocol/panel";

/** A diagnostic with its position in the run's panel. */
export interface RunDiagnostic extends Diagnostic {
  look: PanelTarget;
}

type Layers = Extract<Event, { type: "layers" }>;

/** Reported shares of a layer's dead units, and of its saturated activations. */
const [manyDead, mostlyFlat] = [0.2, 0.5];
/** Gradient norm, relative to the largest layer's, below which a layer hardly learns. */
const vanished = 1e-3;
/** Step size, relative to a layer's weights, that overshoots. */
const largeStep = 0.3;
/** Reported rise of the validation cost, and fall that counts as progress; relative. */
const [risen, progress] = [1.1, 0.005];
/** Number of epochs without progress that is no plateau yet. */
const fewEpochs = 10;

/** @param events of one run, in order; @param config as trained */
export function diagnose(events: readonly Event[], config: ResolvedConfig): RunDiagnostic[] {
  const epochs = lastPerEpoch(events.filter((event) => event.type === "epoch"));
  const layers = lastPerEpoch(events.filter((event) => event.type === "layers"));
  return [...failures(events, config), ...checkLayers(layers, config), ...checkCourse(epochs, config)];
}

/** Returns the last event of each epoch, since a resume repeats epochs. */
function lastPerEpoch<Each extends { epoch: number }>(events: Each[]): Each[] {
  const byEpoch = new Map(events.map((event) => [event.epoch, event]));
  return [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch);
}

const activationOf = (layer: number): Path => ["layers", layer, "activation"];
const slower = ({ training }: ResolvedConfig) =>
  setTo(["training", "optimizer", "learningRate"], Number((training.optimizer.learningRate / 10).toPrecision(3)));

function failures(events: readonly Event[], config: ResolvedConfig): RunDiagnostic[] {
  const { layers } = config;
  const last = events.at(-1);
  if (last?.type !== "failed" || last.code !== "non-finite" || last.layer === undefined) return [];
  if (last.layer >= layers.length) return [];
  const { epoch, batch, cause, message } = last;
  const look = { tab: "training", ...(last.epoch !== undefined && { epoch: last.epoch }) };
  if (!cause)
    return [{ ...report("run-non-finite", activationOf(last.layer), { epoch, batch }, slower(config)), look }];
  const key = `${formatPath(cause.path)}: `;
  const reason = message.slice(message.lastIndexOf(key) + key.length);
  return [{ ...report("run-non-finite/cause", cause.path, { reason }, fixOf(cause)), look }];
}

function fixOf({ path, fix }: NonNullable<Failed["cause"]>): Fix | undefined {
  return fix && ("set" in fix ? setTo(path, fix.set) : leaveOut(path));
}

function checkLayers(measured: Layers[], config: ResolvedConfig): RunDiagnostic[] {
  const { layers } = config;
  const last = measured.at(-1);
  if (!last || last.layers.length !== layers.length) return [];
  return last.layers.flatMap(({ deadUnits, saturation }, l) => {
    const path = activationOf(l);
    const diagnostics: RunDiagnostic[] = [];
    const add = (diagnostic: Diagnostic, epoch: number) =>
      diagnostics.push({ ...diagnostic, look: { tab: "layers", epoch } });
    /** Returns the epoch since which the condition has held until the end. */
    const since = (isSo: (layer: Layers["layers"][number]) => boolean) => {
      const before = measured.findLastIndex((each) => !isSo(each.layers[l]));
      return measured[before + 1].epoch;
    };
    if (deadUnits >= manyDead) {
      const epoch = since((layer) => layer.deadUnits >= manyDead);
      add(report("run-dead-units", path, { share: deadUnits }, setTo(path, "prelu")), epoch);
    }
    if (l < layers.length - 1 && saturation >= mostlyFlat) {
      const values = { share: saturation, activation: layers[l].activation };
      const epoch = since((layer) => layer.saturation >= mostlyFlat);
      add(report("run-saturated", path, values, setTo(path, "relu")), epoch);
    }
    const shares = measured.map((each) => shareOfLargest(each, l));
    const share = middle(shares);
    if (share < vanished) {
      const fix = isFlatEnded(layers[l].activation) && l < layers.length - 1 ? setTo(path, "relu") : undefined;
      const { epoch } = measured[shares.indexOf(shares.reduce((least, each) => Math.min(least, each)))];
      add(report("run-vanishing-gradient", path, { times: Math.round(1 / share) }, fix), epoch);
    }
    const steps = measured.map((each) => each.layers[l].updateRatio);
    const step = middle(steps);
    if (step >= largeStep) {
      const epoch = measured[steps.indexOf(steps.reduce((most, each) => Math.max(most, each)))].epoch;
      add(report("run-exploding-gradient", path, { ratio: step }, slower(config)), epoch);
    }
    return diagnostics;
  });
}

const isFlatEnded = (activation: string): boolean => activation === "sigmoid" || activation === "tanh";

/** Returns a layer's gradient norm relative to the largest; NaN if all gradients are zero. */
function shareOfLargest({ layers }: Layers, l: number): number {
  return layers[l].gradientNorm / Math.max(...layers.map(({ gradientNorm }) => gradientNorm));
}

/** Returns the median; NaN, which is not reported, if a value is NaN. */
function middle(values: number[]): number {
  if (values.some(Number.isNaN)) return Number.NaN;
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function checkCourse(epochs: EpochEnded[], { training }: ResolvedConfig): RunDiagnostic[] {
  const path = ["training", "epochs"];
  const costOf = ({ validationCost, cost }: EpochEnded) => validationCost ?? cost;
  const [last] = epochs.slice(-1);
  if (epochs.length < 4 || training.earlyStopping || !epochs.every((epoch) => Number.isFinite(costOf(epoch))))
    return [];
  const best = epochs.reduce((least, epoch) => (costOf(epoch) < costOf(least) ? epoch : least));
  const stop = setTo(["training", "earlyStopping"], { patience: 5 });
  if (costOf(last) >= risen * costOf(best) && last.cost < best.cost && best.epoch <= last.epoch - 3) {
    const values = { epoch: best.epoch, lowest: costOf(best), last: costOf(last) };
    return [{ ...report("run-overfitting", path, values, stop), look: { tab: "training", epoch: best.epoch } }];
  }
  const half = epochs.slice(0, Math.ceil(epochs.length / 2));
  const before = half.map(costOf).reduce((least, each) => Math.min(least, each));
  if (epochs.length - half.length >= fewEpochs && costOf(best) > (1 - progress) * before) {
    const epoch = half.length;
    return [{ ...report("run-plateau", path, { epoch }, stop), look: { tab: "training", epoch } }];
  }
  return [];
}
