/** Checks a config's text: syntax, then keys, types and values, then what they mean together. */

import { configSchema, type NetworkConfig } from "../schema";
import { refuseNotYet } from "../schema/notYet";
import { resolveConfig } from "../schema/resolve";
import { ConfigDocument } from "./document";
import type { Finding } from "./finding";
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

/** `config` is there only when no finding is an error. Findings come in the order of the text. */
export function checkConfig(text: string): {
  findings: Finding[];
  config?: NetworkConfig;
} {
  const document = new ConfigDocument(text);
  if (document.syntaxFindings.length > 0) return { findings: document.syntaxFindings };
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
  const faulty = findings.some(({ severity }) => severity === "error");
  return parsed.success && !faulty
    ? { findings: inOrder(findings), config: parsed.data }
    : { findings: inOrder(findings) };
}

/** What is wrong with a config, that is right in itself, for this data. */
export function checkAgainstData(text: string, config: NetworkConfig, facts: DataFacts): Finding[] {
  const document = new ConfigDocument(text);
  return inOrder(factsRemarks(resolveConfig(config, 0), facts).map((remark) => document.atValue(remark)));
}

/** That its data cannot be read, or is not what the config says. */
export function checkDataProblem(text: string, problem: DataProblem): Finding[] {
  const document = new ConfigDocument(text);
  return problemRemarks(problem).map((remark) => document.atValue(remark));
}

/** What is wrong with a config, that is right in itself, where it stands and on this machine. */
export function checkAgainstPlace(
  text: string,
  config: NetworkConfig,
  place: { baseDir: string; roots: readonly string[]; backends: readonly BackendFact[] },
): Finding[] {
  const document = new ConfigDocument(text);
  const remarks = [
    ...outsideRemarks(config.data, place.baseDir, place.roots),
    ...backendRemarks(config, place.backends),
  ];
  return inOrder(remarks.map((remark) => document.atValue(remark)));
}

const inOrder = (findings: Finding[]) => findings.sort((a, b) => a.offset - b.offset);
