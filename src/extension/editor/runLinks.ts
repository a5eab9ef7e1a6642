/** From what a run showed to the run: its panel at the moment that is meant, and the page that explains it. */
import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Command,
  type Diagnostic,
  type Disposable,
  l10n,
  languages,
  Uri,
} from "vscode";
import type { Finding } from "../../config/check";
import { languageId } from "../language";
import { lintPageOf } from "./lintPage";
import { isRunFinding, type RunFinding } from "./runFindings";

const command = "matrixNetwork.openResults";

/** Opens the panel where a diagnostic's code is clicked. */
export const panelLink = ({ folder, look }: RunFinding): Uri =>
  Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify([folder, look]))}`);

/** @param findingOf the finding that a diagnostic of ours shows */
export function offerRunLinks(findingOf: (uri: Uri, diagnostic: Diagnostic) => Finding | undefined): Disposable {
  const provider: CodeActionProvider = {
    provideCodeActions: async ({ uri }, _, { diagnostics }) => {
      const pageOf = await lintPageOf();
      return diagnostics.flatMap((diagnostic) => {
        const finding = findingOf(uri, diagnostic);
        if (!finding || !isRunFinding(finding)) return [];
        const { folder, look, code } = finding;
        const show =
          look.epoch === undefined ? l10n.t("Show It in the Panel") : l10n.t("Show Epoch {0} in the Panel", look.epoch);
        const page = pageOf(code);
        return [
          action(diagnostic, { title: show, command, arguments: [folder, look] }),
          ...(page
            ? [action(diagnostic, { title: l10n.t("Explain {0}", code), command: "vscode.open", arguments: [page] })]
            : []),
        ];
      });
    },
  };
  const metadata = { providedCodeActionKinds: [CodeActionKind.QuickFix] };
  return languages.registerCodeActionsProvider({ language: languageId }, provider, metadata);
}

function action(diagnostic: Diagnostic, command: Command): CodeAction {
  const made = new CodeAction(command.title, CodeActionKind.QuickFix);
  made.diagnostics = [diagnostic];
  made.command = command;
  return made;
}
