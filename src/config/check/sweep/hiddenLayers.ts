/** Checks the parameter "hiddenLayers": the number of hidden layers, each a copy of the first one. */
import { isDeepStrictEqual } from "node:util";
import { hiddenLayers } from "../../sweep/trialValue";
import { type Diagnostic, leaveOut, report } from "../finding";
import { atParameter, changeTo, type SweepContext } from "./sweepContext";

const most = 100;

export function checkHiddenLayers({ space, written }: SweepContext): Diagnostic[] {
  const parameter = space.find(({ path }) => path === hiddenLayers);
  if (!parameter) return [];
  const at = atParameter(hiddenLayers);
  const counts =
    parameter.kind === "choice"
      ? parameter.choices
      : parameter.kind === "integer"
        ? [parameter.low, parameter.high]
        : [];
  const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;
  if (counts.length === 0 || !counts.every(isCount)) return [report("sweep-hidden-layers/number", at, {})];
  const hidden = (written.layers as unknown[]).slice(0, -1);
  if (hidden.length === 0) return [report("sweep-hidden-layers/none", at, {}, leaveOut(at))];
  // Without a hidden layer, trials would differ only in an unused value.
  const unused = space.find(
    ({ path, when = {} }) => path.startsWith("layers[0].") && !Object.hasOwn(when, hiddenLayers),
  );
  if (unused && counts.some((count) => count === 0)) {
    const fix =
      parameter.kind === "integer" && parameter.high > 1
        ? changeTo(atParameter(hiddenLayers, "integer", 0), 1)
        : undefined;
    return [report("sweep-hidden-layers/zero", at, { path: unused.path }, fix)];
  }
  return hidden.every((layer) => isDeepStrictEqual(layer, hidden[0])) ? [] : [report("sweep-layers-alike", at, {})];
}
