/** Which trials are selected, of the rows of a table and the points of pictures alike. */

/** @param wanted "toggle": selected where they are not, and the other way round */
export function selectRows(selected: Set<number>, rows: readonly number[], wanted: boolean | "toggle"): void {
  for (const row of rows) {
    if (wanted === true || (wanted === "toggle" && !selected.has(row))) selected.add(row);
    else selected.delete(row);
  }
}
