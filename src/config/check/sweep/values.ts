/** Checks each choice of a sweep and each end of a range by the rules of the setting itself. */
import { drawingOrder, isDrawn } from "../../../search/space";
import type { Parameter, Value } from "../../../search/types";
import { configSchema, type NetworkConfig } from "../../schema";
import { conditionsOf } from "../../sweep/conditions";
import { trialValue } from "../../sweep/trialValue";
import { type Diagnostic, type Fix, formatPath, type Path, report, setTo, titled } from "../finding";
import { describeIssue } from "../schemaFindings";
import { keyOf } from "./ranges";
import { atParameter, changeTo, type SweepContext } from "./sweepContext";

/** Checks of a single network's config. */
type Rules = (config: NetworkConfig) => Diagnostic[];

/** @param paths parameters whose paths, ranges and conditions are valid, including those of their dependencies */
export function checkValues(context: SweepContext, paths: ReadonlySet<string>, rules: Rules): Diagnostic[] {
  const base = configSchema.safeParse({ ...context.written, sweep: undefined });
  const before = new Set(base.success ? rules(base.data).map(keyOfDiagnostic) : []);
  return context.space
    .filter(({ path }) => paths.has(path))
    .flatMap((parameter) =>
      candidatesOf(parameter).flatMap(({ value, at }) => {
        const found = faultOf(context, { path: parameter.path, value, paths }, (config) =>
          rules(config).filter((diagnostic) => !before.has(keyOfDiagnostic(diagnostic))),
        );
        return found ? [reported(found, { value, at, parameter })] : [];
      }),
    );
}

const keyOfDiagnostic = ({ code, path }: Diagnostic) => `${code} ${formatPath(path)}`;

interface Candidate {
  value: Value;
  /** Path of the value in the file. */
  at: Path;
}

function candidatesOf(parameter: Parameter): Candidate[] {
  const values = parameter.kind === "choice" ? parameter.choices : [parameter.low, parameter.high];
  return values.map((value, i) => ({ value, at: atParameter(parameter.path, keyOf(parameter), i) }));
}

/** Returns the first error of a trial with this value, otherwise a warning about the setting itself. */
function faultOf(
  context: SweepContext,
  { path, value, paths }: { path: string; value: Value; paths: ReadonlySet<string> },
  rules: Rules,
): Diagnostic | undefined {
  const values = { ...conditionsOf(context.space, path), [path]: value };
  const found = findingsOf(context, values, rules);
  const error = found.find(({ severity }) => severity === "error");
  if (!error) return found.find((each) => each.severity === "warning" && formatPath(each.path) === path);
  // Another parameter may supply a required setting: "every" of a step schedule.
  const others = findingsOf(context, withOthers(context, values, paths), rules);
  return others.some(({ severity }) => severity === "error") ? error : undefined;
}

type Values = Record<string, Value>;

function findingsOf({ written, space }: SweepContext, values: Values, rules: Rules): Diagnostic[] {
  const trial = trialValue(
    written,
    space.map((parameter) => parameter.path),
    { values },
  );
  const parsed = configSchema.safeParse(trial);
  if (parsed.success) return rules(parsed.data);
  return parsed.error.issues.flatMap((issue) => describeIssue(issue, trial).map((each) => withFix(each, issue)));
}

/** Adds the first value of every other parameter that is drawn in this trial. */
function withOthers({ space, fixed }: SweepContext, values: Values, paths: ReadonlySet<string>): Values {
  const all = { ...values };
  for (const index of drawingOrder(space) ?? []) {
    const parameter = space[index];
    const { path } = parameter;
    if (Object.hasOwn(all, path) || !paths.has(path) || !isDrawn(parameter, all, fixed)) continue;
    all[path] = parameter.kind === "choice" ? parameter.choices[0] : parameter.low;
  }
  return all;
}

/** Adds the nearest allowed number as a fix. */
function withFix(diagnostic: Diagnostic, issue: object): Diagnostic {
  const { inclusive, minimum, maximum } = issue as { inclusive?: boolean; minimum?: unknown; maximum?: unknown };
  const limit = inclusive ? (minimum ?? maximum) : undefined;
  return typeof limit === "number" && diagnostic.code === "out-of-range"
    ? { ...diagnostic, fix: setTo(diagnostic.path, limit) }
    : diagnostic;
}

function reported(found: Diagnostic, { value, at, parameter }: Candidate & { parameter: Parameter }): Diagnostic {
  const isOwn = formatPath(found.path) === parameter.path;
  const place = isOwn || found.path.length === 0 ? "" : `${formatPath(found.path)}: `;
  const reason = `${place}${found.message}`;
  const fix = isOwn ? fixAt(found.fix, at, parameter) : undefined;
  if (found.code === "unknown-key") {
    const key = String(found.path.at(-1));
    return report("sweep-value/key", at, { value, key, path: formatPath(found.path) });
  }
  if (found.severity === "warning") return report("sweep-value-unusual", at, { reason }, fix);
  return isOwn ? report("sweep-value", at, { reason }, fix) : report("sweep-value/others", at, { value, reason }, fix);
}

/** Converts a fix of the setting to one at the candidate; removes the candidate if the fix would repeat a choice. */
function fixAt(fix: Fix | undefined, at: Path, parameter: Parameter): Fix | undefined {
  if (!fix || !("set" in fix)) return undefined;
  const isThere = parameter.kind === "choice" && parameter.choices.includes(fix.set as Value);
  if (!isThere) return changeTo(at, fix.set);
  return { ...titled("Remove {0}", JSON.stringify(parameter.choices[Number(at.at(-1))])), path: at, remove: true };
}
