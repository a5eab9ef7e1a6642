/** A text table just above the size from which tables are cached. */
export function largeTable(): string {
  const record = (i: number) =>
    [...Array.from({ length: 20 }, (_, k) => ((i * (k + 3)) % 1009) / 1009), `c${i % 3}`].join(",");
  const names = Array.from({ length: 20 }, (_, k) => `x${k}`);
  const lines = Array.from({ length: 12_000 }, (_, i) => record(i));
  return `${[...names, "k"].join(",")}\n${lines.join("\n")}\n`;
}
