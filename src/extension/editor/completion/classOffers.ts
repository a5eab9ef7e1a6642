/** Completions for class names: the whole list, or one entry. */
import { CompletionItemKind, l10n } from "vscode";
import { escapeSnippet, type Offer } from "./offer";

/** @param list the current list; @param at the index of the entry, undefined for the whole list */
export function classOffers(names: string[], list: unknown, at: number | undefined): Offer[] {
  if (at === undefined) {
    const entries = names.map((name, i) => `"\${${i + 1}:${escapeSnippet(JSON.stringify(name).slice(1, -1))}}"`);
    const all = `[${names.map((name) => JSON.stringify(name)).join(", ")}]`;
    return [
      {
        name: all,
        kind: CompletionItemKind.Value,
        detail: l10n.t("the classes of the data"),
        snippet: `[${entries.join(", ")}]`,
      },
    ];
  }
  const used = new Set(Array.isArray(list) ? list.filter((_, i) => i !== at) : []);
  return names.filter((name) => !used.has(name)).map((name) => ({ name, kind: CompletionItemKind.EnumMember }));
}
