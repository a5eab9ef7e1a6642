/** The parts of an ONNX model needed to read its weights. Field numbers are those of onnx.proto3. */
import { FormatError } from "./formatError";
import { type Fields, floats, integers, messages, readFields, texts } from "./protobuf";

export interface OnnxNode {
  op: string;
  domain: string;
  /** Input names; "" for an omitted optional input. */
  inputs: string[];
  outputs: string[];
  attributes: Map<string, Fields>;
}

export interface OnnxModel {
  nodes: OnnxNode[];
  /** TensorProto by name. */
  initializers: Map<string, Fields>;
  /** Inputs without the initializers, which old models list too; the size of each axis, undefined if it is open. */
  inputs: { name: string; shape: (number | undefined)[] }[];
  outputs: string[];
  metadata: Map<string, string>;
}

/** Parses a model; throws FormatError. */
export function parseOnnxModel(bytes: Uint8Array): OnnxModel {
  const model = readFields(bytes);
  const [graph] = messages(model, 7).map(readFields);
  if (!graph) throw new FormatError("onnx-graph", {});
  const initializers = new Map(
    messages(graph, 5)
      .map(readFields)
      .map((tensor) => [texts(tensor, 8)[0] ?? "", tensor]),
  );
  if (messages(graph, 15).length > 0) throw new FormatError("onnx-dense/sparse", {});
  const inputs = messages(graph, 11)
    .map(readFields)
    .map((input) => ({ name: texts(input, 1)[0] ?? "", shape: shapeOf(input) }));
  return {
    nodes: messages(graph, 1).map(readFields).map(nodeOf),
    initializers,
    inputs: inputs.filter(({ name }) => !initializers.has(name)),
    outputs: messages(graph, 12).flatMap((output) => texts(readFields(output), 1)),
    metadata: new Map(
      messages(model, 14)
        .map(readFields)
        .map((entry) => [texts(entry, 1)[0] ?? "", texts(entry, 2)[0] ?? ""]),
    ),
  };
}

function nodeOf(node: Fields): OnnxNode {
  const attributes = messages(node, 5).map(readFields);
  return {
    op: texts(node, 4)[0] ?? "",
    domain: texts(node, 7)[0] ?? "",
    inputs: texts(node, 1),
    outputs: texts(node, 2),
    attributes: new Map(attributes.map((attribute) => [texts(attribute, 1)[0] ?? "", attribute])),
  };
}

/** ValueInfoProto → TypeProto → its tensor's TensorShapeProto → dimensions */
function shapeOf(input: Fields): (number | undefined)[] {
  const inner = (fields: Fields | undefined, field: number) => fields && messages(fields, field).map(readFields).at(0);
  const shape = inner(inner(inner(input, 2), 1), 2);
  return shape ? messages(shape, 1).map((dimension) => integers(readFields(dimension), 1)[0] || undefined) : [];
}

export function floatOf({ attributes }: OnnxNode, name: string, otherwise: number): number {
  const attribute = attributes.get(name);
  return attribute ? (floats(attribute, 2)[0] ?? otherwise) : otherwise;
}

export function wholeOf({ attributes }: OnnxNode, name: string, otherwise: number): number {
  const attribute = attributes.get(name);
  return attribute ? (integers(attribute, 3)[0] ?? 0) : otherwise;
}
