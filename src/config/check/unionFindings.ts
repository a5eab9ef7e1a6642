/** Describes a value that matches no variant of a union: the intended variant, and its errors. */
import type { z } from "zod";
import { type Diagnostic, type Path, report } from "./finding";
import { formatValue } from "./formatting";
import { nearest } from "./nearest";

type Issue = z.core.$ZodIssue;

/** Returns the issues of the most probable variant, with full paths; or one diagnostic about all variants. */
export function chooseVariant(union: z.core.$ZodIssueInvalidUnion, found: unknown): Issue[] | Diagnostic {
  const path = union.path as Path;
  const variants = union.errors.filter((issues) => !issues.some(isOfAnotherType));
  if (variants.length === 0) return describeTypes(union.errors, path, found);

  const least = Math.min(...variants.map((issues) => weigh(issues, found)));
  const [meant, other] = variants.filter((issues) => weigh(issues, found) === least);
  const unknown = new Set(unknownIn(meant));
  const unknownThere = new Set(other && unknownIn(other));
  const tooMany = other && [...unknown].filter((key) => !unknownThere.has(key));
  if (tooMany?.length) {
    const keys = [...[...unknownThere].filter((key) => !unknown.has(key)), ...tooMany];
    return report("one-of", path, { keys });
  }
  if (other && unknown.size === 0) {
    const keys = variants.flatMap((issues) => issues.filter(isMissing).map((issue) => String(issue.path[0])));
    if (keys.length > 0) return report("missing-key/either", path, { keys });
  }
  // If several variants fit equally well, only a misspelled key is reported.
  const issues = other ? meant.filter((issue) => !isMissing(issue)) : meant;
  return issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
}

/** Returns true if the value has not even the variant's type. */
const isOfAnotherType = ({ path, code }: Issue) =>
  path.length === 0 && (code === "invalid_type" || code === "invalid_value");

const isMissing = (issue: Issue) =>
  issue.code === "invalid_type" && issue.path.length === 1 && issue.message.endsWith("received undefined");

const unknownIn = (issues: Issue[]) =>
  issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : []));

/**
 * Returns the distance of the value from a variant: its number of errors, one per unknown key, plus the surplus or
 * missing entries of an array.
 */
function weigh(issues: Issue[], found: unknown): number {
  const entries = Array.isArray(found) ? found.length : 0;
  return issues.reduce((sum, issue) => {
    if (issue.path.length > 0) return sum + 1;
    if (issue.code === "unrecognized_keys") return sum + issue.keys.length;
    if (issue.code === "too_small") return sum + 1 + Math.abs(Number(issue.minimum) - entries);
    return sum + 1 + (issue.code === "too_big" ? Math.abs(Number(issue.maximum) - entries) : 0);
  }, 0);
}

function describeTypes(variants: Issue[][], path: Path, found: unknown): Diagnostic {
  const roots = variants.map((issues) => issues.find(isOfAnotherType));
  const values = roots.flatMap((issue) => (issue?.code === "invalid_value" ? issue.values : []));
  const types = roots.flatMap((issue) => (issue?.code === "invalid_type" ? [issue.expected] : []));
  const near = typeof found === "string" ? nearest(found, values.map(String)) : undefined;
  const suggestion = near !== undefined && { near };
  return report("wrong-type/either", path, { values, types, found: formatValue(found), ...suggestion });
}
