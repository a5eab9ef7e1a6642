/** Changes the selection of trials, shared by table rows and points of pictures. */

/** @param wanted true to select, false to deselect, "toggle" to invert each row */
export function selectRows(selected: Set<number>, rows: readonly number[], wanted: boolean | "toggle"): void {
  for (const row of rows) {
    if (wanted === true || (wanted === "toggle" && !selected.has(row))) selected.add(row);
    else selected.delete(row);
  }
}
