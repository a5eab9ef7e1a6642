/** A run's row in a table. */
import type { Cell } from "../../protocol/runsTable";

export interface RunRow {
  readonly folder: string;
  readonly cells: Readonly<Record<string, Cell>>;
}
