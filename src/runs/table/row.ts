/** A run as a row of a table. */
import type { Cell } from "../../protocol/runsTable";

export interface RunRow {
  readonly folder: string;
  readonly cells: Readonly<Record<string, Cell>>;
}
