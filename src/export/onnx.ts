/**
 * Exports the network as an ONNX model (opset 13): from unscaled inputs [N, inputs] to `output` [N, outputs]. Field
 * numbers are those of onnx.proto3.
 */
import { describe, hasScaledTargets, type Model, type ModelLayer, perInput } from "./model";
import { bytes, float, join, type Message, message, string, whole } from "./protobuf";

const floatType = 1;

/** Nodes and constants, in order. */
class Graph {
  readonly nodes: Message = [];
  readonly constants: Message = [];

  /** Adds an operation; returns the name of its result. */
  add(op: string, inputs: string[], output: string, attributes: Message = []): string {
    this.nodes.push(
      ...message(1, [
        ...inputs.flatMap((input) => string(1, input)),
        ...string(2, output),
        ...string(3, output),
        ...string(4, op),
        ...attributes,
      ]),
    );
    return output;
  }

  constant(name: string, values: Float32Array, dims: number[]): string {
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const tensor = [...dims.flatMap((size) => whole(1, size)), ...whole(2, floatType), ...string(8, name)];
    this.constants.push(...message(5, [...tensor, ...bytes(9, raw)]));
    return name;
  }
}

const floatAttribute = (name: string, value: number): Message =>
  message(5, [...string(1, name), ...float(2, value), ...whole(20, 1)]);
const intAttribute = (name: string, value: number): Message =>
  message(5, [...string(1, name), ...whole(3, value), ...whole(20, 2)]);

export function toOnnx(model: Model, producerVersion: string): Uint8Array {
  const { inputs, layers, scaling } = model;
  const graph = new Graph();
  const shift = graph.constant("shift", perInput(scaling.shift, inputs), [inputs]);
  const factor = graph.constant("factor", perInput(scaling.factor, inputs), [inputs]);
  let z = graph.add("Mul", [graph.add("Sub", ["input", shift], "shifted"), factor], "z0");
  for (const [l, layer] of layers.entries()) z = addLayer(graph, layer, l, z);
  if (hasScaledTargets(model)) z = addTargets(graph, model, z);
  graph.add("Identity", [z], "output");
  const outputs = layers[layers.length - 1].units;
  const about = Object.entries(describe(model)).filter(([, value]) => value !== undefined);
  return join([
    ...whole(1, 8),
    ...string(2, "Matrix Network"),
    ...string(3, producerVersion),
    ...message(7, [
      ...graph.nodes,
      ...string(2, "network"),
      ...graph.constants,
      ...message(11, tensorInfo("input", inputs)),
      ...message(12, tensorInfo("output", outputs)),
    ]),
    ...message(8, [...string(1, ""), ...whole(2, 13)]),
    ...about.flatMap(([key, value]) =>
      message(14, [...string(1, key), ...string(2, typeof value === "string" ? value : JSON.stringify(value))]),
    ),
  ]);
}

function addLayer(graph: Graph, { W, b, alpha, inputs, units, activation }: ModelLayer, l: number, z: string): string {
  const names = [z, graph.constant(`W${l}`, W, [inputs, units]), graph.constant(`b${l}`, b, [units])];
  const s = graph.add("Gemm", names, `s${l + 1}`);
  const out = `z${l + 1}`;
  const slope = () => graph.constant(`alpha${l}`, alpha ?? new Float32Array(units), [units]);
  switch (activation) {
    case "sigmoid":
      return graph.add("Sigmoid", [s], out);
    case "tanh":
      return graph.add("Tanh", [s], out);
    case "relu":
      return graph.add("Relu", [s], out);
    case "prelu":
      return graph.add("PRelu", [s, slope()], out);
    // e^s − 1 for negative s, times the unit's alpha.
    case "elu":
      return graph.add("PRelu", [graph.add("Elu", [s], `elu${l}`, floatAttribute("alpha", 1)), slope()], out);
    case "gelu":
      return addGelu(graph, s, l, out);
    case "softplus":
      return graph.add("Softplus", [s], out);
    case "linear":
      return graph.add("Identity", [s], out);
    case "softmax":
      return graph.add("Softmax", [s], out, intAttribute("axis", 1));
  }
}

/** s · ½ (1 + erf(s / √2)): opset 13 has no Gelu. */
function addGelu(graph: Graph, s: string, l: number, out: string): string {
  const number = (name: string, value: number) => graph.constant(`${name}${l}`, Float32Array.of(value), []);
  const scaled = graph.add("Mul", [s, number("rootHalf", Math.SQRT1_2)], `scaled${l}`);
  const erf = graph.add("Erf", [scaled], `erf${l}`);
  const sum = graph.add("Add", [erf, number("one", 1)], `sum${l}`);
  const share = graph.add("Mul", [sum, number("half", 0.5)], `share${l}`);
  return graph.add("Mul", [s, share], out);
}

function addTargets(graph: Graph, { targets = [] }: Model, z: string): string {
  const size = [targets.length];
  const factor = graph.constant(
    "targetFactor",
    Float32Array.from(targets, (target) => target.factor),
    size,
  );
  const shift = graph.constant(
    "targetShift",
    Float32Array.from(targets, (target) => target.shift),
    size,
  );
  return graph.add("Add", [graph.add("Div", [z, factor], "spread"), shift], "quantities");
}

/** float32 [N, columns] */
function tensorInfo(name: string, columns: number): Message {
  const shape = [...message(1, string(2, "N")), ...message(1, whole(1, columns))];
  return [...string(1, name), ...message(2, message(1, [...whole(1, floatType), ...message(2, shape)]))];
}
