/** What zod has against a config, in words: what was found, what is expected, and the nearest known name. */
import type { z } from "zod";
import { isNotYet } from "../schema/notYet";
import { error, type Fix, leaveOut, type Path, type Remark, setTo } from "./finding";
import { expected, list, show, typeName } from "./messages";
import { nearest } from "./nearest";
import { knownKeys } from "./schemaWalk";
import { chooseVariant } from "./unionFindings";

type Issue = z.core.$ZodIssue;

/** A remark, and whether it is about the key itself or its value. */
type SchemaRemark = Remark & { at: "key" | "value" };

/** @param value the whole config */
export function describeIssue(issue: Issue, value: unknown): SchemaRemark[] {
  const path = issue.path as Path;
  const found = valueAt(value, path);
  const atValue = (code: string, message: string, near?: string): SchemaRemark[] => [
    { ...error(code, path, message, near === undefined ? undefined : setTo(path, near)), at: "value" },
  ];

  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(path, value).filter((key) => !isNotYet([...path, key]));
    return issue.keys.map((key) => ({
      ...describeUnknownKey(key, known, path, found),
      at: "key",
    }));
  }
  if (found === undefined && path.length > 0) return [{ ...describeMissing(path, issue), at: "value" }];
  switch (issue.code) {
    case "invalid_type":
      return typeof found === "number" && !Number.isFinite(found)
        ? atValue("out-of-range", "this number is too large")
        : atValue("wrong-type", expected(typeName(issue.expected), found));
    case "invalid_value":
      return atValue(...describeValue(found, offered(issue)));
    case "invalid_union":
      return issue.errors.length === 0 ? atValue(...describeValue(found, offered(issue))) : describeUnion(issue, value);
    case "too_small":
    case "too_big":
      return atValue("out-of-range", describeRange(issue, found));
    default:
      // A test holds that the schema refuses in these ways alone.
      throw new TypeError(`a value is refused by ${issue.code}, for which there are no words`);
  }
}

function describeUnion(issue: z.core.$ZodIssueInvalidUnion, value: unknown): SchemaRemark[] {
  const choice = chooseVariant(issue, valueAt(value, issue.path as Path));
  return Array.isArray(choice) ? choice.flatMap((inner) => describeIssue(inner, value)) : [{ ...choice, at: "value" }];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value);
}

function describeUnknownKey(key: string, known: string[], path: Path, object: unknown): Remark {
  const there = (name: string) => Object.hasOwn(object as object, name);
  const near = nearest(key, known);
  const others = known.filter((name) => !there(name));
  const choice = `known here: ${(others.length > 0 ? others : known).join(", ")}`;
  const mend = near ? `did you mean '${near}'${there(near) ? ", which is there already" : ""}?` : choice;
  const here = [...path, key];
  const fix: Fix | undefined =
    near === undefined
      ? undefined
      : there(near)
        ? leaveOut(here)
        : { title: `Change to "${near}"`, path: here, rename: near };
  return error("unknown-key", here, `unknown key '${key}'; ${mend}`, fix);
}

function describeMissing(path: Path, issue: Issue): Remark {
  const key = path[path.length - 1];
  const values = offered(issue);
  const choice = values.length > 0 ? `: ${values.length > 1 ? "one of " : ""}${list(values)}` : "";
  // The place is the object that should have the key.
  return error("missing-key", path.slice(0, -1), `the key '${key}' is missing here; add it${choice}`);
}

/** The values that would do here and now: of an enum, or of the key that tells the variants of a union apart. */
function offered(issue: Issue): z.core.util.Primitive[] {
  const values = issue.code === "invalid_value" ? issue.values : "options" in issue ? issue.options : [];
  return (values as z.core.util.Primitive[]).filter((value) => !isNotYet(issue.path as Path, value));
}

type Described = [code: string, message: string, near?: string];

function describeValue(found: unknown, values: z.core.util.Primitive[]): Described {
  const choice = `${values.length > 1 ? "one of " : ""}${list(values)}`;
  if (values.every((value) => typeof value !== typeof found)) return ["wrong-type", expected(choice, found)];
  const near = typeof found === "string" && nearest(found, values.map(String));
  const mend = near ? `did you mean "${near}"? Give ${choice}` : `give ${choice}`;
  const message = `${show(found)} is not known here; ${mend}`;
  return near ? ["unknown-value", message, near] : ["unknown-value", message];
}

type RangeIssue = z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig;

function describeRange(issue: RangeIssue, found: unknown): string {
  const least = issue.code === "too_small";
  const limit = least ? issue.minimum : issue.maximum;
  if (issue.origin === "array") {
    const entries = (count: number) => `${count} ${count === 1 ? "entry" : "entries"}`;
    const has = entries((found as unknown[]).length);
    return `the list has ${has}; it needs at ${least ? "least" : "most"} ${entries(Number(limit))}`;
  }
  if (issue.origin === "string") {
    return limit === 1 ? "exactly one character is needed here" : `${show(found)} has not the right length`;
  }
  if (Number(limit) === Number.MAX_SAFE_INTEGER) return `this number is too large; the largest is ${limit}`;
  const bound = issue.inclusive ? (least ? "at least" : "at most") : least ? "above" : "below";
  return `${show(found)} is out of range; it must be ${bound} ${limit}`;
}
