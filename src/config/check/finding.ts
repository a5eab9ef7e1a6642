/** What a check has to say about a config, and where in the text. */

type Severity = "error" | "warning" | "hint";
export type Path = (string | number)[];

export interface Finding {
  /** Stable, in kebab-case. */
  code: string;
  severity: Severity;
  /** One line: what is wrong and the mend. It does not repeat the path. */
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

/** A change that mends a finding: ./fix.ts makes edits of it. */
export type Fix = { title: string; path: Path } & ({ set: unknown } | { rename: string } | { remove: true });

/** What a rule says; ./document.ts finds the place in the text. */
export interface Remark {
  code: string;
  severity: Severity;
  message: string;
  path: Path;
  /** Where one is known that is right more often than not. */
  fix?: Fix;
}

export const error = (code: string, path: Path, message: string, fix?: Fix): Remark => ({
  code,
  severity: "error",
  path,
  message,
  ...(fix && { fix }),
});
export const warning = (code: string, path: Path, message: string, fix?: Fix): Remark => ({
  code,
  severity: "warning",
  path,
  message,
  ...(fix && { fix }),
});
export const hint = (code: string, path: Path, message: string, fix?: Fix): Remark => ({
  code,
  severity: "hint",
  path,
  message,
  ...(fix && { fix }),
});

/** As in `layers[1].units`. */
export function formatPath(path: Path): string {
  return path.map((key, i) => (typeof key === "number" ? `[${key}]` : i > 0 ? `.${key}` : key)).join("");
}

/** One line, such as `iris.network.json:7:12: layers[1].units: 4 output units for 3 classes; …`. */
export function formatFinding(file: string, finding: Finding): string {
  const severity = finding.severity === "error" ? "" : `${finding.severity}: `;
  const path = finding.path.length > 0 ? `${formatPath(finding.path)}: ` : "";
  return `${file}:${finding.line}:${finding.column}: ${severity}${path}${finding.message}`;
}

export const setTo = (path: Path, value: unknown): Fix => ({
  title: `Write ${JSON.stringify(String(path[path.length - 1]))}: ${JSON.stringify(value)}`,
  path,
  set: value,
});
export const leaveOut = (path: Path): Fix => ({
  title: `Leave out ${JSON.stringify(String(path[path.length - 1]))}`,
  path,
  remove: true,
});
