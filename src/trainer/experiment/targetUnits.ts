/** Targets of a regression in their own unit. */
import type { Target } from "../../data/dataset";

/**
 * Rounds to float32, unless that would make several targets equal: not if a shift was subtracted in double precision.
 * @param scaled outputs [count, targets], as the network learns them: (target − shift) · factor
 */
export function toTargetUnits(scaled: ArrayLike<number>, targets: readonly Target[]): Float64Array {
  const rounded = targets.some(({ shift }) => Math.fround(shift) !== shift) ? Number : Math.fround;
  return Float64Array.from(scaled, (value, i) => {
    const { shift, factor } = targets[i % targets.length];
    return rounded(value / factor + shift);
  });
}
