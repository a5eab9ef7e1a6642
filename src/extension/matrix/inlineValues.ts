/** Shows in a config what its layers have computed where the debugger has stopped, behind their lines. */
import { type Disposable, debug, InlineValueText, languages } from "vscode";
import type { InlineValues } from "../../protocol/matrixRequest";

export function showInlineValues(): Disposable {
  return languages.registerInlineValuesProvider(
    { language: "network-config" },
    {
      async provideInlineValues(document, viewPort) {
        const session = debug.activeDebugSession;
        if (session?.type !== "matrix-network") return [];
        // While it runs it answers nothing.
        const answer = await Promise.resolve(session.customRequest("inlineValues")).catch(() => undefined);
        const { path, values } = (answer ?? { path: "", values: [] }) as InlineValues;
        if (path !== document.uri.fsPath) return [];
        return values.flatMap(({ line, text }) => {
          const isThere = line <= document.lineCount && line > viewPort.start.line && line <= viewPort.end.line + 1;
          return isThere ? [new InlineValueText(document.lineAt(line - 1).range, text)] : [];
        });
      },
    },
  );
}
