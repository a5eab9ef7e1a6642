/** Findings of checks: a message about a config, and its position in the text. */
import { formatLint, type LintCode, type LintId, type LintValues, lintMessages, noticed } from "../../messages";
import { codeOf, type Severity } from "../../messages/message";
import { inEnglish } from "../../messages/say";
import type { Path } from "../schema/schemaWalk";
import { formatPath } from "../sweep/paths";

export type { Path } from "../schema/schemaWalk";
export { formatPath } from "../sweep/paths";

/**
 * What a message or a title is made of, so that an editor can say it in another language. A symbol: JSON has only the
 * English text.
 */
export const saidOf = Symbol("said");

export interface Finding {
  /** Lint code, stable, in kebab-case. */
  code: LintCode;
  severity: Severity;
  /** One line: what is wrong and the fix. It does not repeat the path. */
  message: string;
  [saidOf]?: { readonly id: LintId; readonly values: object };
  /** Path of the key; [] for the whole file. */
  path: Path;
  /** Position in the text, in UTF-16 units from 0. */
  offset: number;
  length: number;
  /** The same position as line and column, from 1. */
  line: number;
  column: number;
  fix?: Fix;
}

interface Title {
  title: string;
  [saidOf]?: { readonly text: string; readonly values: readonly string[] };
}

/** Returns a title in English, with what it is made of. */
export const titled = (text: string, ...values: string[]): Title => ({
  title: inEnglish(text, ...values),
  [saidOf]: { text, values },
});

/** A change that resolves a finding; ./fix.ts converts it to edits. */
export type Fix = Title & { path: Path } & ({ set: unknown } | { rename: string } | { remove: true });

/** The result of a rule; ./document.ts adds the position in the text. */
export interface Diagnostic {
  code: LintCode;
  severity: Severity;
  message: string;
  [saidOf]?: { readonly id: LintId; readonly values: object };
  path: Path;
  /** Present if a fix is known that is correct in most cases. */
  fix?: Fix;
}

/** Creates a diagnostic with the catalogue's severity and message. @param values named in the message */
export function report<Id extends LintId>(id: Id, path: Path, values: LintValues<Id>, fix?: Fix): Diagnostic {
  const { severity } = lintMessages[id];
  const message = formatLint(id, values);
  return { code: codeOf(id) as LintCode, severity, path, message, [saidOf]: { id, values }, ...(fix && { fix }) };
}

/**
 * Returns the line of a finding, and what it is made of: `iris.network.json:7:12: layers[1].units: 4 …`; no line if
 * the text is not the file's.
 */
export function findingLine(
  file: string,
  finding: Pick<Finding, "severity" | "path" | "message" | typeof saidOf> & { line?: number; column?: number },
) {
  const { severity, message, path, line, column, [saidOf]: said } = finding;
  const where = line === undefined ? file : `${file}:${line}:${column}`;
  return noticed("finding", { where, severity, path: formatPath(path), finding: { message, ...said } });
}

/** Formats a finding as one line. */
export const formatFinding = (...finding: Parameters<typeof findingLine>): string => findingLine(...finding).message;

export const setTo = (path: Path, value: unknown): Fix => ({
  ...titled("Set {0} to {1}", JSON.stringify(String(path[path.length - 1])), JSON.stringify(value)),
  path,
  set: value,
});
export const leaveOut = (path: Path): Fix => ({
  ...titled("Remove {0}", JSON.stringify(String(path[path.length - 1]))),
  path,
  remove: true,
});
