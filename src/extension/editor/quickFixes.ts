/** Quick fixes, which apply the fix of a finding as text edits. */
import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  languages,
  Range,
  type TextDocument,
  type Uri,
  WorkspaceEdit,
} from "vscode";
import type { Finding } from "../../config/check/check";
import { languageId } from "../base/language";
import { fixTitle } from "../base/translated";

/** @param findingFor returns the finding of a diagnostic */
export function registerQuickFixes(findingFor: (uri: Uri, diagnostic: Diagnostic) => Finding | undefined): Disposable {
  const provider: CodeActionProvider = {
    provideCodeActions: async (document, _, { diagnostics }) => {
      const actions = await Promise.all(
        diagnostics.map((diagnostic) => quickFix(document, diagnostic, findingFor(document.uri, diagnostic))),
      );
      return actions.filter((action) => action !== undefined);
    },
  };
  const metadata = { providedCodeActionKinds: [CodeActionKind.QuickFix] };
  return languages.registerCodeActionsProvider({ language: languageId }, provider, metadata);
}

async function quickFix(
  document: TextDocument,
  diagnostic: Diagnostic,
  finding: Finding | undefined,
): Promise<CodeAction | undefined> {
  if (!finding?.fix) return undefined;
  const { fixEdits } = await import("../../config/check/fix");
  const edits = fixEdits(document.getText(), finding.fix);
  if (edits.length === 0) return undefined;
  const action = new CodeAction(fixTitle(finding.fix), CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  action.edit = new WorkspaceEdit();
  for (const { offset, length, content } of edits) {
    const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
    action.edit.replace(document.uri, range, content);
  }
  return action;
}
