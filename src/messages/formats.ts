/**
 * Errors about the contents of a file: gzip, IDX, NumPy, zip, ONNX, pictures. The file's name is put before
 * them.
 */
import { counted, errorsOf } from "./message";

const data = errorsOf("data");

/** A name out of a file on one line, whatever it holds. */
const shown = (name: string) =>
  (name.length > 80 ? `${name.slice(0, 80)}…` : name).replace(/[^\x20-\x7e\u00a1-\uffff]/g, "?");

const notDense = ({ name, what }: { name: string; what: string }) =>
  `the layer ${shown(name)} (${shown(what)}) does not belong to a plain dense network; use a model of dense layers`;

export const formatMessages = {
  "gzip-truncated": data(() => "the gzip data ends too early; download it again"),
  "gzip-too-large": data(() => "the gzip data does not fit into memory when unpacked; use a smaller file"),
  "gzip-corrupt": data(() => "the gzip data is damaged; download it again"),
  "idx-magic": data<{ found: string }>(
    ({ found }) => `not an IDX file: it seems to be ${found}; choose an IDX file, plain or gzipped`,
  ),
  "idx-type": data<{ type: number }>(
    ({ type }) => `0x${type.toString(16)} is not an IDX element type; download the file again`,
  ),
  "idx-trailing": data<{ extra: number; promised: number }>(
    ({ extra, promised }) => `${extra} bytes follow the ${promised} that the header promises; download it again`,
  ),
  "idx-truncated": data<{ promised: number; found: number }>(
    ({ promised, found }) => `the header promises ${promised} bytes, the file has ${found}; download it again`,
  ),
  "npy-magic": data<{ found: string }>(
    ({ found }) => `not a .npy file: it seems to be ${found}; save it with numpy.save`,
  ),
  "npy-trailing": data<{ extra: number }>(({ extra }) => `${extra} bytes follow the array; save one array per file`),
  "npy-version": data<{ version: number }>(
    ({ version }) => `.npy version ${version} is not supported; save it with numpy.save (versions 1 to 3)`,
  ),
  "npy-header/length": data<{ length: number }>(
    ({ length }) => `the header has ${length} bytes, too many for an array; save the array again`,
  ),
  "npy-header/keys": data(() => "the header does not name descr, fortran_order and shape; save the array again"),
  "npy-header/shape": data<{ shape: string }>(
    ({ shape }) => `the header's shape (${shape}) is not a valid shape; save the array again`,
  ),
  "npy-truncated/elements": data<{ promised: number; found: number }>(
    ({ promised, found }) => `the file promises ${promised} bytes of elements and has ${found}; copy or save it again`,
  ),
  "npy-truncated/header": data<{ promised?: number; found: number }>(
    ({ promised, found }) =>
      `the file promises a header${promised === undefined ? "" : ` of ${promised} bytes`} and has ${found} bytes; ` +
      "copy or save it again",
  ),
  "npy-dtype/records": data(() => "record arrays are not supported; save one array per field"),
  "npy-dtype": data<{ dtype: string; problem: DtypeProblem }>(
    ({ dtype, problem }) => `dtype ${JSON.stringify(dtype)}: ${dtypeProblems[problem]}`,
  ),
  "zip-corrupt/entries-too-large": data(
    () => "the entries are larger than the archive: it is damaged; copy or save it again",
  ),
  "zip-corrupt/entry-count": data<{ entry: number; count: number }>(
    ({ entry, count }) => `entry ${entry} of ${count} is missing: the archive is damaged; copy or save it again`,
  ),
  "zip-corrupt/missing": data<{ name: string }>(
    ({ name }) => `${name} is missing: the archive is damaged; copy or save it again`,
  ),
  "zip-corrupt/cut-off": data<{ name: string }>(
    ({ name }) => `${name} is cut off: the archive is damaged; copy or save it again`,
  ),
  "zip-corrupt/checksum": data<{ name: string }>(
    ({ name }) => `the checksum of ${name} is wrong: the archive is damaged; copy or save it again`,
  ),
  "zip-corrupt/unpack": data<{ name: string }>(
    ({ name }) => `${name} cannot be unpacked: the archive is damaged; copy or save it again`,
  ),
  "zip-truncated": data(() => "the archive is cut off: its end is missing; copy or save it again"),
  "zip-magic": data<{ found: string }>(
    ({ found }) => `not a zip archive: it seems to be ${found}; save it with numpy.savez`,
  ),
  "zip-too-large": data<{ name: string; size: number }>(
    ({ name, size }) =>
      `${name} unpacks to ${Math.round(size / 2 ** 20)} MB of almost nothing but repetition; save it without compression`,
  ),
  "zip-encrypted": data<{ name: string }>(({ name }) => `${name} is encrypted; save the archive without a password`),
  "zip-method": data<{ name: string; method: number }>(
    ({ name, method }) => `${name} is compressed by method ${method}; save it with numpy.savez_compressed`,
  ),
  "onnx-graph": data(() => "the ONNX model contains no network; export it again"),
  "onnx-dense/operation": data<{ operation: string }>(
    ({ operation }) =>
      `the operation ${shown(operation) || "without a name"} does not belong to a plain dense network; ` +
      "use a model of dense layers",
  ),
  "onnx-dense/behind": data<{ operation: string }>(
    ({ operation }) =>
      `the operation ${shown(operation)} stands behind the outputs of the last dense layer and would be lost; ` +
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
    ({ count }) => `it has ${count} inputs, a chain of dense layers has one; join them to one and export it again`,
  ),
  "weights-chain/fork": data<{ one: string; other: string }>(
    ({ one, other }) =>
      `it is no chain of layers: ${shown(one)} and ${shown(other)} take the same value; ` +
      "use a model whose layers stand one behind the other",
  ),
  "weights-chain/merge": data<{ operation: string }>(
    ({ operation }) =>
      `it is no chain of layers: ${shown(operation)} joins two values that are computed; ` +
      "use a model whose layers stand one behind the other",
  ),
  "weights-chain/order": data<{ names: readonly string[] }>(
    ({ names }) =>
      `the layers ${names.map(shown).join(", ")} are no chain in this order: one does not take what the one before it ` +
      "gives; save the layers of a plain chain, in their order",
  ),
  "weights-chain/open-order": data<{ names: readonly string[] }>(
    ({ names }) =>
      `the file does not say in which order the layers ${names.map(shown).join(", ")} stand; give them numbers, as in fc1, fc2`,
  ),
  "weights-chain/sizes": data<{ layer: number; inputs: number; before: number }>(
    ({ layer, inputs, before }) =>
      `it is no chain of layers: layer ${layer} takes ${counted(inputs, "value")}, ` +
      `the layer before it gives ${before}; use a model whose layers stand one behind the other`,
  ),
  "weights-finite": data<{ layer: number }>(
    ({ layer }) =>
      `layer ${layer} has weights that are not finite numbers; train it again with a smaller learning rate`,
  ),
  "weights-beside/missing": data<{ location: string }>(
    ({ location }) => `its weights are in the file ${shown(location)}, which cannot be read; put it beside the model`,
  ),
  "weights-beside/outside": data<{ location: string }>(
    ({ location }) => `its weights are in ${shown(location)}, outside its folder; put that file beside the model`,
  ),
  "weights-beside/length": data<{ name: string; location: string }>(
    ({ name, location }) =>
      `${shown(location)} does not hold the numbers of ${shown(name)}; copy both files again, or export the model again`,
  ),
  "weights-beside/short": data<{ location: string; needed: number; size: number }>(
    ({ location, needed, size }) =>
      `${shown(location)} has ${size} bytes, the model's weights need ${needed}; copy both files again`,
  ),
  "weights-file/kind": data(() => "it is no file but a folder or a device; choose the file"),
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
  "safetensors-header": data(() => "its header is damaged or cut off; copy or save it again"),
  "safetensors-size": data<{ tensors: number; found: number }>(
    ({ tensors, found }) => `its tensors have ${tensors} bytes, the file has ${found}; copy or save it again`,
  ),
  "safetensors-tensor": data<{ name: string }>(
    ({ name }) => `the bytes of ${shown(name)} are not those of its shape; save it again`,
  ),
  "safetensors-type": data<{ name: string; type: string }>(
    ({ name, type }) => `${shown(name)} is ${shown(type)}, no float; save it as float32, not quantized`,
  ),
  "tfjs-model": data(
    () => "it is no layers model of TensorFlow.js; convert it again from Keras (--output_format tfjs_layers_model)",
  ),
  "tfjs-layer": data<{ name: string; what: string }>(notDense),
  "tfjs-weights": data<{ name: string }>(
    ({ name }) =>
      `the weights of ${shown(name)} are missing, quantized, or not those of its shape; ` +
      "convert it again, without quantization",
  ),
  "keras-model": data(() => "it holds no model of Keras; save the whole model: model.save('model.keras')"),
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
    ({ type }) => `it is ${shown(type)} of brain.js, no plain network; save a NeuralNetwork by its toJSON()`,
  ),
  "brain-model/damaged": data(() => "it is no network of brain.js that is whole; save it again by its toJSON()"),
  "brain-activation": data<{ activation: string }>(
    ({ activation }) =>
      `its activation ${shown(activation)} is none of sigmoid, relu, leaky-relu, tanh; train it with one of these`,
  ),
  "brain-layer": data<{ layer: number }>(
    ({ layer }) => `layer ${layer} does not have the weights of its size; save the network again by its toJSON()`,
  ),
  "torch-script": data(
    () =>
      "it is a TorchScript program, which is not executed; save the weights alone: torch.save(model.state_dict(), …)",
  ),
  "torch-legacy": data(
    () => "it is a pickle, perhaps of PyTorch before 1.6; save it with a newer one: torch.save(model.state_dict(), …)",
  ),
  "torch-tensor": data<{ name: string }>(
    ({ name }) => `the bytes of ${shown(name)} are not those of its shape, or no floats; save it again as float32`,
  ),
  "torch-none": data(() => "it has no state_dict; save the weights alone: torch.save(model.state_dict(), …)"),
  "weights-targets/classes": data(
    () =>
      "its outputs are multiplied or shifted behind the last layer, and classes have no unit; export it without that",
  ),
  "weights-targets": data<{ activation: string }>(
    ({ activation }) =>
      `its outputs are in another unit than the targets of this data, which ${activation} outputs cannot be given; ` +
      'use a linear output layer, or set data.scaling to "none"',
  ),
  "protobuf-damaged": data(() => "the file is damaged or not an ONNX model; export it again"),
  "picture-magic": data<{ found: string }>(
    ({ found }) => `not a picture that can be read: it seems to be ${found}; save it as PNG or JPEG, or remove it`,
  ),
  "picture-magic/empty": data(() => "the file is empty; copy it again or remove it"),
  "picture-kind": data<{ what: string }>(
    ({ what }) => `a picture with ${what}, which is not supported; save it as PNG`,
  ),
  "webp-missing": data<{ file: string }>(
    ({ file }) => `${file}: missing; install Matrix Network again (in a clone: npm run build)`,
  ),
  "picture-size": data<{ height: number; width: number }>(
    ({ height, width }) =>
      `a picture of ${height} × ${width} pixels is too large (16 million pixels at most); make it smaller`,
  ),
  "picture-damaged": data<{ format: "PNG" | "JPEG" | "WebP" | "BMP" | "GIF" | "decoded" }>(
    ({ format }) => `the ${format} picture is damaged; save it again`,
  ),
};

/** By the first letter of a NumPy type; `?` is one that is not known. */
export type DtypeProblem = keyof typeof dtypeProblems;

const dtypeProblems = {
  O: "Python objects are not supported; save the array with dtype float32",
  U: "text is not supported; save numbers",
  S: "text is not supported; save numbers",
  c: "complex numbers are not supported; save real ones",
  f: "this float type is not supported; save it with dtype float32",
  M: "dates are not supported; save numbers",
  m: "durations are not supported; save numbers",
  V: "record arrays are not supported; save one array per field",
  "?": "it is unknown; save the array with dtype float32",
};

export const isDtypeProblem = (letter: string): letter is DtypeProblem => Object.hasOwn(dtypeProblems, letter);
