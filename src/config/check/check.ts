/** Checks a config's text: syntax, then keys, types and values, then what they mean together. */

import { configSchema, type NetworkConfig } from "../schema";
import { refuseNotYet } from "../schema/notYet";
import { resolveConfig } from "../schema/resolve";
import { ConfigDocument, type Position } from "./document";
import type { Finding, Path, Remark } from "./finding";
import { type BackendFact, backendRemarks } from "./rules/backend";
import { dataRemarks } from "./rules/data";
import { type DataFacts, factsRemarks } from "./rules/facts";
import { layerRemarks } from "./rules/layers";
import { outsideRemarks } from "./rules/paths";
import { type DataProblem, problemRemarks } from "./rules/problem";
import { trainingRemarks } from "./rules/training";
import { describeIssue } from "./schemaFindings";

export { type Finding, formatFinding } from "./finding";
export type { DataFacts } from "./rules/facts";

/** A config's text, parsed and checked once. Findings come in the order of the text. */
export class CheckedConfig {
  readonly findings: readonly Finding[];
  /** Undefined where a finding is an error. */
  readonly config: NetworkConfig | undefined;

  constructor(readonly document: ConfigDocument) {
    const { syntaxFindings } = document;
    const isJson = syntaxFindings.length === 0;
    const { findings, config } = isJson ? checkValue(document) : { findings: syntaxFindings, config: undefined };
    this.findings = findings;
    this.config = config;
  }

  /** @param config as it is trained: this one, perhaps with options of the command line */
  againstData(config: NetworkConfig, facts: DataFacts): Finding[] {
    return this.located(factsRemarks(resolveConfig(config, 0), facts));
  }

  /** The data cannot be read, or does not match the config. */
  againstDataProblem(problem: DataProblem): Finding[] {
    return this.located(problemRemarks(problem));
  }

  /** Where the config lies, and on this machine. */
  againstPlace(config: NetworkConfig, { baseDir, roots, backends }: ConfigPlace): Finding[] {
    return this.located([...outsideRemarks(config.data, baseDir, roots), ...backendRemarks(config, backends)]);
  }

  positionOf(path: Path): Position {
    return this.document.positionOf(path);
  }

  private located(remarks: Remark[]): Finding[] {
    return inOrder(remarks.map((remark) => this.document.atValue(remark)));
  }
}

export interface ConfigPlace {
  /** Folder of the config. */
  baseDir: string;
  /** Folders that the data should lie in. */
  roots: readonly string[];
  /** Those of this machine. */
  backends: readonly BackendFact[];
}

export const checkConfig = (text: string): CheckedConfig => new CheckedConfig(new ConfigDocument(text));

/** Keys, types and values, then what they mean together. */
function checkValue(document: ConfigDocument): { findings: Finding[]; config: NetworkConfig | undefined } {
  const findings = [
    ...document.duplicateKeys(),
    ...refuseNotYet(document.value).map((remark) => document.atValue(remark)),
  ];
  const parsed = configSchema.safeParse(document.value);
  if (parsed.success) {
    const config = resolveConfig(parsed.data, 0);
    const remarks = [
      ...layerRemarks(parsed.data.layers, config.cost),
      ...trainingRemarks(config),
      ...dataRemarks(config),
    ];
    findings.push(...remarks.map((remark) => document.atValue(remark)));
  } else {
    const remarks = parsed.error.issues.flatMap((issue) => describeIssue(issue, document.value));
    findings.push(
      ...remarks.map((remark) => (remark.at === "key" ? document.atKey(remark) : document.atValue(remark))),
    );
  }
  const isFaulty = findings.some(({ severity }) => severity === "error");
  return { findings: inOrder(findings), config: isFaulty ? undefined : parsed.data };
}

const inOrder = (findings: Finding[]) => findings.sort((a, b) => a.offset - b.offset);
