/** Which operations of an ONNX model take a value, and which lead to a dense layer. */
import { FormatError } from "./formatError";
import type { OnnxConstants } from "./onnxConstants";
import type { OnnxModel, OnnxNode } from "./onnxModel";

export class OnnxGraph {
  private readonly users = new Map<string, OnnxNode[]>();
  private readonly leading = new Set<OnnxNode>();

  constructor(
    private readonly model: OnnxModel,
    constants: OnnxConstants,
  ) {
    for (const node of model.nodes) {
      const taken = new Set(node.inputs.filter((name) => name !== "" && !constants.has(name)));
      for (const name of taken) {
        const users = this.users.get(name);
        if (users) users.push(node);
        else this.users.set(name, [node]);
      }
    }
    const names = new Set<string>();
    for (const node of [...model.nodes].reverse()) {
      if (!node.outputs.some((name) => names.has(name)) && node.op !== "Gemm" && node.op !== "MatMul") continue;
      this.leading.add(node);
      for (const name of node.inputs) names.add(name);
    }
  }

  /** Operations that take a value which is no constant. */
  usersOf(name: string): readonly OnnxNode[] {
    return this.users.get(name) ?? [];
  }

  /** Whether it is a dense layer, or one stands behind it. */
  leadsOn(node: OnnxNode): boolean {
    return this.leading.has(node);
  }

  /** The name of the only input. Throws FormatError where there are several, or its values are in another order. */
  input(): string {
    const { inputs } = this.model;
    const [first, ...others] = inputs.length > 0 ? inputs : this.unmade().slice(0, 1);
    if (!first || others.length > 0) throw new FormatError("weights-chain/inputs", { count: inputs.length });
    refuseChannelsFirst(first.shape);
    return first.name;
  }

  /** Values that no operation makes, where the model lists no inputs. */
  private unmade(): OnnxModel["inputs"] {
    const made = new Set(this.model.nodes.flatMap(({ outputs }) => outputs));
    return [...this.users.keys()].filter((name) => !made.has(name)).map((name) => ({ name, shape: [] }));
  }
}

/** A picture whose channels come first has its values in another order than ours have. */
function refuseChannelsFirst(shape: readonly (number | undefined)[]): void {
  const [, channels = 1, height = 2, width = 2] = shape;
  if (shape.length === 4 && channels > 1 && channels <= 4 && height > 1 && width > 1) {
    throw new FormatError("onnx-dense/channels", { channels, height, width });
  }
}
