/** Scales of axes: the mapping of values to positions from 0 to 1, and ticks. Pure. */
import { linearTicks, logTicks } from "../plots/ticks";
import { figure } from "../ui/format";

interface Tick {
  /** Position from 0 to 1. */
  readonly at: number;
  readonly text: string;
}

export interface Scale {
  readonly kind: "linear" | "log" | "choice";
  /** Returns the position of a value, from 0 to 1 within the scale; NaN for NaN. */
  position(value: number): number;
  /** Returns the value at a position. */
  value(position: number): number;
  text(value: number): string;
  /** Returns about `count` ticks. */
  ticks(count: number): readonly Tick[];
  /** Step of the keys as a position; at least one choice or one integer. */
  readonly step: number;
}

type Text = (value: number) => string;
type Ticks = Scale["ticks"];

/** Caches ticks by count, because pictures are drawn repeatedly on the same scale. */
function kept(make: Ticks): Ticks {
  const made = new Map<number, ReturnType<Ticks>>();
  return (count) => {
    const ticks = made.get(count) ?? make(count);
    made.set(count, ticks);
    return ticks;
  };
}

/** @param air margin beyond both ends, as a fraction of the range @param limit largest tick, such as 1 for a share */
export function linearScale(
  [low, high]: readonly [number, number],
  { text = figure as Text, air = 0, whole = false, limit = Number.POSITIVE_INFINITY } = {},
): Scale {
  const spread = high > low ? high - low : Math.abs(low) || 1;
  const from = high > low ? low - air * spread : low - spread / 2;
  const to = high > low ? high + air * spread : high + spread / 2;
  return {
    kind: "linear",
    position: (value) => (value - from) / (to - from),
    value: (position) => from + position * (to - from),
    text,
    step: whole ? Math.max(0.02, 1 / (to - from)) : 0.02,
    ticks: kept((count) =>
      linearTicks([from, to], count)
        .filter((tick) => tick <= limit && (!whole || Number.isInteger(tick)))
        .map((tick) => ({ at: (tick - from) / (to - from), text: text(tick) })),
    ),
  };
}

/** Creates a logarithmic scale; both ends must be positive. Values ≤ 0 are mapped to the lower end. */
export function logScale([low, high]: readonly [number, number], { text = figure as Text, air = 0 } = {}): Scale {
  const spread = high > low ? Math.log(high) - Math.log(low) : Math.LN10;
  const from = (high > low ? Math.log(low) : Math.log(low) - spread / 2) - air * spread;
  const to = from + spread * (1 + 2 * air);
  return {
    kind: "log",
    position: (value) => (value > 0 ? (Math.log(value) - from) / (to - from) : Number.isNaN(value) ? Number.NaN : 0),
    value: (position) => Math.exp(from + position * (to - from)),
    text,
    step: 0.02,
    ticks: kept(() =>
      logTicks([Math.exp(from), Math.exp(to)]).map((tick) => ({
        at: (Math.log(tick) - from) / (to - from),
        text: text(tick),
      })),
    ),
  };
}
/** Creates a scale of choices; values are indices into `names`. */
export function choiceScale(names: readonly string[]): Scale {
  const { length } = names;
  const at = (value: number) => (value + 0.5) / length;
  return {
    kind: "choice",
    position: at,
    value: (position) => Math.max(0, Math.min(length - 1, Math.floor(position * length))),
    text: (value) => names[value] ?? "",
    step: 1 / length,
    ticks: () => names.map((text, i) => ({ at: at(i), text })),
  };
}
