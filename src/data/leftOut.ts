/** Makes the account of what is not among the examples from its reasons. */
import { type Cited, type Said, saidBy } from "../messages/said";
import type { LeftOut } from "./source";

/** A sentence of the catalogue. */
export type Reason = Cited & Said;

export const leftOutOf = (
  { rows = 0, columns = 0, files = 0 }: Partial<Pick<LeftOut, "rows" | "columns" | "files">>,
  reasons: readonly Reason[],
): LeftOut => ({
  rows,
  columns,
  files,
  why: reasons.map(({ message }) => message),
  said: reasons.flatMap((reason) => saidBy(reason) ?? []),
});
