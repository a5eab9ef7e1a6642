/** A row of small bars, one per value or, if there are more, per group of values. */

const bars = "▁▂▃▄▅▆▇█";

/** @param width maximum number of bars */
export function sparkline(values: readonly number[], width: number): string {
  const shown = means(
    values.filter((value) => Number.isFinite(value)),
    width,
  );
  const lowest = Math.min(...shown);
  const range = Math.max(...shown) - lowest;
  return shown
    .map((value) => bars[range > 0 ? Math.round(((value - lowest) / range) * (bars.length - 1)) : 0])
    .join("");
}

function means(values: readonly number[], most: number): readonly number[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, i) => {
    const group = values.slice(Math.floor((i * values.length) / most), Math.floor(((i + 1) * values.length) / most));
    return group.reduce((sum, value) => sum + value, 0) / group.length;
  });
}
