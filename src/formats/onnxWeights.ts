/**
 * The weights of a plain dense network in an ONNX model: Gemm, or MatMul with an Add behind it, one after the other.
 * Field numbers are those of onnx.proto3. What is not dense is refused by name.
 */
import { decodeElements } from "./elements";
import { FormatError } from "./formatError";
import { type Fields, messages, readFields, texts, wholes } from "./protobuf";

interface Tensor {
  shape: number[];
  values: Float32Array;
}

/** W0 [inputs, units], b0 [units], alpha0 where there is one, W1, … */
export interface NamedTensor extends Tensor {
  name: string;
}

/** What stands between dense layers and has no weights that matter here. */
const passedOver = new Set([
  ...["Sigmoid", "Tanh", "Relu", "Elu", "Softplus", "Softmax", "Identity", "Gelu", "Erf", "LeakyRelu", "Dropout"],
  ...["Sub", "Mul", "Div", "Flatten", "Reshape", "Cast", "Constant", "ArgMax", "LogSoftmax"],
]);

/** Throws FormatError. */
export function parseOnnxWeights(bytes: Uint8Array): NamedTensor[] {
  const [graph] = messages(readFields(bytes), 7).map(readFields);
  if (!graph) throw new FormatError("onnx-graph", {});
  const constants = new Map(messages(graph, 5).map((tensor) => [texts(readFields(tensor), 8)[0] ?? "", tensor]));
  const found: NamedTensor[] = [];
  let layer = -1;
  /** The sum of a MatMul that waits for its bias. */
  let product: string | undefined;
  for (const node of messages(graph, 1).map(readFields)) {
    const [op = ""] = texts(node, 4);
    const inputs = texts(node, 1);
    const tensor = (name: string | undefined) => {
      const constant = constants.get(name ?? "");
      return constant && readTensor(readFields(constant), name ?? "");
    };
    if (op === "Gemm" || op === "MatMul") {
      const W = tensor(inputs[1]);
      if (W?.shape.length !== 2) throw new FormatError("onnx-dense/weights", { operation: op });
      layer++;
      found.push({ name: `W${layer}`, ...(op === "Gemm" && isTransposed(node) ? transposed(W) : W) });
      const b = op === "Gemm" ? tensor(inputs[2]) : undefined;
      if (b) found.push({ name: `b${layer}`, shape: [b.values.length], values: b.values });
      product = op === "MatMul" ? texts(node, 2)[0] : undefined;
    } else if (op === "Add") {
      const b = tensor(inputs[0]) ?? tensor(inputs[1]);
      if (b && product !== undefined && inputs.includes(product)) {
        found.push({ name: `b${layer}`, shape: [b.values.length], values: b.values });
      }
      product = undefined;
    } else if (op === "PRelu") {
      const slope = tensor(inputs[1]);
      if (slope) found.push({ name: `alpha${layer}`, shape: [slope.values.length], values: slope.values });
    } else if (!passedOver.has(op)) throw new FormatError("onnx-dense/operation", { operation: op.slice(0, 40) });
  }
  if (layer < 0) throw new FormatError("onnx-dense/empty", {});
  return found;
}

/** The attribute transB. */
const isTransposed = (node: Fields): boolean =>
  messages(node, 5)
    .map(readFields)
    .some((attribute) => texts(attribute, 1)[0] === "transB" && wholes(attribute, 3)[0] === 1);

function transposed({ shape: [rows, columns], values }: Tensor): Tensor {
  const out = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j];
  return { shape: [columns, rows], values: out };
}

const types = { 1: "f4", 10: "f2", 11: "f8" } as const;

function readTensor(tensor: Fields, name: string): Tensor {
  const shape = wholes(tensor, 1);
  const [kind = 0] = wholes(tensor, 2);
  const type = types[kind as keyof typeof types];
  if (!type) throw new FormatError("onnx-type", { name });
  const [raw] = messages(tensor, 9);
  const listed = kind === 1 ? tensor.get(4) : tensor.get(10);
  const bytes = raw ?? Buffer.concat((listed ?? []).filter((value) => value instanceof Uint8Array));
  const size = type === "f8" ? 8 : type === "f4" || !raw ? 4 : 2;
  const elements = shape.reduce((product, length) => product * length, 1);
  if (bytes.length !== elements * size) {
    throw new FormatError("onnx-tensor", { name, elements });
  }
  return { shape, values: Float32Array.from(decodeElements(bytes, type, false) as Float32Array) };
}
