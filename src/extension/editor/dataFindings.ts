/**
 * Findings about a config and its data, weights file or folder: those of `matrix-network check`, as far as the answers
 * have arrived.
 */
import { dirname } from "node:path";
import type { TextDocument } from "vscode";
import type { CheckedConfig, Finding } from "../../config/check/check";
import { goalOf } from "../../config/editor/goal";
import type { NetworkConfig } from "../../config/schema";
import type { DataSummary } from "../../protocol/requests";
import { workspacePaths } from "../base/settings";
import type { Inspector } from "../process/inspector";

/** Problems of reading data in the editor only: shown in a hover, not as findings. */
const hereOnly: ReadonlySet<string> = new Set(["memory-bound", "data-slow", "data-memory"]);

export async function dataFindings(
  document: TextDocument,
  checked: CheckedConfig,
  config: NetworkConfig,
  inspector: Inspector,
): Promise<Finding[]> {
  const roots = workspacePaths();
  const backends = config.backend === "auto" ? [] : (inspector.backends ?? []);
  const place = { baseDir: dirname(document.uri.fsPath), roots, backends };
  const findings = document.uri.scheme === "file" && roots.length > 0 ? checked.againstPlace(config, place) : [];
  const start = inspector.startOf(document.uri, checked.document.value)?.result;
  if (start?.problem !== undefined) findings.push(...checked.againstStartProblem(start.problem));
  if (start?.facts) findings.push(...checked.againstStart(config, start.facts));
  // The facts of a builtin dataset are known without reading it.
  if (config.data.format === "builtin") return findings;
  const { value } = checked.document;
  const { data } = value as { data: unknown };
  const { summary, problem } = inspector.dataOf(document.uri, data, goalOf(value)) ?? {};
  // Training may have more memory and time.
  if (problem && hereOnly.has(problem.code)) return findings;
  if (problem) return [...findings, ...checked.againstDataProblem(problem)];
  return summary ? [...findings, ...checked.againstData(config, dataFacts(summary))] : findings;
}

function dataFacts(summary: DataSummary) {
  const { inputs, task, targets, classes, examples, minimum, maximum, scaledAs, shared, columns } = summary;
  const { targetRange, areBits } = summary;
  return {
    inputs,
    task,
    ...(targets && { targets }),
    ...(targetRange && { targetRange }),
    ...(areBits && { areBits }),
    ...(classes.length > 0 && { classes: classes.length }),
    examples,
    ...(classes.length > 0 && { classNames: classes.map(({ name }) => name) }),
    classSizes: classes.map(({ train }) => train),
    validationSizes: classes.map(({ validation }) => validation),
    testSizes: classes.map(({ test }) => test),
    range: { minimum, maximum },
    scaledAs,
    shared,
    ...(columns && { columns }),
  };
}
