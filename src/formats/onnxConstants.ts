/** The constants of an ONNX model: initializers, Constant nodes, and results computed from constants alone. */
import { transposed } from "./denseNetwork";
import { FormatError } from "./formatError";
import { type OnnxModel, type OnnxNode, wholeOf } from "./onnxModel";
import { type ReadBeside, readTensor, type Tensor } from "./onnxTensor";
import { floats, integers, messages, readFields, texts } from "./protobuf";

/** Limit of consecutive operations that compute a constant, more than any program writes. */
const maxSteps = 50;

export class OnnxConstants {
  /** Operations with constant results, by the result's name. */
  private readonly computed = new Map<string, OnnxNode>();
  private readonly read = new Map<string, Tensor>();
  /** True if a number was float64 and has been rounded to float32. */
  isRounded = false;

  constructor(
    private readonly model: OnnxModel,
    private readonly readBeside: ReadBeside,
  ) {
    for (const node of model.nodes) {
      if (!node.inputs.every((name) => name === "" || this.has(name))) continue;
      for (const output of node.outputs) this.computed.set(output, node);
    }
  }

  has(name: string): boolean {
    return this.model.initializers.has(name) || this.computed.has(name);
  }

  /** Returns a constant; throws FormatError. */
  get(name: string, steps = 0): Tensor {
    const known = this.read.get(name);
    if (known) return known;
    const stored = this.model.initializers.get(name);
    const node = this.computed.get(name);
    if (steps > maxSteps || (!stored && !node)) throw new FormatError("onnx-dense/constant", { name });
    const tensor = stored ? readTensor(stored, name, this.readBeside) : this.compute(node as OnnxNode, name, steps + 1);
    this.isRounded ||= tensor.isRounded;
    this.read.set(name, tensor);
    return tensor;
  }

  /** Returns class names, from texts or integers; undefined if there is no such constant. */
  labels(name: string): string[] | undefined {
    const stored = this.model.initializers.get(name);
    if (!stored) return undefined;
    if (integers(stored, 2)[0] === 8) return texts(stored, 6);
    return Array.from(readTensor(stored, name, this.readBeside).values, String);
  }

  private compute(node: OnnxNode, name: string, steps: number): Tensor {
    const { op, inputs } = node;
    const given = () => this.get(inputs[0] ?? "", steps);
    switch (op) {
      case "Constant":
        return this.constant(node, name);
      case "Identity":
      case "Dropout":
        return given();
      case "Cast":
        refuseTruncation(node);
        return given();
      case "Transpose": {
        const { shape, values, isRounded } = given();
        const perm = node.attributes.get("perm");
        const order = perm ? integers(perm, 8) : shape.map((_, i) => shape.length - 1 - i);
        if (order.every((axis, i) => axis === i)) return given();
        if (shape.length !== 2 || order.join() !== "1,0")
          throw new FormatError("onnx-dense/operation", { operation: op });
        return { shape: [shape[1], shape[0]], values: transposed(values, shape[0], shape[1]), isRounded };
      }
      case "Reshape":
      case "Flatten":
      case "Squeeze":
      case "Unsqueeze":
        return this.reshaped(node, given(), steps);
      case "Mul":
      case "Add":
      case "Sub":
      case "Div": {
        const [a, b] = inputs.map((input) => this.get(input, steps));
        return elementwise(op, a, b);
      }
      default:
        throw new FormatError("onnx-dense/computed", { name, operation: op.slice(0, 40) });
    }
  }

  private constant({ attributes }: OnnxNode, name: string): Tensor {
    const value = attributes.get("value");
    if (value) {
      const [tensor] = messages(value, 5);
      if (tensor) return readTensor(readFields(tensor), name, this.readBeside);
    }
    const list = attributes.get("value_floats") ?? attributes.get("value_ints");
    if (list) {
      const values = attributes.has("value_floats") ? floats(list, 7) : Float32Array.from(integers(list, 8));
      return { shape: [values.length], values, isRounded: false };
    }
    for (const kind of ["value_float", "value_int"]) {
      const one = attributes.get(kind);
      if (one) {
        return { shape: [], values: Float32Array.of(floats(one, 2)[0] ?? integers(one, 3)[0] ?? 0), isRounded: false };
      }
    }
    throw new FormatError("onnx-dense/constant", { name });
  }

  /** Reshapes to a shape of two axes; the order of the numbers does not change. */
  private reshaped(node: OnnxNode, tensor: Tensor, steps: number): Tensor {
    const { op, inputs } = node;
    if (op === "Squeeze" || op === "Unsqueeze") {
      const shape = tensor.shape.filter((length) => length !== 1);
      return { ...tensor, shape: shape.length === 2 ? shape : [tensor.values.length] };
    }
    if (op === "Flatten") {
      const axis = wholeOf(node, "axis", 1);
      const rows = tensor.shape.slice(0, axis).reduce((product, length) => product * length, 1);
      return { ...tensor, shape: [rows, tensor.values.length / rows] };
    }
    const wanted = Array.from(this.get(inputs[1] ?? "", steps).values, (length, i) => length || (tensor.shape[i] ?? 0));
    const known = wanted.reduce((product, length) => (length < 0 ? product : product * length), 1);
    const shape = wanted.map((length) => (length < 0 ? tensor.values.length / known : length));
    if (
      shape.reduce((product, length) => product * length, 1) !== tensor.values.length ||
      !shape.every(Number.isSafeInteger)
    ) {
      throw new FormatError("onnx-dense/operation", { operation: op });
    }
    return { ...tensor, shape };
  }
}

/** Throws for a cast to integers; casts between floats change only the precision. */
export function refuseTruncation(node: OnnxNode): void {
  if (![1, 10, 11, 16].includes(wholeOf(node, "to", 1))) {
    throw new FormatError("onnx-dense/operation", { operation: "Cast to integers" });
  }
}

/** Applies an operation to tensors of the same shape, or to a tensor and a scalar. */
function elementwise(op: "Mul" | "Add" | "Sub" | "Div", a: Tensor | undefined, b: Tensor | undefined): Tensor {
  if (!a || !b || (a.values.length !== b.values.length && a.values.length !== 1 && b.values.length !== 1)) {
    throw new FormatError("onnx-dense/operation", { operation: op });
  }
  const { shape } = a.values.length >= b.values.length ? a : b;
  const work = { Mul: (x: number, y: number) => x * y, Add: (x: number, y: number) => x + y };
  const also = { ...work, Sub: (x: number, y: number) => x - y, Div: (x: number, y: number) => x / y };
  const at = ({ values }: Tensor, i: number) => values[values.length === 1 ? 0 : i];
  const length = Math.max(a.values.length, b.values.length);
  const values = Float32Array.from({ length }, (_, i) => also[op](at(a, i), at(b, i)));
  return { shape, values, isRounded: a.isRounded || b.isRounded };
}
