/** ONNX operations that shift and scale columns by several constants at once. */
import { refused } from "./onnxBias";
import type { OnnxConstants } from "./onnxConstants";
import { floatOf, type OnnxNode, wholeOf } from "./onnxModel";
import { floats } from "./protobuf";
import type { ScaleSteps } from "./scaleSteps";

/** Scaler of ai.onnx.ml: (x − offset) · scale */
export function addScaler(steps: ScaleSteps, { attributes }: OnnxNode): void {
  const [offset, scale] = ["offset", "scale"].map((name) => {
    const attribute = attributes.get(name);
    return attribute ? floats(attribute, 7) : new Float32Array();
  });
  if (offset.length > 0) steps.add("Sub", offset, false);
  if (scale.length > 0) steps.add("Mul", scale, false);
}

/** BatchNormalization in a trained network: (x − mean) / √(variance + ε) · scale + shift. */
export function addNormalization(steps: ScaleSteps, node: OnnxNode, constants: OnnxConstants): void {
  if (wholeOf(node, "training_mode", 0) !== 0) throw refused("BatchNormalization in training mode");
  const [scale, shift, mean, variance] = node.inputs.slice(1, 5).map((name) => constants.get(name).values);
  if (!variance) throw refused(node.op);
  const epsilon = floatOf(node, "epsilon", 1e-5);
  const deviation = Float64Array.from(variance, (each) => Math.sqrt(each + epsilon));
  steps.add("Sub", mean, false);
  steps.add("Div", deviation, false);
  steps.add("Mul", scale, false);
  steps.add("Add", shift, false);
}
