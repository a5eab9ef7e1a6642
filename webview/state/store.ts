/** The state of the page's run, changed only by the host's messages. Pure: tested without a browser. */
import type { Edited } from "../../src/protocol/edited";
import type { Changed, Done, Event, Failed, Progress, Started, Warned } from "../../src/protocol/events";
import type { RunDescription, StreamMessage } from "../../src/protocol/panel";
import { EpochHistory } from "./history/epochHistory";
import { LayerHistory } from "./history/layerHistory";

interface LivePoint {
  /** Completed epochs, including the fraction of the present one. */
  readonly x: number;
  readonly cost: number;
}

/** A change of a setting, or of a value in the debugger. */
export type Change = Changed | Edited;

export interface State {
  readonly run?: RunDescription;
  readonly started?: Started;
  readonly epochs: EpochHistory;
  /** Statistics of the layers, in order; of a long run, only those of every n-th epoch and the newest. */
  readonly layers: LayerHistory;
  /** Settings changed during training and values set in the debugger, in order. */
  readonly changes: readonly Change[];
  readonly progress?: Progress;
  /** Costs within the present epoch. */
  readonly live: readonly LivePoint[];
  readonly warnings: readonly Warned[];
  /** Epochs whose weights can be shown, ascending: 0, the start, and the saved epochs. */
  readonly kept: readonly number[];
  /** Number of times that the newest weights were saved. */
  readonly checkpoints: number;
  readonly end?: Done | Failed;
  readonly status?: Extract<StreamMessage, { type: "state" }>;
}

export const emptyState: State = {
  epochs: EpochHistory.upTo(0),
  layers: LayerHistory.upTo(0),
  changes: [],
  live: [],
  warnings: [],
  kept: [],
  checkpoints: 0,
};

/** Maximum number of costs within an epoch; above it every second one is removed, so that long epochs can be drawn. */
const maxLive = 2000;

export function reduce(state: State, message: StreamMessage): State {
  switch (message.type) {
    case "history": {
      const { status } = state;
      const { run, events } = message;
      const [epochs, layers] = [EpochHistory.upTo(run.epochs, run.bestMetric), LayerHistory.upTo(run.epochs)];
      return addEvents({ ...emptyState, ...(status && { status }), run, epochs, layers }, events);
    }
    case "events":
      return addEvents(state, message.events);
    case "state":
      return { ...state, status: message };
  }
}

/** Returns the state after a batch of events, with the short lists copied once; unchanged lists stay identical. */
function addEvents(state: State, events: readonly Event[]): State {
  const has = (...types: Event["type"][]) => events.some(({ type }) => types.includes(type));
  const next: Draft = {
    ...state,
    changes: [...state.changes],
    live: [...state.live],
    warnings: [...state.warnings],
    kept: [...state.kept],
  };
  for (const event of events) addEvent(next, withNumbers(event));
  return {
    ...next,
    changes: has("changed", "edited") ? next.changes : state.changes,
    live: has("progress", "epoch", "started") ? next.live : state.live,
    warnings: has("warning") ? next.warnings : state.warnings,
    kept: has("checkpoint", "started") ? next.kept : state.kept,
  };
}

/** Replaces null by NaN: VS Code sends messages as JSON, which has no NaN. */
function withNumbers(event: Event): Event {
  if (event.type === "epoch" || event.type === "progress") return numbersIn(event);
  return event.type === "layers" ? { ...event, layers: event.layers.map(numbersIn) } : event;
}

function numbersIn<Each extends object>(of: Each): Each {
  if (!Object.values(of).includes(null)) return of;
  const entries = Object.entries(of).map(([name, value]) => [name, value === null ? Number.NaN : value]);
  return Object.fromEntries(entries) as Each;
}

type Draft = { -readonly [Key in keyof State]: State[Key] } & {
  changes: Change[];
  live: LivePoint[];
  warnings: Warned[];
  kept: number[];
};

function addEvent(draft: Draft, event: Event): void {
  switch (event.type) {
    case "started":
      draft.started = event;
      delete draft.end;
      delete draft.progress;
      draft.epochs = draft.epochs.before(event.startEpoch);
      draft.layers = draft.layers.before(event.startEpoch);
      draft.kept = [0, ...draft.kept.filter((epoch) => epoch > 0 && epoch < event.startEpoch)];
      draft.live = [];
      return;
    case "progress":
      draft.progress = event;
      draft.live.push({ x: event.epoch - 1 + event.batch / event.batches, cost: event.cost });
      if (draft.live.length > maxLive) draft.live = draft.live.filter((_, i) => i % 2 === 1);
      return;
    case "epoch":
      draft.epochs = draft.epochs.with(event);
      draft.live = draft.live.filter(({ x }) => x > event.epoch);
      return;
    case "warning":
      draft.warnings.push(event);
      return;
    case "done":
    case "failed":
      draft.end = event;
      return;
    case "checkpoint":
      if (event.file === "last.npz") draft.checkpoints++;
      if (event.file.startsWith("epochs/") && event.epoch > (draft.kept.at(-1) ?? 0)) draft.kept.push(event.epoch);
      return;
    case "layers":
      draft.layers = draft.layers.with(event);
      return;
    case "changed":
    case "edited":
      draft.changes.push(event);
      return;
    case "hello":
      return;
  }
}
