/**
 * What the extension host and the page with the table of all runs say to each other. The host sends every cell; the
 * page filters, sorts and groups. As with a run's panel the page can always be rebuilt.
 */
import * as z from "zod";
import { type AnswerMessage, sharedMessages } from "./panel";

/** A list is one of texts: tags. Undefined: the run has no such value. */
export type Cell = number | string | boolean | readonly string[] | undefined;

export interface RunColumn {
  /** By which filters and `--columns` name it: a setting's is its path in the config. */
  readonly key: string;
  readonly title: string;
  /** What it means, where the title does not say it. */
  readonly about?: string;
  readonly kind: "run" | "figure" | "setting";
  /** How its numbers are shown. */
  readonly unit?: "share" | "seconds" | "time";
  /** 1: the larger the better; -1: the smaller. */
  readonly better?: 1 | -1;
}

/** A cell on its way: JSON has neither undefined nor numbers that are not finite. */
export type PackedCell = Exclude<Cell, undefined> | null | { readonly number: string };

export const packCell = (cell: Cell): PackedCell =>
  cell === undefined ? null : typeof cell === "number" && !Number.isFinite(cell) ? { number: String(cell) } : cell;

export function unpackCell(packed: PackedCell): Cell {
  if (packed === null) return undefined;
  return typeof packed === "object" && "number" in packed ? Number(packed.number) : packed;
}

/** The cells of a column, in the order of the runs, or what stands in all of them. */
export type PackedColumn = { readonly same: PackedCell } | { readonly cells: readonly PackedCell[] };

/** What a table shows, and how. */
const viewSchema = z.strictObject({
  /** Left out: those in which runs differ. */
  columns: z.array(z.string()).optional(),
  sort: z.array(z.strictObject({ key: z.string(), direction: z.union([z.literal(1), z.literal(-1)]) })),
  filter: z.string(),
  /** Runs that differ in their seed alone are one row. */
  seeds: z.boolean(),
});
export type TableView = z.output<typeof viewSchema>;

const namedViewSchema = z.strictObject({ name: z.string(), view: viewSchema });
export const savedViewsSchema = z.array(namedViewSchema).catch([]);
export type NamedView = z.output<typeof namedViewSchema>;

/** Runs of one group differ in their seed alone; null: it has none like it. */
export type SeedGroup = number | null;

export type RunsTableHostMessage =
  /** Everything; replaces what the page holds. */
  | {
      type: "runs";
      columns: RunColumn[];
      folders: string[];
      /** One for each column. */
      cells: PackedColumn[];
      groups: SeedGroup[];
      /** Whether runs may be deleted, labelled and trained here. */
      trusted: boolean;
    }
  /** The new cells of runs that the page holds, in the order of its columns. */
  | { type: "changed"; runs: { folder: string; cells: PackedCell[]; group: SeedGroup }[] }
  /** Runs whose file of metrics is still to be read: their figures are not all there. */
  | { type: "pending"; runs: number }
  | { type: "views"; views: NamedView[] }
  | AnswerMessage;

const folders = z.array(z.string()).min(1);

/** Parsed by the host: a page is never trusted. */
export const runsTablePageMessageSchema = z.discriminatedUnion("type", [
  ...sharedMessages,
  z.strictObject({ type: z.literal("open"), folder: z.string() }),
  /** A trial, as a run of its own with kept epochs. */
  z.strictObject({ type: z.literal("trainAgain"), folder: z.string() }),
  z.strictObject({ type: z.literal("compare"), folders }),
  z.strictObject({ type: z.literal("delete"), folders }),
  z.strictObject({ type: z.literal("pin"), folders, pinned: z.boolean() }),
  /** The text of a cell that a person changed; tags are separated by commas. */
  z.strictObject({
    type: z.literal("label"),
    folder: z.string(),
    what: z.enum(["name", "note", "tags"]),
    text: z.string(),
  }),
  /** The host asks for the text. */
  z.strictObject({ type: z.literal("askLabel"), folders, what: z.enum(["note", "tags"]) }),
  /** Another value of a setting: a copy of the run's config with it is written and trained. */
  z.strictObject({ type: z.literal("fork"), folder: z.string(), path: z.string(), text: z.string() }),
  z.strictObject({ type: z.literal("exportCsv"), folders, columns: z.array(z.string()).min(1) }),
  /** The host asks for its name. */
  z.strictObject({ type: z.literal("saveView"), view: viewSchema }),
  z.strictObject({ type: z.literal("deleteView"), name: z.string() }),
  /** The host asks for which sweep or folds. */
  z.strictObject({ type: z.literal("showGroup") }),
]);
export type RunsTablePageMessage = z.input<typeof runsTablePageMessageSchema>;
