/** Settings that can change during training, and the replay of such changes when a run is resumed. */

import type { ResolvedConfig } from "../../config/schema/resolve";
import { NetworkError } from "../../core/errors";
import type { Changed, Event } from "../../protocol/events";
import { warned } from "./failure";

type Fault = "positive" | "not-negative" | "integer" | "finite";

interface Setting {
  /** Returns undefined if the config does not have the setting. */
  read(config: ResolvedConfig): number | undefined;
  write(config: ResolvedConfig, value: number): ResolvedConfig;
  /** Returns the constraint that the value violates; undefined if it is valid. */
  fault(value: number, epoch: number): Fault | undefined;
}

const penalty = (name: "l1" | "l2"): Setting => ({
  read: ({ training }) => training.regularization[name],
  write: (config, value) => ({
    ...config,
    training: { ...config.training, regularization: { ...config.training.regularization, [name]: value } },
  }),
  fault: (value) => (value >= 0 ? undefined : "not-negative"),
});

/** Key that only a resumed run changes, to keep its schedule. */
export const keptEnd = "training.schedule.epochs";

const settings: Record<string, Setting> = {
  "training.optimizer.learningRate": {
    read: ({ training }) => training.optimizer.learningRate,
    write: (config, learningRate) => ({
      ...config,
      training: { ...config.training, optimizer: { ...config.training.optimizer, learningRate } },
    }),
    fault: (value) => (value > 0 ? undefined : "positive"),
  },
  "training.regularization.l1": penalty("l1"),
  "training.regularization.l2": penalty("l2"),
  "training.epochs": {
    read: ({ training }) => training.epochs,
    write: (config, epochs) => ({ ...config, training: { ...config.training, epochs } }),
    fault: (value, epoch) => (Number.isInteger(value) && value >= epoch ? undefined : "integer"),
  },
  [keptEnd]: {
    read: ({ training: { schedule } }) => (schedule.type === "cosine" ? schedule.epochs : undefined),
    write: (config, epochs) => {
      const { schedule } = config.training;
      if (schedule.type !== "cosine") return config;
      return { ...config, training: { ...config.training, schedule: { ...schedule, epochs } } };
    },
    fault: (value) => (Number.isInteger(value) && value >= 1 ? undefined : "integer"),
  },
};

/**
 * @param epoch the epoch in training
 * @returns the changed config, and the setting's previous value
 */
export function changeSetting(
  config: ResolvedConfig,
  { path, value, epoch }: { path: string; value: unknown; epoch: number },
): { config: ResolvedConfig; from: number | undefined } {
  const setting = Object.hasOwn(settings, path) ? settings[path] : undefined;
  if (!setting) {
    throw new NetworkError("not-changeable", {
      path,
      changeable: Object.keys(settings).filter((each) => each !== keptEnd),
    });
  }
  const fault = typeof value === "number" && Number.isFinite(value) ? setting.fault(value, epoch) : "finite";
  if (fault) throw new NetworkError(`bad-value/${fault}`, { path, value, min: epoch });
  return { config: setting.write(config, value as number), from: setting.read(config) };
}

/**
 * Returns the epoch at which the cosine schedule of a run ends, so that it can be kept; undefined if the schedule does
 * not depend on the number of epochs. Throws a NetworkError if nothing would be learned after that epoch.
 */
export function keptScheduleEnd({ training: { schedule, epochs } }: ResolvedConfig): number | undefined {
  if (schedule.type !== "cosine" || schedule.epochs !== undefined) return undefined;
  if (schedule.minimum === 0) throw new NetworkError("schedule-ended", { epochs });
  return epochs;
}

/**
 * Warns that another number of epochs changes a cosine schedule. It ends with the last epoch, so the learning rate
 * changes at once; a schedule with its own end stays unchanged.
 */
export function scheduleMoved(
  { training }: ResolvedConfig,
  path: string,
  before: number,
  after: number,
): Event | undefined {
  const { schedule, epochs } = training;
  if (path !== "training.epochs" || schedule.type !== "cosine") return undefined;
  if (schedule.epochs !== undefined && epochs > schedule.epochs) {
    const { minimum, epochs: end } = schedule;
    return warned("schedule-kept", { end, minimum });
  }
  if (before === after) return undefined;
  return warned("schedule-moved", { epochs, before, after, minimum: schedule.minimum });
}

interface MinibatchNumber {
  readonly epoch: number;
  readonly batch: number;
}

const isBefore = (a: MinibatchNumber, b: MinibatchNumber) =>
  a.epoch < b.epoch || (a.epoch === b.epoch && a.batch < b.batch);

/**
 * Applies the changes of earlier sessions again. Changes before the checkpoint apply from the start; changes after it
 * apply at the same minibatch as before, so that the resumed run equals an uninterrupted one.
 */
export class Replay {
  private readonly changes: Changed[];

  constructor(changes: readonly Changed[]) {
    // The sort is stable: of two changes at one minibatch the later one applies.
    this.changes = [...changes].sort((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0));
  }

  /** Removes and returns the changes that apply from this minibatch on. */
  due(next: MinibatchNumber): Changed[] {
    const later = this.changes.findIndex((change) => isBefore(next, change));
    return this.changes.splice(0, later < 0 ? this.changes.length : later);
  }

  /** Returns the number of minibatches of this epoch before the next change. */
  ahead(next: MinibatchNumber): number {
    const change = this.changes[0];
    return change?.epoch === next.epoch ? change.batch - next.batch : Number.POSITIVE_INFINITY;
  }
}
