/** Checks a config's text: first the syntax, then keys, types and values, then their combination. */

import type { Cited } from "../../messages/said";
import { configSchema, type NetworkConfig } from "../schema";
import { resolveConfig } from "../schema/resolve";
import { ConfigDocument, type Position } from "./document";
import { type Diagnostic, type Finding, type Path, report } from "./finding";
import { checkMeaning } from "./meaning";
import { refuseNotYet } from "./notYet";
import { type BackendFact, checkBackend } from "./rules/backend";
import { checkFacts, type DataFacts } from "./rules/facts";
import { checkPathsOutside } from "./rules/paths";
import { checkDataProblem, type DataProblem } from "./rules/problem";
import { checkStart, type StartFacts } from "./rules/start";
import { describeIssue } from "./schemaFindings";
import { checkSweep, checkSweepFacts, isAtKey } from "./sweep/sweep";

export { type Finding, findingLine, formatFinding } from "./finding";
export type { DataFacts } from "./rules/facts";

/** A config's text, parsed and checked once. Findings are in the order of the text. */
export class CheckedConfig {
  readonly findings: readonly Finding[];
  /** Undefined if a finding is an error. */
  readonly config: NetworkConfig | undefined;

  constructor(readonly document: ConfigDocument) {
    const { syntaxFindings } = document;
    const isJson = syntaxFindings.length === 0;
    const { findings, config } = isJson ? checkValue(document) : { findings: syntaxFindings, config: undefined };
    this.findings = findings;
    this.config = config;
  }

  /** @param config as trained: this one, with options of the command line if there are any */
  againstData(config: NetworkConfig, facts: DataFacts): Finding[] {
    const rules = (network: NetworkConfig) => checkFacts(resolveConfig(network, 0), facts);
    return this.located([...rules(config), ...checkSweepFacts(config, this.document.value, rules, facts)]);
  }

  /** Returns the findings for data that cannot be read or does not match the config. */
  againstDataProblem(problem: DataProblem): Finding[] {
    return this.located(checkDataProblem(problem));
  }

  /** Checks the config against the network that it starts from. */
  againstStart(config: NetworkConfig, facts: StartFacts): Finding[] {
    return this.located(checkStart(resolveConfig(config, 0), facts));
  }

  /** Returns the finding for a start network that cannot be read or does not match. */
  againstStartProblem(reason: Cited): Finding[] {
    return this.located([report("start-unusable", ["training", "start"], { reason })]);
  }

  /** Checks paths against the config's folder, and the backend against this machine. */
  againstPlace(config: NetworkConfig, { baseDir, roots, backends }: ConfigEnvironment): Finding[] {
    return this.located([...checkPathsOutside(config.data, baseDir, roots), ...checkBackend(config, backends)]);
  }

  positionOf(path: Path): Position {
    return this.document.positionOf(path);
  }

  private located(diagnostics: Diagnostic[]): Finding[] {
    return inOrder(diagnostics.map((diagnostic) => placed(this.document, diagnostic)));
  }
}

export interface ConfigEnvironment {
  /** Folder of the config. */
  baseDir: string;
  /** Folders that should contain the data. */
  roots: readonly string[];
  /** The backends of this machine. */
  backends: readonly BackendFact[];
}

export const checkConfig = (text: string): CheckedConfig => new CheckedConfig(new ConfigDocument(text));

/** Checks keys, types and values, then their combination. */
function checkValue(document: ConfigDocument): { findings: Finding[]; config: NetworkConfig | undefined } {
  const findings = [
    ...document.duplicateKeys(),
    ...refuseNotYet(document.value).map((diagnostic) => document.atValue(diagnostic)),
  ];
  const parsed = configSchema.safeParse(document.value);
  if (parsed.success) {
    const diagnostics = [...checkMeaning(parsed.data), ...checkSweep(parsed.data, document.value, checkMeaning)];
    findings.push(...document.lostKeys());
    for (const diagnostic of diagnostics) findings.push(placed(document, diagnostic));
  } else {
    const diagnostics = parsed.error.issues.flatMap((issue) => describeIssue(issue, document.value));
    for (const diagnostic of diagnostics)
      findings.push(diagnostic.at === "key" ? document.atKey(diagnostic) : document.atValue(diagnostic));
  }
  const isFaulty = findings.some(({ severity }) => severity === "error");
  return { findings: inOrder(findings), config: isFaulty ? undefined : parsed.data };
}

/** Places a diagnostic at its value, or at its key for settings of the sweep, which are keys themselves. */
const placed = (document: ConfigDocument, diagnostic: Diagnostic): Finding =>
  isAtKey(diagnostic.path) ? document.atKey(diagnostic) : document.atValue(diagnostic);

const inOrder = (findings: Finding[]) => findings.sort((a, b) => a.offset - b.offset);
