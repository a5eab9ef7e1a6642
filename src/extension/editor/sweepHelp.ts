/** Help on keys that a sweep varied: a hover with its results, and quick fixes that take the best trial's settings. */
import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  Disposable,
  Hover,
  type HoverProvider,
  languages,
  type Position,
  Range,
  type TextDocument,
  WorkspaceEdit,
} from "vscode";
import { languageId } from "../base/language";
import { parseConfig } from "./parsedConfig";
import type { SweepsFound } from "./sweepFound";

export function registerSweepHelp(sweeps: SweepsFound): Disposable {
  const hovers: HoverProvider = {
    provideHover: async (document, position) => {
      const path = await settingAt(document, position);
      const found = path === undefined ? undefined : await sweeps.of(document, path);
      if (path === undefined || !found) return undefined;
      const { foundHover } = await import("./sweepFoundText");
      const text = foundHover(found, path);
      return text && new Hover(text);
    },
  };
  const fixes: CodeActionProvider = {
    provideCodeActions: async (document, range) => {
      const path = await settingAt(document, range.start);
      const found = path === undefined ? undefined : await sweeps.of(document, path);
      // Results with other settings may not hold for the current ones.
      if (path === undefined || !found?.changed || found.changed.length > 0) return [];
      const { winner } = found.advice;
      if (!winner) return [];
      const [{ takeAllTitle, takeTitle }, { takeValues }] = await Promise.all([
        import("./sweepFoundText"),
        import("../../config/editor/takeValues"),
      ]);
      const { values } = winner.proposal;
      const text = document.getText();
      const one = takeTitle(found, path);
      const all = takeAllTitle(found);
      const actions = [
        one !== undefined && action(document, one, takeValues(text, [path], values)),
        all !== undefined && found.swept.length > 1 && action(document, all, takeValues(text, found.swept, values)),
      ];
      return actions.filter((each) => each !== false).filter((each) => each !== undefined);
    },
  };
  const metadata = { providedCodeActionKinds: [CodeActionKind.QuickFix] };
  const selector = { language: languageId };
  return Disposable.from(
    languages.registerHoverProvider(selector, hovers),
    languages.registerCodeActionsProvider(selector, fixes, metadata),
  );
}

/** Returns the sweep's path for a key or value in the config, or for a parameter in its sweep. */
async function settingAt(document: TextDocument, position: Position): Promise<string | undefined> {
  const { findNodeAtOffset, getNodePath } = await import("jsonc-parser");
  const { root } = await parseConfig(document);
  const node = root && findNodeAtOffset(root, document.offsetAt(position));
  if (!node || node.type === "object" || node.type === "array" || node.type === "property") return undefined;
  const { settingOf } = await import("../../config/sweep/paths");
  return settingOf(getNodePath(node));
}

/** Returns an edit that replaces only the part that differs; undefined if nothing does. */
function action(document: TextDocument, title: string, changed: string): CodeAction | undefined {
  const text = document.getText();
  if (changed === text) return undefined;
  let start = 0;
  while (start < text.length && text[start] === changed[start]) start++;
  let end = 0;
  const most = Math.min(text.length, changed.length) - start;
  while (end < most && text[text.length - 1 - end] === changed[changed.length - 1 - end]) end++;
  const fix = new CodeAction(title, CodeActionKind.QuickFix);
  fix.edit = new WorkspaceEdit();
  const range = new Range(document.positionAt(start), document.positionAt(text.length - end));
  fix.edit.replace(document.uri, range, changed.slice(start, changed.length - end));
  return fix;
}
