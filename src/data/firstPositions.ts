/** Returns the first position of each name, as a map: a table may have many columns. */
export function firstPositions(names: readonly string[]): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  for (let i = names.length - 1; i >= 0; i--) positions.set(names[i], i);
  return positions;
}
