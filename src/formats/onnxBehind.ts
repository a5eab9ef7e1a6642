/** What stands behind the outputs of an ONNX model: classes are chosen and named there; anything else would be lost. */
import { FormatError } from "./formatError";
import type { OnnxConstants } from "./onnxConstants";
import type { OnnxGraph } from "./onnxGraph";
import type { OnnxNode } from "./onnxModel";
import { texts, wholes } from "./protobuf";

/** What programs put behind the last layer: they choose a class and name it. */
const behindOutputs = new Set([
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

interface Behind {
  /** Their names, each once. */
  operations: string[];
  classes: string[] | undefined;
}

/** Throws FormatError where an operation does more than choose and name classes. */
export function leftOutBehind(value: string, graph: OnnxGraph, constants: OnnxConstants): Behind {
  const left = new Set<OnnxNode>();
  const waiting = [value];
  let classes: string[] | undefined;
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const node of graph.usersOf(name)) {
      if (left.has(node)) continue;
      if (!behindOutputs.has(node.op)) throw new FormatError("onnx-dense/behind", { operation: node.op.slice(0, 40) });
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
  return listed ? texts(listed, 9) : numbers && wholes(numbers, 8).map(String);
}

/** Those that an export of ours has in its metadata. */
export function classNamesOf(json: string | undefined): string[] | undefined {
  try {
    const names: unknown = JSON.parse(json ?? "null");
    return Array.isArray(names) && names.every((name) => typeof name === "string") ? names : undefined;
  } catch {
    return undefined;
  }
}
