/** Decorates pinned runs with a letter, as the Explorer does for changed files (some fonts lack a pin symbol). */
import { type Disposable, FileDecoration, l10n, window } from "vscode";

/** URI scheme of runs in the tree. Nothing can be opened with it. */
export const runScheme = "matrix-network-run";

export const showPinDecorations = (): Disposable =>
  window.registerFileDecorationProvider({
    provideFileDecoration: ({ scheme }) =>
      scheme === runScheme ? new FileDecoration("P", l10n.t("pinned")) : undefined,
  });
