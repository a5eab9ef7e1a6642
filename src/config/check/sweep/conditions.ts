/** Checks the conditions of parameters: the settings they name, and whether the values are possible. */
import type { Parameter, Value } from "../../../search/types";
import { circleOf } from "../../sweep/conditions";
import { canBe } from "../../sweep/gridCount";
import { refusalOf } from "../../sweep/refusals";
import { hiddenLayers } from "../../sweep/trialValue";
import { type Diagnostic, leaveOut, report, setTo, titled } from "../finding";
import { nearest } from "../nearest";
import { atParameter, type SweepContext } from "./sweepContext";

export function checkConditions(context: SweepContext): Diagnostic[] {
  const circle = circleOf(context.space);
  const inCircle = circle
    ? [report("sweep-when/circle", atParameter(circle[0], "when"), { circle: [...circle, circle[0]] })]
    : [];
  return [
    ...inCircle,
    ...context.space.flatMap(({ path, when = {} }) =>
      Object.entries(when).flatMap(([named, value]) => checkCondition(context, path, named, value)),
    ),
  ];
}

function checkCondition(context: SweepContext, path: string, named: string, value: Value): Diagnostic[] {
  const at = atParameter(path, "when", named);
  const parameter = context.space.find((each) => each.path === named);
  if (parameter) return canBe(parameter, value) ? checkContinuous(parameter, value, at) : [never(parameter, value, at)];
  if (!context.settings.has(named)) return [unknown(context, named, at)];
  const found = context.fixed[named];
  return found === value ? [] : [report("sweep-when/fixed", at, { path: named, value, found })];
}

type At = ReturnType<typeof atParameter>;

function checkContinuous({ kind, path }: Parameter, value: Value, at: At): Diagnostic[] {
  return kind === "range" || kind === "log" ? [report("sweep-when/continuous", at, { path, value })] : [];
}

function never(parameter: Parameter, value: Value, at: At): Diagnostic {
  const { path } = parameter;
  if (parameter.kind === "choice") {
    const { choices } = parameter;
    const near = typeof value === "string" ? nearest(value, choices.map(String)) : undefined;
    const only = choices.length === 1 ? choices[0] : near;
    const fix = only === undefined ? undefined : setTo(at, only);
    return report("sweep-when/never", at, { path, value, values: choices }, fix);
  }
  if (parameter.kind === "integer") {
    return report("sweep-when/range", at, { path, value, low: parameter.low, high: parameter.high });
  }
  return report("sweep-when/continuous", at, { path, value });
}

function unknown({ settings, space, config }: SweepContext, path: string, at: At): Diagnostic {
  const { length } = config.layers;
  const known = [...space.map((each) => each.path), ...[...settings.keys()].filter((each) => !refusalOf(each, length))];
  const near = nearest(
    path,
    [...new Set(known)].filter((each) => each !== hiddenLayers || path !== hiddenLayers),
  );
  if (!near) return report("sweep-when", at, { path }, leaveOut(at));
  return report(
    "sweep-when/near",
    at,
    { path, near },
    { ...titled("Change to {0}", `"${near}"`), path: at, rename: near },
  );
}
