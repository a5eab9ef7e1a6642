/** Completions for whole networks in an empty file. */
import { CompletionItemKind, MarkdownString } from "vscode";
import { plainSnippet, wholeNetworks } from "../../../config/editor/starterNetworks";
import type { Offer } from "./offer";

export const networkOffers = (): Offer[] =>
  wholeNetworks.map(({ name, about, snippet }) => ({
    name,
    kind: CompletionItemKind.Snippet,
    detail: about,
    documentation: new MarkdownString().appendCodeblock(plainSnippet(snippet), "json"),
    snippet,
  }));
