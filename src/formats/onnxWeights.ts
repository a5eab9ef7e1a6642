/**
 * The dense layers of an ONNX model: follows the path from its input to its output, operation by operation; each one is
 * read, has no effect, or is rejected by name.
 */
import { noticed } from "../messages";
import type { Cited } from "../messages/said";
import {
  checkChain,
  type DenseLayer,
  type DenseNetwork,
  type Scale,
  transposed,
  withBiases,
  withScaleAfter,
  withScaleBefore,
} from "./denseNetwork";
import { FormatError } from "./formatError";
import { joining, perUnit, refused } from "./onnxBias";
import { OnnxConstants, refuseTruncation } from "./onnxConstants";
import { gelu } from "./onnxGelu";
import { OnnxGraph } from "./onnxGraph";
import { floatOf, type OnnxModel, type OnnxNode, parseOnnxModel, wholeOf } from "./onnxModel";
import { classNamesOf, trailingOperations } from "./onnxOutputs";
import { addNormalization, addScaler } from "./onnxScale";
import type { ReadBeside } from "./onnxTensor";
import { texts } from "./protobuf";
import { inverted, type ScaleOperation, ScaleSteps } from "./scaleSteps";

/** Config names of activations without parameters. */
const activations: Partial<Record<string, string>> = {
  Sigmoid: "sigmoid",
  Tanh: "tanh",
  Relu: "relu",
  Softplus: "softplus",
  Softmax: "softmax",
  LogSoftmax: "softmax",
  Gelu: "gelu",
};

const noFileBeside: ReadBeside = (location) => {
  throw new FormatError("weights-beside/missing", { location });
};

/** Parses a model; throws FormatError. @param readBeside reads files of external data */
export function parseOnnxWeights(bytes: Uint8Array, readBeside: ReadBeside = noFileBeside): DenseNetwork {
  return new Chain(parseOnnxModel(bytes), readBeside).read();
}

class Chain {
  private readonly constants: OnnxConstants;
  private readonly graph: OnnxGraph;
  private readonly layers: DenseLayer[] = [];
  private readonly remarks: Cited[] = [];
  private scaling: Scale | undefined;
  /** Shifts and scales of the value since the last layer or activation. */
  private steps = new ScaleSteps();

  constructor(
    private readonly model: OnnxModel,
    readBeside: ReadBeside,
  ) {
    this.constants = new OnnxConstants(model, readBeside);
    this.graph = new OnnxGraph(model, this.constants);
  }

  read(): DenseNetwork {
    const { nodes, metadata } = this.model;
    let value = this.graph.input();
    // Every step uses another operation, and a cycle violates the order that ONNX requires.
    for (let step = 0; step <= nodes.length; step++) {
      const next = this.step(value);
      if (next === undefined) break;
      value = next;
    }
    const behind = trailingOperations(value, this.graph, this.constants);
    if (behind.operations.length > 0)
      this.remarks.push(noticed("weights-remark/behind", { operations: behind.operations }));
    if (this.layers.length === 0) throw new FormatError("weights-chain/empty", {});
    const last = this.layers[this.layers.length - 1];
    const { units } = last;
    last.activation ??= "linear";
    const targets = this.steps.isEmpty ? undefined : inverted(this.steps.over(units));
    if (this.constants.isRounded) this.remarks.push(noticed("weights-remark/rounded", {}));
    checkChain(this.layers);
    const { scaling, remarks } = this;
    const layers = withBiases(this.layers);
    const classes = classNamesOf(metadata.get("classNames")) ?? behind.classes;
    return { format: "ONNX", layers, scaling, targets, classes, remarks };
  }

  /** Reads the operation after a value; returns the value after it, undefined at the end. */
  private step(value: string): string | undefined {
    const users = this.graph.usersOf(value);
    const isLast = !users.some((user) => this.graph.leadsOn(user));
    if (isLast && this.layers.length > 0) return this.stepBehind(value, users);
    if (users.length === 0) throw new FormatError("weights-chain/empty", {});
    const spread = gelu(value, users, (name) => this.graph.usersOf(name), this.constants);
    if (spread !== undefined) return this.activate("gelu", spread);
    if (users.length > 1) {
      const [one, other] = users.map(({ op }) => op.slice(0, 40));
      throw new FormatError("weights-chain/fork", { one, other });
    }
    const [node] = users;
    const taken = node.inputs.filter((input) => input !== "" && !this.constants.has(input));
    if (taken.length > 1 && joining.has(node.op))
      throw new FormatError("weights-chain/merge", { operation: node.op.slice(0, 40) });
    return this.take(node, value);
  }

  /** Reads an operation after the last dense layer: its activation, and scaling of outputs to the targets' unit. */
  private stepBehind(value: string, users: readonly OnnxNode[]): string | undefined {
    const spread = gelu(value, users, (name) => this.graph.usersOf(name), this.constants);
    if (spread !== undefined) return this.activate("gelu", spread);
    const isOpen = this.layers[this.layers.length - 1].activation === undefined;
    const activation = users.find(({ op }) => activations[op] !== undefined || numbered.has(op));
    // Logits may be an output, or the input of an argmax, in addition to the softmax.
    if (activation && (isOpen || numbered.has(activation.op))) return this.take(activation, value);
    const [only] = users;
    if (users.length !== 1 || !this.changesNumbers(only)) return undefined;
    return this.take(only, value);
  }

  /** Returns true if an operation after the outputs belongs to them: it changes each number, with constants. */
  private changesNumbers({ op, inputs }: OnnxNode): boolean {
    const isConstant = inputs.filter((name) => name !== "" && !this.constants.has(name)).length === 1;
    return isConstant && ["Identity", "Mul", "Div", "Add", "Sub", "Dropout"].includes(op);
  }

  private take(node: OnnxNode, value: string): string {
    const { op, domain, outputs } = node;
    if (!["", "ai.onnx", "ai.onnx.ml"].includes(domain)) throw refused(`${domain}.${op}`);
    const [output = ""] = outputs;
    const activation = activations[op];
    if (activation) return this.activate(this.named(activation, node), output);
    switch (op) {
      case "Gemm":
      case "MatMul":
        this.addLayer(node, value);
        return output;
      case "Add":
      case "Sub":
      case "Mul":
      case "Div":
        this.scale(node, value);
        return output;
      case "Scaler":
        addScaler(this.steps, node);
        return output;
      case "BatchNormalization":
        addNormalization(this.steps, node, this.constants);
        this.remarks.push(noticed("weights-remark/normalization", {}));
        return output;
      case "LeakyRelu":
        this.setAlpha("prelu", Float32Array.of(Math.fround(floatOf(node, "alpha", 0.01))));
        return output;
      case "Elu":
        this.setAlpha("elu", Float32Array.of(Math.fround(floatOf(node, "alpha", 1))));
        return output;
      case "PRelu":
        this.setAlpha("prelu", this.constants.get(node.inputs[1] ?? "").values);
        return output;
      case "Cast":
        refuseTruncation(node);
        return output;
      case "Identity":
      case "Dropout":
        return output;
      case "Flatten":
      case "Reshape":
      case "Squeeze":
        this.refuseOtherShape(node);
        return output;
      default:
        throw refused(op);
    }
  }

  private named(activation: string, node: OnnxNode): string {
    if (node.op === "Softmax" || node.op === "LogSoftmax") {
      if (![1, -1].includes(wholeOf(node, "axis", -1))) throw refused(`${node.op} over examples`);
      if (node.op === "LogSoftmax") this.remarks.push(noticed("weights-remark/log-softmax", {}));
    }
    const approximate = node.attributes.get("approximate");
    if (approximate && (texts(approximate, 4)[0] ?? "none") !== "none") throw refused("Gelu approximated by tanh");
    return activation;
  }

  private activate(activation: string, output: string): string {
    const layer = this.openLayer(activation);
    layer.activation = activation;
    return output;
  }

  /** Sets the alpha; after Elu a slope is elu's alpha. */
  private setAlpha(activation: "prelu" | "elu", values: Float32Array): void {
    const before = this.layers.at(-1);
    const isElu = activation === "prelu" && before?.activation === "elu" && this.steps.isEmpty;
    const layer = isElu && before ? before : this.openLayer(activation);
    const { units } = layer;
    if (values.length !== 1 && values.length !== units) throw refused(`${activation} with ${values.length} slopes`);
    layer.activation = isElu ? "elu" : activation;
    const factor = isElu ? (before?.alpha ?? Float32Array.of(1)) : Float32Array.of(1);
    const at = (numbers: Float32Array, i: number) => numbers[numbers.length === 1 ? 0 : i];
    layer.alpha = Float32Array.from({ length: units }, (_, i) => at(values, i) * at(factor, i));
  }

  /** Returns the last layer, which has no activation yet, and merges the shifts and scales into its weights. */
  private openLayer(activation: string): DenseLayer {
    const l = this.layers.length - 1;
    if (l < 0) throw refused(`${activation} before the first layer`);
    if (this.layers[l].activation !== undefined) throw refused(`${activation} after ${this.layers[l].activation}`);
    this.putIntoLast();
    return this.layers[l];
  }

  private putIntoLast(): void {
    const l = this.layers.length - 1;
    if (this.steps.isEmpty) return;
    this.layers[l] = withScaleAfter(this.layers[l], this.steps.over(this.layers[l].units));
    this.steps = new ScaleSteps();
  }

  private addLayer(node: OnnxNode, value: string): void {
    const { op, inputs } = node;
    const isGemm = op === "Gemm";
    if (isGemm && wholeOf(node, "transA", 0) !== 0) throw refused("Gemm with transA");
    if (inputs[0] !== value || !inputs[1]) throw new FormatError("onnx-dense/weights", { operation: op });
    const found = this.constants.get(inputs[1]);
    if (found.shape.length !== 2) throw new FormatError("onnx-dense/weights", { operation: op });
    const isTurned = isGemm && wholeOf(node, "transB", 0) !== 0;
    const [rows, columns] = found.shape;
    const [inputCount, units] = isTurned ? [columns, rows] : [rows, columns];
    const turned = isTurned ? transposed(found.values, rows, columns) : found.values;
    const alpha = isGemm ? floatOf(node, "alpha", 1) : 1;
    const beta = isGemm ? floatOf(node, "beta", 1) : 1;
    const W = alpha === 1 ? turned : turned.map((w) => w * alpha);
    const bias = isGemm && inputs[2] ? this.constants.get(inputs[2]) : undefined;
    const b = bias && perUnit(bias, units, op).map((each) => (beta === 1 ? each : each * beta));
    this.endLayer(inputCount);
    let layer: DenseLayer = { inputs: inputCount, units, W, b };
    if (!this.steps.isEmpty) {
      const before = this.steps.over(inputCount);
      if (this.layers.length === 0) this.scaling = before;
      else layer = withScaleBefore(layer, before);
      this.steps = new ScaleSteps();
    }
    this.layers.push(layer);
  }

  /** Ends a layer: without an activation it is linear, and the shifts and scales belong to it. */
  private endLayer(inputCount: number): void {
    const last = this.layers.at(-1);
    if (!last) return;
    if (last.units !== inputCount)
      throw new FormatError("weights-chain/sizes", {
        layer: this.layers.length + 1,
        inputs: inputCount,
        before: last.units,
      });
    if (last.activation !== undefined) return;
    this.putIntoLast();
    this.layers[this.layers.length - 1].activation = "linear";
  }

  private scale({ op: written, inputs }: OnnxNode, value: string): void {
    const op = written as ScaleOperation;
    const isSecond = inputs[1] === value;
    const { values, shape } = this.constants.get(inputs[isSecond ? 0 : 1] ?? "");
    // A column of constants would apply one per example.
    if (values.length > 1 && shape[shape.length - 1] !== values.length)
      throw refused(`${op} with constants of shape [${shape.join(", ")}]`);
    const last = this.layers.at(-1);
    if (op === "Add" && last && !last.b && last.activation === undefined && this.steps.isEmpty) {
      last.b = perUnit({ shape, values }, last.units, op);
      return;
    }
    this.steps.add(op, values, isSecond);
  }

  /** Throws unless the operation keeps the shape [N, columns]. */
  private refuseOtherShape(node: OnnxNode): void {
    const { op, inputs } = node;
    if (op === "Squeeze") throw refused(op);
    if (op === "Flatten" && wholeOf(node, "axis", 1) === 1) return;
    const shape = op === "Reshape" ? Array.from(this.constants.get(inputs[1] ?? "").values) : [];
    const columns = this.layers.at(-1)?.units;
    const isSame =
      shape.length === 2 && (columns === undefined || shape[1] === -1 || shape[1] === 0 || shape[1] === columns);
    if (!isSame) throw refused(`${op} to another shape`);
  }
}

const numbered = new Set(["LeakyRelu", "Elu", "PRelu"]);
