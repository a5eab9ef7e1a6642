/** Links from a run's finding to the panel: in the hover and as a code action. */
import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Disposable,
  Hover,
  type HoverProvider,
  l10n,
  languages,
  MarkdownString,
  type Uri,
} from "vscode";
import type { Finding } from "../../config/check/check";
import { commandId } from "../base/commandIds";
import { DisposableStore } from "../base/disposables";
import { languageId } from "../base/language";
import { isRunFinding, type RunFinding } from "./runFindings";

const command = commandId("openResults");

/** @param findingsAt returns the findings at an offset of the text */
export function registerRunLinks(findingsAt: (uri: Uri, offset: number) => Finding[]): Disposable {
  const store = new DisposableStore();
  const hovers: HoverProvider = {
    provideHover: (document, position) => {
      const found = findingsAt(document.uri, document.offsetAt(position)).filter(isRunFinding);
      if (found.length === 0) return undefined;
      const text = new MarkdownString(found.map(link).join("  \n"), true);
      text.isTrusted = { enabledCommands: [command] };
      return new Hover(text);
    },
  };
  const actions: CodeActionProvider = {
    provideCodeActions: (document, { start }, { diagnostics }) =>
      findingsAt(document.uri, document.offsetAt(start))
        .filter(isRunFinding)
        .map((finding) => {
          const { folder, look, message } = finding;
          const title = linkTitle(finding);
          const action = new CodeAction(title, CodeActionKind.QuickFix);
          action.diagnostics = diagnostics.filter((diagnostic) => diagnostic.message === message);
          action.command = { title, command, arguments: [folder, look] };
          return action;
        }),
  };
  const selector = { language: languageId };
  store.add(languages.registerHoverProvider(selector, hovers));
  const metadata = { providedCodeActionKinds: [CodeActionKind.QuickFix] };
  store.add(languages.registerCodeActionsProvider(selector, actions, metadata));
  return store;
}

function link(finding: RunFinding): string {
  const { folder, look } = finding;
  const query = encodeURIComponent(JSON.stringify([folder, look])).replace(
    /[()]/g,
    (each) => `%${each.charCodeAt(0).toString(16)}`,
  );
  return `$(graph-line) [${linkTitle(finding)}](command:${command}?${query})`;
}

const linkTitle = ({ look }: RunFinding): string =>
  look.epoch === undefined ? l10n.t("Show in Panel") : l10n.t("Show Epoch {0} in Panel", look.epoch);
