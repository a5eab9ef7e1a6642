/** The operations of an ONNX model that use a value, and those that lead to a dense layer. */
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

  /** Returns the operations that use a value, which is no constant. */
  usersOf(name: string): readonly OnnxNode[] {
    return this.users.get(name) ?? [];
  }

  /** Returns true if the operation is a dense layer, or one follows it. */
  leadsOn(node: OnnxNode): boolean {
    return this.leading.has(node);
  }

  /** Returns the name of the only input. Throws FormatError if there are several, or its values have another order. */
  input(): string {
    const { inputs } = this.model;
    const [first, ...others] = inputs.length > 0 ? inputs : this.unmade().slice(0, 1);
    if (!first || others.length > 0) throw new FormatError("weights-chain/inputs", { count: inputs.length });
    refuseChannelsFirst(first.shape);
    return first.name;
  }

  /** Returns values that no operation computes, if the model lists no inputs. */
  private unmade(): OnnxModel["inputs"] {
    const made = new Set(this.model.nodes.flatMap(({ outputs }) => outputs));
    return [...this.users.keys()].filter((name) => !made.has(name)).map((name) => ({ name, shape: [] }));
  }
}

/** Throws for pictures with channels first, whose order of values differs from the config's. */
function refuseChannelsFirst(shape: readonly (number | undefined)[]): void {
  const [, channels = 1, height = 2, width = 2] = shape;
  if (shape.length === 4 && channels > 1 && channels <= 4 && height > 1 && width > 1) {
    throw new FormatError("onnx-dense/channels", { channels, height, width });
  }
}
