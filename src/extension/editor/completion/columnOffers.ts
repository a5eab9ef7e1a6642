/** Completions for the columns of a table, with their types and examples. */
import { CompletionItemKind, l10n, type MarkdownString } from "vscode";
import type { Path } from "../../../config/check/finding";
import { usedColumns } from "../../../config/editor/usedColumns";
import type { RequestResult } from "../../../protocol/requests";
import { markdownLines } from "../../base/markdown";
import { formatCount } from "../shapeText";
import { escapeSnippet, type Offer } from "./offer";

type TableHead = RequestResult<"columns">;
type Column = TableHead["columns"][number];

/**
 * Returns completions for `label`, `features` and `exclude`, as a list entry or a single value. @param data the current
 * value of `data`
 */
export function columnOffers(head: TableHead, data: unknown, path: Path): Offer[] {
  const used = usedColumns(data, path);
  const columns = head.columns.filter(({ name }) => !used.has(name));
  const offers = columns.map((column) => columnOffer(column, head.rows));
  const isList = path.length > 2;
  if (isList) return offers;
  const list = listOffer(path[1] === "label" ? l10n.t("several columns, for regression") : l10n.t("a list of columns"));
  return path[1] === "label" ? [...offers, list] : [list, ...(path[1] === "features" ? [allOffer(columns)] : [])];
}

/** Returns keys of `ordinal`: text columns, each with its values to be sorted. */
export function ordinalOffers({ columns, rows }: TableHead, data: unknown): Offer[] {
  const { ordinal = {} } = (data ?? {}) as { ordinal?: object };
  return columns
    .filter(({ name, kind }) => kind === "text" && !Object.hasOwn(ordinal ?? {}, name))
    .map((column) => {
      const texts = (column.texts ?? []).map(
        (text, i) => `"\${${i + 1}:${escapeSnippet(JSON.stringify(text).slice(1, -1))}}"`,
      );
      return {
        ...columnOffer(column, rows),
        snippet: `${escapeSnippet(JSON.stringify(column.name))}: [${texts.join(", ")}]`,
      };
    });
}

/** Returns keys of `dates`: columns of dates or times, each with its usual parts. */
export function dateOffers({ columns, rows }: TableHead, data: unknown): Offer[] {
  const { dates = {} } = (data ?? {}) as { dates?: object };
  return columns
    .filter(({ name, kind }) => kind === "date" && !Object.hasOwn(dates ?? {}, name))
    .map((column) => {
      const isTime = column.examples.every((text) => /^\d{1,2}:/.test(text));
      const parts = isTime ? ["hour", "minute"] : ["year", "month", "weekday"];
      return {
        ...columnOffer(column, rows),
        snippet: `${escapeSnippet(JSON.stringify(column.name))}: [${parts.map((part) => `"${part}"`).join(", ")}]`,
      };
    });
}

/** Returns the parts of a date, and "cyclic", that are not in the list yet. */
export function partOffers(list: unknown, at: number): Offer[] {
  const used: unknown[] = Array.isArray(list) ? list.filter((_, i) => i !== at) : [];
  const words = [...dateParts, "cyclic"].filter((word) => !used.includes(word));
  return words.map((name) => ({
    name,
    kind: CompletionItemKind.EnumMember,
    ...(name === "cyclic" && { detail: l10n.t("sine and cosine of every part but the year") }),
  }));
}

const dateParts = ["year", "month", "day", "weekday", "hour", "minute"];

/** Returns the values of a column that are not in the list yet. */
export function textOffers(column: Column | undefined, list: unknown, at: number | undefined): Offer[] {
  const used = new Set(Array.isArray(list) ? list.filter((_, i) => i !== at) : []);
  return (column?.texts ?? [])
    .filter((text) => !used.has(text))
    .map((text) => ({ name: text, kind: CompletionItemKind.EnumMember }));
}

function columnOffer(column: Column, rows: number): Offer {
  const { name, kind, examples } = column;
  return {
    name,
    kind: CompletionItemKind.Field,
    detail: `${formatKind(kind)} · ${examples.map(shorten).join(", ")}`,
    documentation: columnDocumentation(column, rows),
  };
}

function columnDocumentation({ kind, range, texts, examples, missing }: Column, rows: number): MarkdownString {
  const lines: string[] = [];
  if (range) lines.push(l10n.t("Numbers from {0} to {1}", range[0], range[1]));
  else if (texts && texts.length < rows / 2)
    lines.push(l10n.t("{0} distinct values: {1}", texts.length, texts.slice(0, 12).map(shorten).join(", ")));
  else lines.push(`${formatKind(kind)}: ${examples.map(shorten).join(", ")}`);
  if (missing > 0) lines.push(l10n.t("Missing values: {0}", formatCount(missing)));
  lines.push(l10n.t("In the first {0} rows", formatCount(rows)));
  return markdownLines(lines);
}

const formatKind = (kind: Column["kind"]): string =>
  kind === "number" ? l10n.t("number") : kind === "date" ? l10n.t("date or time") : l10n.t("text");

const listOffer = (detail: string): Offer => ({
  name: "[ … ]",
  kind: CompletionItemKind.Value,
  detail,
  snippet: "[$1]",
  more: true,
});

const allOffer = (columns: Column[]): Offer => ({
  name: l10n.t("all {0} others", columns.length),
  kind: CompletionItemKind.Value,
  snippet: `[${columns.map(({ name }) => escapeSnippet(JSON.stringify(name))).join(", ")}]`,
});

const shorten = (text: string): string => (text.length > 24 ? `${text.slice(0, 23)}…` : text);
