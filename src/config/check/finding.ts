/** What a check has to say about a config, and where in the text. */
import { formatLint, type LintCode, type LintId, type LintValues, lintMessages } from "../../messages";
import { codeOf, type Severity } from "../../messages/message";
import { visibleLines } from "../../messages/visibleText";
import type { Path } from "../schema/schemaWalk";
import { formatPath } from "../sweep/paths";

export type { Path } from "../schema/schemaWalk";
export { formatPath } from "../sweep/paths";

export interface Finding {
  /** Stable, in kebab-case. */
  code: LintCode;
  severity: Severity;
  /** One line: what is wrong and the fix. It does not repeat the path. */
  message: string;
  /** The key that it is about; [] for the whole file. */
  path: Path;
  /** Where in the text, in UTF-16 units from 0. */
  offset: number;
  length: number;
  /** The same place, from 1. */
  line: number;
  column: number;
  fix?: Fix;
}

/** A change that resolves a finding: ./fix.ts turns it into edits. */
export type Fix = { title: string; path: Path } & ({ set: unknown } | { rename: string } | { remove: true });

/** What a rule says; ./document.ts finds the place in the text. */
export interface Diagnostic {
  code: LintCode;
  severity: Severity;
  message: string;
  path: Path;
  /** Where one is known that is right more often than not. */
  fix?: Fix;
}

/** Severity and sentence are the catalogue's; the values are what the sentence names. */
export function report<Id extends LintId>(id: Id, path: Path, values: LintValues<Id>, fix?: Fix): Diagnostic {
  const { severity } = lintMessages[id];
  return { code: codeOf(id) as LintCode, severity, path, message: formatLint(id, values), ...(fix && { fix }) };
}

/** One line, such as `iris.network.json:7:12: layers[1].units: 4 output units for 3 classes; …`. */
/** Without a line where the text that was checked is not that of the file. */
export function formatFinding(
  file: string,
  finding: Pick<Finding, "severity" | "path" | "message"> & { readonly line?: number; readonly column?: number },
): string {
  const severity = finding.severity === "error" ? "" : `${finding.severity}: `;
  const path = finding.path.length > 0 ? `${formatPath(finding.path)}: ` : "";
  const place = finding.line === undefined ? file : `${file}:${finding.line}:${finding.column}`;
  return visibleLines(`${place}: ${severity}${path}${finding.message}`);
}

export const setTo = (path: Path, value: unknown): Fix => ({
  title: `Set ${JSON.stringify(String(path[path.length - 1]))} to ${JSON.stringify(value)}`,
  path,
  set: value,
});
export const leaveOut = (path: Path): Fix => ({
  title: `Remove ${JSON.stringify(String(path[path.length - 1]))}`,
  path,
  remove: true,
});
