/** Errors about weights files of other programs. The file name precedes the message. */
import { counted, errorsOf } from "./message";

const data = errorsOf("data");

/** Returns a name from a file as printable text of one line. */
const shown = (name: string) =>
  (name.length > 80 ? `${name.slice(0, 80)}…` : name).replace(/[^\x20-\x7e\u00a1-\uffff]/g, "?");

const notDense = ({ name, what }: { name: string; what: string }) =>
  `the layer ${shown(name)} (${shown(what)}) does not belong to a plain dense network; use a model of dense layers`;

export const weightFileMessages = {
  "onnx-graph": data(() => "the ONNX model contains no network; export it again"),
  "onnx-dense/operation": data<{ operation: string }>(
    ({ operation }) =>
      `the operation ${shown(operation) || "without a name"} does not belong to a plain dense network; ` +
      "use a model of dense layers",
  ),
  "onnx-dense/behind": data<{ operation: string }>(
    ({ operation }) =>
      `the operation ${shown(operation)} follows the last dense layer and would be lost; ` +
      "export the model without it",
  ),
  "onnx-dense/weights": data<{ operation: string }>(
    ({ operation }) => `${shown(operation)} has no weights of its own; use a model of dense layers`,
  ),
  "onnx-dense/sparse": data(() => "its weights are sparse tensors; export the model with dense ones"),
  "onnx-dense/constant": data<{ name: string }>(
    ({ name }) => `the constant ${shown(name)} is missing; export the model again`,
  ),
  "onnx-dense/computed": data<{ name: string; operation: string }>(
    ({ name, operation }) =>
      `the constant ${shown(name)} is computed by ${shown(operation)}; ` +
      "export the model with constants folded (do_constant_folding), and not quantized",
  ),
  "onnx-dense/columns": data<{ operation: string; constants: number; columns: number }>(
    ({ operation, constants, columns }) =>
      `${operation} has ${counted(constants, "constant")} for ${counted(columns, "column")}; export the model again`,
  ),
  "onnx-dense/zero": data<{ operation: string }>(
    ({ operation }) =>
      `${operation} multiplies a column by 0, or by a number that is not finite; leave the column out and export it again`,
  ),
  "onnx-dense/channels": data<{ channels: number; height: number; width: number }>(
    ({ channels, height, width }) =>
      `its inputs are pictures with channels first, ${channels} × ${height} × ${width}; ` +
      "train and export it with height × width × channels",
  ),
  "onnx-type": data<{ name: string; type: string }>(
    ({ name, type }) => `${shown(name)} is ${type}, not float32; export the model with float32 weights`,
  ),
  "onnx-tensor": data<{ name: string; elements: number }>(
    ({ name, elements }) => `${shown(name)} does not have the ${elements} numbers of its shape; export it again`,
  ),
  "weights-chain/empty": data(() => "it has no dense layer; use a model of dense layers"),
  "weights-chain/inputs": data<{ count: number }>(
    ({ count }) => `it has ${count} inputs, a sequential network has one; join them into one and export it again`,
  ),
  "weights-chain/fork": data<{ one: string; other: string }>(
    ({ one, other }) =>
      `its layers are not sequential: ${shown(one)} and ${shown(other)} take the same value; ` +
      "use a sequential model",
  ),
  "weights-chain/merge": data<{ operation: string }>(
    ({ operation }) =>
      `its layers are not sequential: ${shown(operation)} joins two computed values; use a sequential model`,
  ),
  "weights-chain/order": data<{ names: readonly string[] }>(
    ({ names }) =>
      `the layers ${names.map(shown).join(", ")} are not sequential in this order: one does not take the outputs of the one before ` +
      "it; save the layers of a sequential network in order",
  ),
  "weights-chain/open-order": data<{ names: readonly string[] }>(
    ({ names }) =>
      `the file does not record the order of the layers ${names.map(shown).join(", ")}; number them, as in fc1, fc2`,
  ),
  "weights-chain/sizes": data<{ layer: number; inputs: number; before: number }>(
    ({ layer, inputs, before }) =>
      `its layers are not sequential: layer ${layer} takes ${counted(inputs, "value")}, ` +
      `the layer before it gives ${before}; use a sequential model`,
  ),
  "weights-finite": data<{ layer: number }>(
    ({ layer }) =>
      `layer ${layer} has weights that are not finite numbers; train it again with a smaller learning rate`,
  ),
  "weights-beside/missing": data<{ location: string }>(
    ({ location }) => `its weights are in the file ${shown(location)}, which cannot be read; put it next to the model`,
  ),
  "weights-beside/outside": data<{ location: string }>(
    ({ location }) => `its weights are in ${shown(location)}, outside its folder; put that file next to the model`,
  ),
  "weights-beside/length": data<{ name: string; location: string }>(
    ({ name, location }) =>
      `${shown(location)} does not contain the values of ${shown(name)}; copy both files again, or export the model again`,
  ),
  "weights-beside/short": data<{ location: string; needed: number; size: number }>(
    ({ location, needed, size }) =>
      `${shown(location)} has ${size} bytes, the model's weights need ${needed}; copy both files again`,
  ),
  "weights-file/kind": data(() => "it is a folder or a device, not a file; choose the file"),
  "weights-file/large": data<{ size: number; most: number }>(
    ({ size, most }) => `${size} bytes of weights are too many (${most} at most); use a smaller network`,
  ),
  "weights-missing": data<{ name: string }>(({ name }) => `has no ${shown(name)}; give weights of this network`),
  "weights-shape": data<{ name: string; shape: readonly number[] }>(
    ({ name, shape }) =>
      `${shown(name)} of shape [${shape.join(", ")}] does not belong to a dense layer; use a model of dense layers`,
  ),
  "weights-shape/other": data<{ name: string }>(
    ({ name }) => `${shown(name)} is neither the weight nor the bias of a dense layer; use a model of dense layers`,
  ),
  "safetensors-header": data(() => "its header is damaged or truncated; copy or save it again"),
  "safetensors-size": data<{ tensors: number; found: number }>(
    ({ tensors, found }) => `its tensors have ${tensors} bytes, the file has ${found}; copy or save it again`,
  ),
  "safetensors-tensor": data<{ name: string }>(
    ({ name }) => `the bytes of ${shown(name)} are not those of its shape; save it again`,
  ),
  "safetensors-type": data<{ name: string; type: string }>(
    ({ name, type }) => `${shown(name)} is ${shown(type)}, not a float; save it as float32, not quantized`,
  ),
  "tfjs-model": data(
    () => "it is not a layers model of TensorFlow.js; convert it again from Keras (--output_format tfjs_layers_model)",
  ),
  "tfjs-layer": data<{ name: string; what: string }>(notDense),
  "tfjs-weights": data<{ name: string }>(
    ({ name }) =>
      `the weights of ${shown(name)} are missing, quantized, or not those of its shape; ` +
      "convert it again, without quantization",
  ),
  "keras-model": data(() => "it contains no Keras model; save the whole model: model.save('model.keras')"),
  "keras-layer": data<{ name: string; what: string }>(notDense),
  "keras-weights": data<{ name: string }>(
    ({ name }) =>
      `the weights of ${shown(name)} are missing, quantized, or not those of a dense layer; ` +
      "save the whole model again: model.save('model.keras')",
  ),
  "keras-shards": data(
    () => "its weights are not in model.weights.h5; save the whole model again: model.save('model.keras')",
  ),
  "brain-model": data<{ type: string }>(
    ({ type }) => `it is ${shown(type)} of brain.js, not a plain network; save a NeuralNetwork with its toJSON()`,
  ),
  "brain-model/damaged": data(() => "it is not a complete network of brain.js; save it again with its toJSON()"),
  "brain-activation": data<{ activation: string }>(
    ({ activation }) =>
      `its activation ${shown(activation)} is not sigmoid, relu, leaky-relu or tanh; train it with one of these`,
  ),
  "brain-layer": data<{ layer: number }>(
    ({ layer }) => `layer ${layer} does not have the weights of its size; save the network again with its toJSON()`,
  ),
  "torch-script": data(
    () =>
      "it is a TorchScript program, which is not executed; save only the weights: torch.save(model.state_dict(), …)",
  ),
  "torch-legacy": data(
    () => "it is a pickle, perhaps of PyTorch before 1.6; save it with a newer one: torch.save(model.state_dict(), …)",
  ),
  "torch-tensor": data<{ name: string }>(
    ({ name }) => `the bytes of ${shown(name)} do not match its shape, or are not floats; save it again as float32`,
  ),
  "torch-none": data(() => "it has no state_dict; save only the weights: torch.save(model.state_dict(), …)"),
  "weights-targets/classes": data(
    () =>
      "its outputs are multiplied or shifted after the last layer, and classes have no unit; export it without that",
  ),
  "weights-targets": data<{ activation: string }>(
    ({ activation }) =>
      `its outputs are in another unit than the targets of this data, which ${activation} outputs cannot be given; ` +
      'use a linear output layer, or set data.scaling to "none"',
  ),
};
