/** Shows inline values in a config: the values of its layers where the debugger has stopped. */
import { type Disposable, debug, InlineValueText, languages, Uri } from "vscode";
import type { InlineValues } from "../../protocol/matrixRequest";

export function showInlineValues(): Disposable {
  return languages.registerInlineValuesProvider(
    { language: "network-config" },
    {
      async provideInlineValues(document, viewPort) {
        const session = debug.activeDebugSession;
        if (session?.type !== "matrix-network") return [];
        // A running session does not answer.
        const answer = await Promise.resolve(session.customRequest("inlineValues")).catch(() => undefined);
        const { path, values } = (answer ?? { path: "", values: [] }) as InlineValues;
        // VS Code writes the letter of a drive in lower case, but in upper case in the variables of launch.json.
        if (Uri.file(path).fsPath !== document.uri.fsPath) return [];
        return values.flatMap(({ line, text }) => {
          const isThere = line <= document.lineCount && line > viewPort.start.line && line <= viewPort.end.line + 1;
          return isThere ? [new InlineValueText(document.lineAt(line - 1).range, text)] : [];
        });
      },
    },
  );
}
