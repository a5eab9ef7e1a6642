/** The operations after the outputs of an ONNX model: they may only select and name classes. */
import { FormatError } from "./formatError";
import type { OnnxConstants } from "./onnxConstants";
import type { OnnxGraph } from "./onnxGraph";
import type { OnnxNode } from "./onnxModel";
import { integers, texts } from "./protobuf";

/** Operations that programs add after the last layer to select a class and name it. */
const classOperations = new Set([
  ...[
    "ArgMax",
    "ArrayFeatureExtractor",
    "ZipMap",
    "LabelEncoder",
    "Cast",
    "Reshape",
    "Flatten",
    "Squeeze",
    "Unsqueeze",
  ],
  ...[
    "Identity",
    "Sub",
    "Concat",
    "Greater",
    "GreaterOrEqual",
    "Less",
    "Round",
    "Where",
    "Not",
    "Equal",
    "TopK",
    "Gather",
  ],
]);

interface Trailing {
  /** Distinct operation names. */
  operations: string[];
  classes: string[] | undefined;
}

/** Collects the operations after `value`; throws FormatError if one does more than select and name classes. */
export function trailingOperations(value: string, graph: OnnxGraph, constants: OnnxConstants): Trailing {
  const left = new Set<OnnxNode>();
  const waiting = [value];
  let classes: string[] | undefined;
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const node of graph.usersOf(name)) {
      if (left.has(node)) continue;
      if (!classOperations.has(node.op))
        throw new FormatError("onnx-dense/behind", { operation: node.op.slice(0, 40) });
      left.add(node);
      waiting.push(...node.outputs);
      classes ??= labelsOf(node, constants);
    }
  }
  return { operations: [...new Set([...left].map(({ op }) => op))], classes };
}

function labelsOf({ op, inputs, attributes }: OnnxNode, constants: OnnxConstants): string[] | undefined {
  if (op === "ArrayFeatureExtractor") return constants.labels(inputs[0] ?? "");
  if (op !== "ZipMap") return undefined;
  const listed = attributes.get("classlabels_strings");
  const numbers = attributes.get("classlabels_int64s");
  return listed ? texts(listed, 9) : numbers && integers(numbers, 8).map(String);
}

/** Parses the class names in the metadata of an exported model. */
export function classNamesOf(json: string | undefined): string[] | undefined {
  try {
    const names: unknown = JSON.parse(json ?? "null");
    return Array.isArray(names) && names.every((name) => typeof name === "string") ? names : undefined;
  } catch {
    return undefined;
  }
}
