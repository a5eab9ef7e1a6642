/** Targets of a regression in their own unit. */
import type { Target } from "../../data/dataset";

/**
 * Numbers of float32, but where that would take several targets for one: only what was taken off in double is none.
 * @param scaled [count, targets], as the network learns them: (target − shift) · factor
 */
export function inOwnUnit(scaled: ArrayLike<number>, targets: readonly Target[]): Float64Array {
  const rounded = targets.some(({ shift }) => Math.fround(shift) !== shift) ? Number : Math.fround;
  return Float64Array.from(scaled, (value, i) => {
    const { shift, factor } = targets[i % targets.length];
    return rounded(value / factor + shift);
  });
}
