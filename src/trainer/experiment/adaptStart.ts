/**
 * Adapts the network of a weights file to the data of a config, so that it gives the same outputs for unscaled examples
 * as in its original program: scaling, unit of the targets and order of the classes are merged into its weights.
 */

import type { StartFacts } from "../../config/check/rules/start";
import type { ResolvedConfig } from "../../config/schema/resolve";
import { widthOf } from "../../data/columnEncoding";
import type { Dataset } from "../../data/dataset";
import {
  type DenseLayer,
  type DenseNetwork,
  identityScale,
  type Scale,
  withScaleAfter,
  withScaleBefore,
} from "../../formats/denseNetwork";
import { FormatError } from "../../formats/formatError";
import { messageFields } from "../../messages/said";

type Described = Pick<Dataset, "inputs" | "scaling" | "targets" | "classNames" | "columns">;

export interface AdaptedNetwork {
  network: DenseNetwork;
  facts: StartFacts;
}

/** Throws a FormatError if the network cannot compute the same outputs. */
export function adaptToData(
  network: DenseNetwork,
  { layers }: Pick<ResolvedConfig, "layers">,
  data: Described,
): AdaptedNetwork {
  const fitted = [...network.layers];
  const last = fitted.length - 1;
  const facts: StartFacts = {
    layers: network.layers.map(({ activation, alpha }) => ({ activation, alpha: alpha && sameNumber(alpha) })),
    scaling: "same",
    targets: "same",
    classes: "same",
    remarks: network.remarks.map(messageFields),
  };
  // Networks of other sizes are not adapted: the error names the sizes of the file.
  const [{ inputs }] = fitted;
  if (
    inputs !== data.inputs ||
    fitted[last].units !== layers[layers.length - 1].units ||
    layers.length !== fitted.length
  ) {
    return { network, facts };
  }
  const scaling = scaleOf(data);
  if (!network.scaling) facts.scaling = isIdentity(scaling) ? "same" : "unknown";
  else if (!isSame(network.scaling, scaling)) {
    facts.scaling = "converted";
    fitted[0] = withScaleBefore(fitted[0], between(network.scaling, scaling));
  }
  if (data.targets) facts.targets = fitTargets(fitted, network, data.targets, layers[last].activation);
  else if (network.targets && !isIdentity(network.targets)) throw new FormatError("weights-targets/classes", {});
  else if (network.classes && data.classNames) facts.classes = fitClasses(fitted, network.classes, data.classNames);
  return { network: { ...network, layers: fitted }, facts };
}

/** Returns the common value, if all are equal. */
const sameNumber = (values: Float32Array): number | "several" =>
  values.every((value) => value === values[0]) ? values[0] : "several";

/** Returns the scale for raw values: what is subtracted from a column in double precision is part of its shift. */
function scaleOf({ scaling: { shift, factor }, inputs, columns = [] }: Described): Scale {
  const perInput = (numbers: number | number[]) =>
    typeof numbers === "number" ? new Float64Array(inputs).fill(numbers) : Float64Array.from(numbers);
  const scale = { shift: perInput(shift), factor: perInput(factor) };
  let at = 0;
  for (const column of columns) {
    if (column.kind === "number") scale.shift[at] += column.shift ?? 0;
    at += widthOf(column);
  }
  return scale;
}

const isIdentity = (scale: Scale) => isSame(scale, identityScale(scale.shift.length));

const isSame = (one: Scale, other: Scale) =>
  (["shift", "factor"] as const).every((part) =>
    one[part].every((number, i) => Math.fround(number) === Math.fround(other[part][i])),
  );

/**
 * Returns the scale that converts inputs from the data's scale to the file's: value = scaled / factor + shift. A column
 * that the data sets to 0 counts as its shift.
 */
function between(file: Scale, data: Scale): Scale {
  const columns = file.shift.length;
  const scale = identityScale(columns);
  for (let i = 0; i < columns; i++) {
    const factor = file.factor[i] / (data.factor[i] || 1);
    scale.factor[i] = factor;
    scale.shift[i] = factor === 0 ? 0 : ((file.shift[i] - data.shift[i]) * file.factor[i]) / factor;
  }
  return scale;
}

function fitTargets(
  fitted: DenseLayer[],
  network: DenseNetwork,
  targets: NonNullable<Dataset["targets"]>,
  activation: string,
): StartFacts["targets"] {
  const last = fitted.length - 1;
  const wanted = {
    shift: Float64Array.from(targets, ({ shift }) => shift),
    factor: Float64Array.from(targets, ({ factor }) => factor),
  };
  if (wanted.shift.length !== fitted[last].units) return "same";
  // A file that scales its own inputs takes and returns raw values.
  const given = network.targets ?? (network.scaling && identityScale(targets.length));
  if (!given) return isIdentity(wanted) ? "same" : "unknown";
  if (isSame(given, wanted)) return "same";
  if (activation !== "linear") throw new FormatError("weights-targets", { activation });
  // output = (target − shift) · factor of the data, target = output / factor + shift of the file
  const scale = identityScale(targets.length);
  for (let i = 0; i < targets.length; i++) {
    scale.factor[i] = wanted.factor[i] / given.factor[i];
    scale.shift[i] = (wanted.shift[i] - given.shift[i]) * given.factor[i];
  }
  fitted[last] = withScaleAfter(fitted[last], scale);
  return "converted";
}

/** Puts the units of the last layer in the order of the data, if the names are the same in another order. */
function fitClasses(fitted: DenseLayer[], classes: readonly string[], names: readonly string[]): StartFacts["classes"] {
  const last = fitted.length - 1;
  const { units, inputs, W, b, alpha } = fitted[last];
  if (classes.length !== names.length || classes.every((name, i) => name === names[i])) return "same";
  if (new Set(classes).size !== classes.length || !names.every((name) => classes.includes(name))) return "unknown";
  if (units === 1) {
    // The single output is the probability of the second class.
    fitted[last] = { ...fitted[last], W: W.map((w) => -w), b: b?.map((each) => -each) };
    return "reordered";
  }
  if (units !== names.length) return "unknown";
  const from = names.map((name) => classes.indexOf(name));
  const row = (values: Float32Array | undefined) => values && Float32Array.from(from, (j) => values[j]);
  const turned = Float32Array.from(
    { length: inputs * units },
    (_, i) => W[Math.floor(i / units) * units + from[i % units]],
  );
  fitted[last] = { ...fitted[last], W: turned, b: row(b), alpha: row(alpha) };
  return "reordered";
}
