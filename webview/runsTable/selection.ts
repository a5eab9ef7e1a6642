/** The selected runs by folder, so that the selection is preserved when rows move. */
import type { Item } from "./arrange";
import type { TableState } from "./store";

export class Selection {
  private readonly folders = new Set<string>();

  constructor(private readonly changed: () => void) {}

  has(state: TableState, item: Item): boolean {
    return rowsOf(item).every((row) => this.folders.has(state.folders[row]));
  }

  toggle(state: TableState, item: Item): void {
    this.set(state, [item], !this.has(state, item));
  }

  set(state: TableState, items: readonly Item[], selected: boolean): void {
    for (const row of items.flatMap(rowsOf)) {
      if (selected) this.folders.add(state.folders[row]);
      else this.folders.delete(state.folders[row]);
    }
    this.changed();
  }

  clear(): void {
    if (this.folders.size === 0) return;
    this.folders.clear();
    this.changed();
  }

  /** Returns the folders of the selected runs among the items, in their order; without runs hidden by the filter. */
  in(state: TableState, items: readonly Item[]): string[] {
    if (this.folders.size === 0) return [];
    const shown = [...new Set(items.flatMap(rowsOf).map((row) => state.folders[row]))];
    return shown.filter((folder) => this.folders.has(folder));
  }
}

export const rowsOf = (item: Item): readonly number[] => (item.kind === "run" ? [item.row] : item.rows);
