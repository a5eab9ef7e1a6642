/**
 * Keras' model description, in its own files and in those of TensorFlow.js: a list of layers, each with its class and
 * settings. Nothing is executed; unknown classes are rejected by name. Source: keras.io/api/layers.
 */
import { checkChain, type DenseLayer, type Scale, withBiases } from "./denseNetwork";
import type { FormatError } from "./formatError";
import { activationOf, activationOfLayer } from "./kerasActivation";
import { type Json, listOf, numbersIn, objectOf, textOf } from "./kerasJson";
import { ScaleSteps } from "./scaleSteps";
import type { StateTensor } from "./stateDict";

/** The weights of one layer by the last part of their names, such as "kernel", decoded on request. */
type KerasWeights = ReadonlyMap<string, () => StateTensor>;

export interface KerasSource {
  weightsOf(layer: { name: string; kind: string }): KerasWeights;
  /** Creates the file format's errors: for an unsupported layer, and for missing weights. */
  layerError(values: { name: string; what: string }): FormatError;
  weightsError(values: { name: string }): FormatError;
}

/** Layers that have no effect in a trained network. */
const ignoredLayers = new Set([
  "InputLayer",
  "Dropout",
  "GaussianNoise",
  "GaussianDropout",
  "AlphaDropout",
  "ActivityRegularization",
]);

/** Returns the layers of a model's description. Throws FormatError. @param model its class and config */
export function chainOfKeras(model: unknown, source: KerasSource): { layers: DenseLayer[]; scaling?: Scale } {
  const { config } = objectOf(model);
  const { layers: listed, output_layers: outputs } = objectOf(config);
  const layers = listOf(Array.isArray(config) ? config : listed);
  const chain = new KerasChain(source);
  for (const [l, layer] of layers.entries()) {
    chain.refuseBranch(layers, l);
    chain.add(layer);
  }
  // A model with several outputs names several layers; one with an output before its end names another layer.
  if (outputs !== undefined) chain.refuseOtherEnd(outputs, layers.at(-1));
  return chain.end();
}

class KerasChain {
  private readonly layers: DenseLayer[] = [];
  private scaling: Scale | undefined;
  /** Scaling of the inputs before the first layer. */
  private readonly steps = new ScaleSteps();
  /** Shape of the inputs, with the examples' axis; undefined once they are flat. */
  private shape: unknown[] | undefined;

  constructor(private readonly source: KerasSource) {}

  end(): { layers: DenseLayer[]; scaling?: Scale } {
    const layers = withBiases(this.layers);
    checkChain(layers);
    return { layers, ...(this.scaling && { scaling: this.scaling }) };
  }

  /** Checks that a functional model's layer takes only the layer before it. */
  refuseBranch(listed: readonly Json[], l: number): void {
    const { inbound_nodes: inbound } = listed[l];
    if (!Array.isArray(inbound) || inbound.length === 0) return;
    const taken = takenLayers(inbound);
    if (inbound.length > 1 || taken.length !== 1 || taken[0] !== nameOf(listed[l - 1])) {
      throw this.refused(nameOf(listed[l]), "its input is not the previous layer alone");
    }
  }

  refuseOtherEnd(outputs: unknown, last: Json | undefined): void {
    const names = takenLayers(outputs);
    if (names.length !== 1 || names[0] !== nameOf(last)) {
      throw this.refused(names.find((name) => name !== nameOf(last)) ?? "", "it is an output before the last layer");
    }
  }

  add(layer: Json): void {
    const kind = textOf(layer.class_name);
    const config = objectOf(layer.config);
    const name = nameOf(layer);
    const shape = config.batch_input_shape ?? config.batch_shape ?? objectOf(layer.build_config).input_shape;
    if (this.layers.length === 0 && Array.isArray(shape)) this.shape ??= shape;
    if (isOfUsers(layer)) throw this.refused(name, `${kind} of its own program`);
    if (ignoredLayers.has(kind)) return;
    if (kind === "Flatten") this.flatten(name, config);
    else if (kind === "Dense") this.addDense(name, config);
    else if (kind === "Normalization") this.normalize(name, config);
    else if (kind === "Rescaling") this.rescale(name, config);
    else this.activate(name, kind, config);
  }

  private refused(name: string, what: string): FormatError {
    return this.source.layerError({ name, what });
  }

  private missing(name: string): FormatError {
    return this.source.weightsError({ name });
  }

  /** After a dense layer there is nothing to flatten. */
  private flatten(name: string, { data_format: order }: Json): void {
    const isFirst = this.layers.length === 0;
    if (isFirst && (order === "channels_first" || !isChannelsLast(this.shape)))
      throw this.refused(name, "Flatten of channels-first pictures");
    if (isFirst) this.shape = undefined;
  }

  private addDense(name: string, config: Json): void {
    if (this.layers.length === 0 && this.shape && this.shape.length > 2)
      throw this.refused(name, "Dense along the last of several axes");
    const found = activationOf(config.activation);
    if (!found) throw this.refused(name, `Dense with the activation ${shownActivation(config.activation)}`);
    const hasBias = config.use_bias !== false;
    const weights = this.source.weightsOf({ name, kind: "Dense" });
    const kernel = weights.get("kernel")?.();
    const bias = hasBias ? weights.get("bias")?.() : undefined;
    const [inputs, units] = kernel?.shape ?? [];
    const isWrong = kernel?.shape.length !== 2 || (hasBias && bias?.values.length !== units);
    // More weights belong to a layer that is quantized or being fine-tuned (LoRA).
    if (!kernel || isWrong || weights.size !== (hasBias ? 2 : 1)) throw this.missing(name);
    if (this.layers.length === 0 && !this.steps.isEmpty) this.scaling = this.steps.over(inputs);
    this.layers.push({ inputs, units, W: kernel.values, b: bias?.values, ...withAlpha(found, units) });
  }

  /** (x − mean) / max(√variance, ε) */
  private normalize(name: string, { mean, variance, invert }: Json): void {
    if (invert === true) throw this.refused(name, "Normalization with invert");
    this.refuseBehind(name, "Normalization");
    const weights = this.source.weightsOf({ name, kind: "Normalization" });
    const [means, variances] = [numbersIn(mean), numbersIn(variance)].map((given, i) => {
      const found = given ?? weights.get(i === 0 ? "mean" : "variance")?.().values;
      if (!found || found.length === 0) throw this.missing(name);
      return found;
    });
    this.steps.add("Sub", means, false);
    const deviations = Float64Array.from(variances, (each) => Math.max(Math.sqrt(each), 1e-7));
    this.steps.add("Div", deviations, false);
  }

  /** x · scale + offset */
  private rescale(name: string, { scale, offset = 0 }: Json): void {
    this.refuseBehind(name, "Rescaling");
    const [factors, shifts] = [numbersIn(scale), numbersIn(offset)];
    if (!factors || !shifts) throw this.refused(name, "Rescaling without numbers");
    this.steps.add("Mul", factors, false);
    this.steps.add("Add", shifts, false);
  }

  private refuseBehind(name: string, kind: string): void {
    if (this.layers.length > 0) throw this.refused(name, `${kind} after the first Dense`);
  }

  private activate(name: string, kind: string, config: Json): void {
    const last = this.layers.at(-1);
    const isSlope = kind === "PReLU";
    const found = isSlope ? { activation: "prelu" } : activationOfLayer(kind, config);
    if (!found) {
      const about = kind === "Activation" ? ` ${shownActivation(config.activation)}` : "";
      throw this.refused(name, `${kind}${about}`);
    }
    if (last?.activation !== "linear") throw this.refused(name, `${kind} that does not follow a linear Dense`);
    Object.assign(last, withAlpha(found, last.units));
    if (!isSlope) return;
    const alpha = this.source.weightsOf({ name, kind }).get("alpha")?.().values;
    if (alpha?.length !== last.units) throw this.missing(name);
    last.alpha = alpha;
  }
}

const withAlpha = ({ activation, alpha }: { activation: string; alpha?: number }, units: number) => ({
  activation,
  ...(alpha !== undefined && { alpha: new Float32Array(units).fill(alpha) }),
});

const nameOf = (layer: Json | undefined): string =>
  textOf(objectOf(layer?.config).name) || textOf(layer?.name) || textOf(layer?.class_name);

/** Returns true for a class registered by the training program, whose computation is unknown. */
const isOfUsers = ({ module, registered_name: registered, class_name: kind }: Json): boolean =>
  (typeof module === "string" && !/^(tf_)?keras\b/.test(module)) ||
  (typeof registered === "string" && registered !== kind && !/^keras(\.|>)/i.test(registered));

const shownActivation = (activation: unknown): string =>
  textOf(activation) || textOf(objectOf(activation).class_name) || "that it describes";

/** Returns true if the axes are examples, height, width, channels; with fewer axes there is only one order. */
function isChannelsLast(shape: unknown): boolean {
  if (!Array.isArray(shape) || shape.length < 4) return true;
  const [, first, , last] = shape;
  return shape.length === 4 && (last === 1 || (Number(last) <= 4 && Number(first) > 4));
}

/** Returns the layer names in references such as ["dense", 0, 0], at any depth. */
function takenLayers(reference: unknown, depth = 0): string[] {
  if (depth > 12 || typeof reference !== "object" || reference === null) return [];
  const parts: unknown[] = Array.isArray(reference) ? reference : Object.values(reference);
  const [name, node, tensor] = parts;
  if (!Array.isArray(reference) || typeof name !== "string" || typeof node !== "number" || typeof tensor !== "number")
    return parts.flatMap((part) => takenLayers(part, depth + 1));
  return [name, ...takenLayers(parts.slice(3), depth + 1)];
}
