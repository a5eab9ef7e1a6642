/** Where each name stands first. A table may have many columns: none is looked for among all others. */
export function firstPositions(names: readonly string[]): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  for (let i = names.length - 1; i >= 0; i--) positions.set(names[i], i);
  return positions;
}
