/** Residuals of a regression: actual − predicted, in the targets' own units. */
import type { Examples } from "../../core/backend";
import { NetworkError } from "../../core/errors";
import type { Target } from "../../data/dataset";
import type { ParsedParams, RequestResult } from "../../protocol/requests";
import { evenIndices } from "../experiment/sampleEvenly";
import { toTargetUnits } from "../experiment/targetUnits";

type Residuals = Pick<RequestResult<"residuals">, "total" | "targets" | "points" | "first" | "examples">;
type Figures = Residuals["targets"][number];

/**
 * @param z activations of the output layer [count, targets]
 * Throws a NetworkError of kind "request" if there is no such target.
 */
export function residualsOf(
  z: Float32Array,
  examples: Examples,
  targets: readonly Target[],
  { target, order, first, count, points: most }: ParsedParams<"residuals">,
): Residuals {
  const { count: total, inputs, outputs, values } = examples;
  if (target >= outputs) {
    throw new NetworkError("no-target", { target, outputs, names: targets.map(({ name }) => name) });
  }
  const [actual, predicted] = [toTargetUnits(examples.targets, targets), toTargetUnits(z, targets)];
  const column = (of: Float64Array, t: number) => Float64Array.from({ length: total }, (_, i) => of[i * outputs + t]);
  const columns = targets.map((_, t) => ({ actual: column(actual, t), predicted: column(predicted, t) }));
  const chosen = columns[target];
  const index = evenIndices(total, most);
  const at = (of: Float64Array) => index.map((i) => of[i]);
  const row = (of: Float64Array, i: number, width: number) => [...of.subarray(i * width, (i + 1) * width)];
  return {
    total,
    targets: columns.map((each) => figuresOf(each.actual, each.predicted)),
    points: { index, actual: at(chosen.actual), predicted: at(chosen.predicted) },
    first,
    examples: ordered(chosen, order)
      .slice(first, first + count)
      .map((i) => ({
        index: i,
        actual: row(actual, i, outputs),
        predicted: row(predicted, i, outputs),
        values: Float32Array.from(values.subarray(i * inputs, (i + 1) * inputs)),
      })),
  };
}

function figuresOf(actual: Float64Array, predicted: Float64Array): Figures {
  const count = actual.length;
  const middle = actual.reduce((sum, value) => sum + value, 0) / count;
  let [squares, sizes, sum, largest, spread] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const residual = actual[i] - predicted[i];
    squares += residual ** 2;
    sizes += Math.abs(residual);
    sum += residual;
    largest = Math.max(largest, Math.abs(residual));
    spread += (actual[i] - middle) ** 2;
  }
  const r2 = spread > 0 ? 1 - squares / spread : null;
  return { rmse: Math.sqrt(squares / count), mae: sizes / count, largest, mean: sum / count, r2 };
}

/** Returns the indices of all examples in the requested order. */
function ordered(
  { actual, predicted }: Record<"actual" | "predicted", Float64Array>,
  order: ParsedParams<"residuals">["order"],
): number[] {
  const places = Array.from(actual.keys());
  if (order === "stored") return places;
  const residual = actual.map((value, i) => value - predicted[i]);
  const weight = { largest: Math.abs, "too-high": (value: number) => -value, "too-low": (value: number) => value };
  const key = residual.map(weight[order]);
  return places.sort((a, b) => key[b] - key[a] || a - b);
}
