/**
 * Shows findings as diagnostics while a config is edited: those of `matrix-network check`, and findings about the data
 * once it is inspected. Errors that VS Code's JSON support reports are not repeated.
 */
import {
  Diagnostic,
  DiagnosticSeverity,
  type Disposable,
  languages,
  Range,
  type TextDocument,
  type Uri,
  workspace,
} from "vscode";
import type { CheckedConfig, Finding } from "../../config/check/check";
import type { NetworkConfig } from "../../config/schema";
import { DisposableStore } from "../base/disposables";
import { isEditableConfig } from "../base/language";
import { Newest } from "../base/newest";
import { translatedFinding } from "../base/translated";
import type { Inspector } from "../process/inspector";
import type { WorkspaceNetworks } from "../workspace/networks";
import { dataFindings } from "./dataFindings";
import { jsonSupportReports, jsonSupportValidates } from "./jsonSupport";
import { lintPageLinks } from "./lintPage";
import { registerQuickFixes } from "./quickFixes";
import { RunFindings } from "./runFindings";
import { registerRunLinks } from "./runLinks";

/** Delays in milliseconds. */
export interface DiagnosticsWaits {
  /** Delay after the last edit. */
  settle: number;
  /** Delay after which we report JSON errors that JSON support has not reported. */
  json: number;
}
export const usualWaits: Readonly<DiagnosticsWaits> = { settle: 150, json: 1200 };

const jsonCodes = new Set(["json-syntax", "duplicate-key"]);

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
} as const;

/** @param waits are read each time, so that tests can change them */
export function diagnoseConfigs(
  inspector: Inspector,
  networks: WorkspaceNetworks,
  waits: Readonly<DiagnosticsWaits> = usualWaits,
): Disposable {
  const store = new DisposableStore();
  const checked = new Map<string, CheckedDocument>();
  const runs = store.add(new RunFindings(networks));
  const more: MoreFindings = async (document, current, config) => [
    ...(await dataFindings(document, current, config, inspector)),
    ...(await runs.findingsFor(document, config)),
  ];
  const collection = store.add(languages.createDiagnosticCollection("matrix-network"));
  const of = (document: TextDocument): CheckedDocument | undefined => {
    if (!isEditableConfig(document)) return undefined;
    const key = document.uri.toString();
    const known =
      checked.get(key) ?? new CheckedDocument(document, more, waits, (found) => collection.set(document.uri, found));
    checked.set(key, known);
    return known;
  };
  const forget = ({ uri }: TextDocument) => {
    checked.get(uri.toString())?.dispose();
    checked.delete(uri.toString());
    collection.delete(uri);
  };
  store.add(workspace.onDidOpenTextDocument((document) => of(document)?.checkSoon(0)));
  store.add(workspace.onDidChangeTextDocument(({ document }) => of(document)?.checkSoon(waits.settle)));
  store.add(workspace.onDidCloseTextDocument(forget));
  store.add(
    languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) checked.get(uri.toString())?.jsonSupportChanged();
    }),
  );
  store.add({
    dispose: () => {
      for (const each of checked.values()) each.dispose();
    },
  });
  store.add(
    inspector.onDidLearn((uri) => {
      for (const [key, each] of checked) if (!uri || uri.toString() === key) each.checkSoon(0);
    }),
  );
  store.add(runs.onDidChange((uri) => checked.get(uri.toString())?.checkSoon(0)));
  store.add(registerQuickFixes((uri, diagnostic) => checked.get(uri.toString())?.findingFor(diagnostic)));
  store.add(registerRunLinks((uri, offset) => checked.get(uri.toString())?.findingsAt(offset) ?? []));
  for (const document of workspace.textDocuments) of(document)?.checkSoon(0);
  return store;
}

/** Further findings for a config without errors. */
type MoreFindings = (document: TextDocument, checked: CheckedConfig, config: NetworkConfig) => Promise<Finding[]>;

/** An open config and its diagnostics. */
class CheckedDocument implements Disposable {
  private findings: Finding[] = [];
  /** Discards results of older checks, which may take longer: results also depend on data and runs. */
  private readonly newest = new Newest();
  private timer: NodeJS.Timeout | undefined;
  private jsonTimer: NodeJS.Timeout | undefined;
  private jsonObjects = false;
  private disposed = false;
  private pageOf: ((code: string) => Uri | undefined) | undefined;

  constructor(
    private readonly document: TextDocument,
    private readonly moreFindings: MoreFindings,
    private readonly waits: Readonly<DiagnosticsWaits>,
    private readonly publish: (diagnostics: Diagnostic[]) => void,
  ) {}

  checkSoon(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), delay);
  }

  /** Rechecks if JSON support has started or stopped reporting errors. */
  jsonSupportChanged(): void {
    const objects = jsonSupportReports(this.document.uri);
    if (objects === this.jsonObjects) return;
    this.jsonObjects = objects;
    // When it stops, the error is fixed or the file is closing; the previous findings are outdated.
    void this.check();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    clearTimeout(this.jsonTimer);
  }

  private async check(): Promise<void> {
    const { version } = this.document;
    const found = await this.newest.of(() => this.findAll());
    // An edit in the meantime schedules another check.
    if (!found || this.disposed || version !== this.document.version) return;
    this.findings = found.result;
    clearTimeout(this.jsonTimer);
    this.jsonTimer = undefined;
    if (this.findings.some(isJsonFinding) && jsonSupportValidates()) {
      this.jsonTimer = setTimeout(() => {
        this.jsonTimer = undefined;
        this.show();
      }, this.waits.json);
    }
    this.show();
  }

  private async findAll(): Promise<Finding[]> {
    // Loaded when the first config is checked.
    const { checked } = await import("./parsedConfig");
    this.pageOf ??= await lintPageLinks();
    const current = await checked(this.document);
    const { findings, config } = current;
    const more = config ? await this.moreFindings(this.document, current, config) : [];
    const reported = new Set(findings.map(findingKey));
    const all = [...findings, ...more.filter((finding) => !reported.has(findingKey(finding)))];
    return all.map(translatedFinding);
  }

  private show(): void {
    const leftToJson = this.jsonObjects || this.jsonTimer !== undefined;
    const ours = leftToJson ? this.findings.filter((finding) => !isJsonFinding(finding)) : this.findings;
    this.publish(ours.map((finding) => toDiagnostic(this.document, finding, this.pageOf?.(finding.code))));
  }

  findingsAt(at: number): Finding[] {
    return this.findings.filter(({ offset, length }) => offset <= at && at <= offset + length);
  }

  findingFor({ range, message }: Diagnostic): Finding | undefined {
    const offset = this.document.offsetAt(range.start);
    return this.findings.find((finding) => finding.message === message && finding.offset === offset);
  }
}

const findingKey = ({ code, offset }: Finding) => `${code} ${offset}`;
const isJsonFinding = ({ code }: Finding) => jsonCodes.has(code);

function toDiagnostic(
  document: TextDocument,
  { code, severity, message, offset, length }: Finding,
  page: Uri | undefined,
): Diagnostic {
  const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
  const diagnostic = new Diagnostic(range, message, severities[severity]);
  diagnostic.source = "matrix-network";
  diagnostic.code = page ? { value: code, target: page } : code;
  return diagnostic;
}
