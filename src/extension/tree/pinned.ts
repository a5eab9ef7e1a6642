/** The letter that pinned runs wear at the end of their line, as changed files wear one. (A picture of a pin is not in every font.) */
import { type Disposable, FileDecoration, l10n, window } from "vscode";

/** Of the addresses that runs of the tree have; nothing can be opened by them. */
export const runScheme = "matrix-network-run";

export const showPinDecorations = (): Disposable =>
  window.registerFileDecorationProvider({
    provideFileDecoration: ({ scheme }) =>
      scheme === runScheme ? new FileDecoration("P", l10n.t("pinned")) : undefined,
  });
