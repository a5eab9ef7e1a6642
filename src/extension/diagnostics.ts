/** Findings of our own validator as diagnostics, while a config is typed. The same as `matrix-network check` without its data. */
import {
  Diagnostic,
  DiagnosticSeverity,
  type Disposable,
  languages,
  Range,
  type TextDocument,
  workspace,
} from "vscode";
import { checkConfig, type Finding } from "../config/check";
import { DisposableStore } from "./disposables";

export const languageId = "network-config";
const settleMilliseconds = 150;

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
} as const;

export function diagnoseConfigs(): Disposable {
  const store = new DisposableStore();
  const collection = store.add(languages.createDiagnosticCollection("matrix-network"));
  const waiting = new Map<string, NodeJS.Timeout>();
  const check = (document: TextDocument) => {
    waiting.delete(document.uri.toString());
    if (!document.isClosed) collection.set(document.uri, diagnose(document));
  };
  const checkSoon = (document: TextDocument, delay: number) => {
    if (document.languageId !== languageId) return;
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    waiting.set(
      key,
      setTimeout(() => check(document), delay),
    );
  };
  store.add(workspace.onDidOpenTextDocument((document) => checkSoon(document, 0)));
  store.add(workspace.onDidChangeTextDocument(({ document }) => checkSoon(document, settleMilliseconds)));
  store.add(workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)));
  store.add({ dispose: () => waiting.forEach(clearTimeout) });
  for (const document of workspace.textDocuments) checkSoon(document, 0);
  return store;
}

function diagnose(document: TextDocument): Diagnostic[] {
  return checkConfig(document.getText()).findings.map((finding) => toDiagnostic(document, finding));
}

function toDiagnostic(document: TextDocument, { code, severity, message, offset, length }: Finding): Diagnostic {
  const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
  const diagnostic = new Diagnostic(range, message, severities[severity]);
  diagnostic.source = "matrix-network";
  diagnostic.code = code;
  return diagnostic;
}
