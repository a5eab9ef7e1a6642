/** What a layer makes of what it gets, behind it in the text: 784 → 100 · 78,500 parameters. */
import {
  type Disposable,
  EventEmitter,
  InlayHint,
  type InlayHintsProvider,
  l10n,
  languages,
  type TextDocument,
} from "vscode";
import { DisposableStore } from "../disposables";
import type { Inspector } from "../inspector";
import { languageId } from "../language";
import { outline } from "./parsed";
import { parametersInWords, shapeInWords } from "./shapeWords";

export function showInlayHints(inspector: Inspector): Disposable {
  const store = new DisposableStore();
  const changed = store.add(new EventEmitter<void>());
  store.add(inspector.onDidLearn(() => changed.fire()));
  const provider: InlayHintsProvider = {
    onDidChangeInlayHints: changed.event,
    provideInlayHints: async (document, range) => {
      const { layers, parameters } = await outline(document, inspector);
      const hints = layers.flatMap((layer) => {
        const shape = shapeInWords(layer);
        if (!shape) return [];
        const words = layer.parameters === undefined ? shape : `${shape} · ${parametersInWords(layer.parameters)}`;
        const hint = new InlayHint(behind(document, layer.offset + layer.length), words);
        hint.paddingLeft = true;
        if (parameters !== undefined) hint.tooltip = l10n.t("{0} in all layers", parametersInWords(parameters));
        return [hint];
      });
      return hints.filter(({ position }) => range.contains(position));
    },
  };
  store.add(languages.registerInlayHintsProvider({ language: languageId }, provider));
  return store;
}

/** Behind the comma, where there is one. */
const behind = (document: TextDocument, end: number) =>
  document.positionAt(document.getText().charAt(end) === "," ? end + 1 : end);
