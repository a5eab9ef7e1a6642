/** Checks that each range and choice of a sweep has values to draw. */
import type { Parameter } from "../../../search/types";
import type { SweepParameter } from "../../schema/sweep";
import { type Diagnostic, type Path, report, setTo } from "../finding";
import { atParameter, changeTo, type SweepContext } from "./sweepContext";

export const checkRanges = ({ space, sweep }: SweepContext): Diagnostic[] =>
  space.flatMap((parameter) => checkParameter(parameter, sweep.parameters[parameter.path]));

/** Returns the key of a parameter that holds its values. */
export const keyOf = (parameter: Parameter): "choice" | "range" | "log" | "integer" => parameter.kind;

function checkParameter(parameter: Parameter, { when }: SweepParameter): Diagnostic[] {
  const at = atParameter(parameter.path, keyOf(parameter));
  if (parameter.kind === "choice") return checkChoices(parameter.choices, at);
  const { low, high } = parameter;
  if (low > high) return [report("sweep-range", at, {}, setTo(at, [high, low]))];
  if (low === high) {
    const single = { choice: [low], ...(when && { when }) };
    return [report("sweep-range/equal", at, { value: low }, setTo(atParameter(parameter.path), single))];
  }
  const isLog = parameter.kind === "log" || (parameter.kind === "integer" && parameter.log);
  if (!isLog || low > 0) return [];
  // The smallest integer in a logarithmic range is 1.
  const fix = parameter.kind === "integer" && high > 1 ? changeTo([...at, 0], 1) : undefined;
  return [report("sweep-range/log", [...at, 0], {}, fix)];
}

function checkChoices(choices: readonly unknown[], at: Path): Diagnostic[] {
  const repeated = choices.findIndex((choice, i) => choices.indexOf(choice) < i);
  if (repeated < 0) return [];
  return [
    report("sweep-choice-repeated", [...at, repeated], { value: choices[repeated] }, setTo(at, [...new Set(choices)])),
  ];
}
