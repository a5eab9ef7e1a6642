/**
 * Messages between the extension host and the page with the table of all runs. The host sends all cells; the page
 * filters, sorts and groups. As with a run's panel, the page can always be rebuilt.
 */
import * as z from "zod";
import { type AnswerMessage, sharedMessages } from "./panel";

/** A value in the table; lists are of tags. Undefined: the run has no such value. */
export type Cell = number | string | boolean | readonly string[] | undefined;

export interface RunColumn {
  /** Name in filters and `--columns`; for a setting its path in the config. */
  readonly key: string;
  readonly title: string;
  /** Explanation, if the title does not suffice. */
  readonly about?: string;
  readonly kind: "run" | "figure" | "setting";
  /** Format of its numbers. */
  readonly unit?: "share" | "seconds" | "time";
  /** 1: larger values are better; -1: smaller ones. */
  readonly better?: 1 | -1;
}

/** A cell in JSON, which has neither undefined nor non-finite numbers. */
export type PackedCell = Exclude<Cell, undefined> | null | { readonly number: string };

export const packCell = (cell: Cell): PackedCell =>
  cell === undefined ? null : typeof cell === "number" && !Number.isFinite(cell) ? { number: String(cell) } : cell;

export function unpackCell(packed: PackedCell): Cell {
  if (packed === null) return undefined;
  return typeof packed === "object" && "number" in packed ? Number(packed.number) : packed;
}

/** The cells of a column, in the order of the runs, or the value that all share. */
export type PackedColumn = { readonly same: PackedCell } | { readonly cells: readonly PackedCell[] };

/** The contents and layout of a table. */
const viewSchema = z.strictObject({
  /** Default: the columns in which runs differ. */
  columns: z.array(z.string()).optional(),
  sort: z.array(z.strictObject({ key: z.string(), direction: z.union([z.literal(1), z.literal(-1)]) })),
  filter: z.string(),
  /** True to show runs that differ only in their seed as one row. */
  seeds: z.boolean(),
});
export type TableView = z.output<typeof viewSchema>;

const namedViewSchema = z.strictObject({ name: z.string(), view: viewSchema });
export const savedViewsSchema = z.array(namedViewSchema).catch([]);
export type NamedView = z.output<typeof namedViewSchema>;

/** Number shared by runs that differ only in their seed; null if there is no other. */
export type SeedGroup = number | null;

export type RunsTableHostMessage =
  /** All data; replaces the page's. */
  | {
      type: "runs";
      columns: RunColumn[];
      folders: string[];
      /** One entry per column. */
      cells: PackedColumn[];
      groups: SeedGroup[];
      /** True if the workspace is trusted, so that runs may be deleted, labelled and trained. */
      trusted: boolean;
    }
  /** New cells of known runs, in the order of the columns. */
  | { type: "changed"; runs: { folder: string; cells: PackedCell[]; group: SeedGroup }[] }
  /** Number of runs whose metrics are still to be read, so that figures are missing. */
  | { type: "pending"; runs: number }
  | { type: "views"; views: NamedView[] }
  | AnswerMessage;

const folders = z.array(z.string()).min(1);

/** Parsed by the host: a page is never trusted. */
export const runsTablePageMessageSchema = z.discriminatedUnion("type", [
  ...sharedMessages,
  z.strictObject({ type: z.literal("open"), folder: z.string() }),
  /** Request to train a trial again as a separate run, with kept epochs. */
  z.strictObject({ type: z.literal("trainAgain"), folder: z.string() }),
  z.strictObject({ type: z.literal("compare"), folders }),
  z.strictObject({ type: z.literal("delete"), folders }),
  z.strictObject({ type: z.literal("pin"), folders, pinned: z.boolean() }),
  /** A cell edited by the user; tags are separated by commas. */
  z.strictObject({
    type: z.literal("label"),
    folder: z.string(),
    what: z.enum(["name", "note", "tags"]),
    text: z.string(),
  }),
  /** Request to edit; the host asks for the text. */
  z.strictObject({ type: z.literal("askLabel"), folders, what: z.enum(["note", "tags"]) }),
  /** Request to change a setting in a copy of the run's config, and to train it. */
  z.strictObject({ type: z.literal("fork"), folder: z.string(), path: z.string(), text: z.string() }),
  z.strictObject({ type: z.literal("exportCsv"), folders, columns: z.array(z.string()).min(1) }),
  /** Request to save the view; the host asks for its name. */
  z.strictObject({ type: z.literal("saveView"), view: viewSchema }),
  z.strictObject({ type: z.literal("deleteView"), name: z.string() }),
  /** Request to show a group; the host asks which. */
  z.strictObject({ type: z.literal("showGroup") }),
]);
export type RunsTablePageMessage = z.input<typeof runsTablePageMessageSchema>;
