/** Converts zod issues to messages: the value found, the expected one, and the nearest known name. */
import type { z } from "zod";
import { isNotYet } from "../schema/notYet";
import { knownKeys } from "../schema/schemaWalk";
import { type Diagnostic, type Fix, leaveOut, type Path, report, setTo, titled } from "./finding";
import { formatValue } from "./formatting";
import { nearest } from "./nearest";
import { chooseVariant } from "./unionFindings";

type Issue = z.core.$ZodIssue;

/** A diagnostic, and its position: at the key or at the value. */
type SchemaDiagnostic = Diagnostic & { at: "key" | "value" };

/** Largest number of unknown keys reported for one object. */
const maxKeys = 1000;

const atValue = (diagnostic: Diagnostic): SchemaDiagnostic[] => [{ ...diagnostic, at: "value" }];

/** @param value the whole config */
export function describeIssue(issue: Issue, value: unknown): SchemaDiagnostic[] {
  const path = issue.path as Path;
  const found = valueAt(value, path);
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(path, value).filter((key) => !isNotYet([...path, key]));
    const shown = issue.keys.slice(0, maxKeys);
    const count = issue.keys.length - shown.length;
    const more = count > 0 ? atValue(report("unknown-key/more", path, { count })) : [];
    return [...shown.map((key) => ({ ...describeUnknownKey(key, known, path, found), at: "key" as const })), ...more];
  }
  if (found === undefined && path.length > 0) return atValue(describeMissing(path, issue));
  switch (issue.code) {
    case "invalid_type":
      return typeof found === "number" && !Number.isFinite(found)
        ? atValue(report("out-of-range/infinite", path, {}))
        : atValue(report("wrong-type", path, { type: issue.expected, found: formatValue(found) }));
    case "invalid_value":
      return atValue(describeValue(path, found, offered(issue)));
    case "invalid_union":
      return issue.errors.length === 0
        ? atValue(describeValue(path, found, offered(issue)))
        : describeUnion(issue, value);
    case "too_small":
    case "too_big":
      return atValue(describeRange(path, issue, found));
    default:
      // A test ensures that the schema produces no other codes.
      throw new TypeError(`a value is refused by ${issue.code}, for which there is no message`);
  }
}

function describeUnion(issue: z.core.$ZodIssueInvalidUnion, value: unknown): SchemaDiagnostic[] {
  const choice = chooseVariant(issue, valueAt(value, issue.path as Path));
  return Array.isArray(choice) ? choice.flatMap((inner) => describeIssue(inner, value)) : atValue(choice);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value);
}

function describeUnknownKey(key: string, known: string[], path: Path, object: unknown): Diagnostic {
  const isPresent = (name: string) => Object.hasOwn(object as object, name);
  const near = nearest(key, known);
  const here = [...path, key];
  if (near === undefined) {
    const others = known.filter((name) => !isPresent(name));
    return report("unknown-key", here, { key, keys: others.length > 0 ? others : known });
  }
  if (isPresent(near)) return report("unknown-key/near-present", here, { key, near }, leaveOut(here));
  const fix: Fix = { ...titled("Change to {0}", `"${near}"`), path: here, rename: near };
  return report("unknown-key/near", here, { key, near }, fix);
}

function describeMissing(path: Path, issue: Issue): Diagnostic {
  // A missing key is reported at the object that lacks it.
  return report("missing-key", path.slice(0, -1), { key: path[path.length - 1], values: offered(issue) });
}

/** Returns the allowed values of an enum, or of the discriminator of a union. */
function offered(issue: Issue): z.core.util.Primitive[] {
  const values = issue.code === "invalid_value" ? issue.values : "options" in issue ? issue.options : [];
  return (values as z.core.util.Primitive[]).filter((value) => !isNotYet(issue.path as Path, value));
}

function describeValue(path: Path, value: unknown, values: z.core.util.Primitive[]): Diagnostic {
  const found = formatValue(value);
  if (values.every((each) => typeof each !== typeof value)) return report("wrong-type/value", path, { values, found });
  const near = typeof value === "string" ? nearest(value, values.map(String)) : undefined;
  return near === undefined
    ? report("unknown-value", path, { found, values })
    : report("unknown-value/near", path, { found, near, values }, setTo(path, near));
}

type RangeIssue = z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig;

function describeRange(path: Path, issue: RangeIssue, value: unknown): Diagnostic {
  const isMin = issue.code === "too_small";
  const limit = isMin ? issue.minimum : issue.maximum;
  const found = formatValue(value);
  if (issue.origin === "array") {
    const { length: count } = value as unknown[];
    return report("out-of-range/entries", path, { count, bound: isMin ? "min" : "max", limit: Number(limit) });
  }
  if (issue.origin === "string") {
    return limit === 1 ? report("out-of-range/character", path, {}) : report("out-of-range/length", path, { found });
  }
  if (Number(limit) === Number.MAX_SAFE_INTEGER) return report("out-of-range/integer", path, { max: limit });
  const bound = issue.inclusive ? (isMin ? "at least" : "at most") : isMin ? "above" : "below";
  return report("out-of-range", path, { found, bound, limit });
}
