/**
 * PyTorch's .pt files, as torch.save has written them since 1.6: a zip with a pickle and the bytes of each storage. The
 * pickle is never executed. Source: torch/serialization.py, torch/_utils.py.
 */
import { noticed } from "../messages";
import type { Cited } from "../messages/said";
import type { DenseNetwork } from "./denseNetwork";
import { decodeFloats, type ElementType } from "./elements";
import { FormatError } from "./formatError";
import { PickleBytes } from "./pickleBytes";
import { PickleMachine } from "./pickleMachine";
import { asText, Global, type PickleDialect, type Pickled, PickledOther } from "./pickleObjects";
import { startsWith } from "./signature";
import { isStateDict, layersOf, type StateTensor } from "./stateDict";
import { readZip } from "./zip";

const floatTypes: Partial<Record<string, ElementType | "bf16">> = {
  "torch.FloatStorage": "f4",
  "torch.DoubleStorage": "f8",
  "torch.HalfStorage": "f2",
  "torch.BFloat16Storage": "bf16",
};
/** Storage types of counters, such as an optimizer's; these are no weights. */
const otherTypes = ["Long", "Int", "Short", "Char", "Byte", "Bool"].map((kind) => `torch.${kind}Storage`);

const rebuildTensor = "torch._utils._rebuild_tensor_v2";
const rebuildParameter = "torch._utils._rebuild_parameter";

const dialect: PickleDialect = {
  understood: new Set([
    rebuildTensor,
    rebuildParameter,
    "collections.OrderedDict",
    ...Object.keys(floatTypes),
    ...otherTypes,
  ]),
  variant: "torch",
  call(name, args) {
    if (name === rebuildTensor) return new PickledOther("tensor", args.slice(0, 4));
    if (name === rebuildParameter && args.length > 0) return args[0];
    if (name !== "collections.OrderedDict") throw new FormatError("pickle-damaged/call-name", { name });
    const [pairs] = args;
    const isPairs = (value: Pickled): value is Pickled[][] =>
      Array.isArray(value) && value.every((pair) => Array.isArray(pair));
    return new Map(isPairs(pairs ?? []) ? (pairs as [Pickled, Pickled][] | undefined) : []);
  },
  persistent: (id) => new PickledOther("storage", Array.isArray(id) ? id : []),
};

/** First bytes of PyTorch's older files: a pickle of protocol 2 with their magic number. */
const legacyStart = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46];

/** Returns true for a .pt file, including the older kind, which is rejected later. */
export function isTorchFile(bytes: Uint8Array): boolean {
  if (startsWith(bytes, legacyStart)) return true;
  if (!startsWith(bytes, [0x50, 0x4b])) return false;
  // The pickle is the first entry, and no array's name ends like its name.
  return /^[^\0]*\/data\.pkl/.test(Buffer.from(bytes.subarray(30, 300)).toString("latin1"));
}

/** Parses a network; throws FormatError. */
export function parseTorchFile(bytes: Uint8Array): DenseNetwork {
  if (startsWith(bytes, legacyStart)) throw new FormatError("torch-legacy", {});
  const files = new Map(readZip(bytes));
  const [pickle] = [...files.keys()].filter((name) => name.endsWith("/data.pkl"));
  if ([...files.keys()].some((name) => /^[^/]+\/(code\/|constants\.pkl$)/.test(name)))
    throw new FormatError("torch-script", {});
  const folder = (pickle ?? "").slice(0, -"data.pkl".length);
  const root = new PickleMachine(new PickleBytes(files.get(pickle ?? "") ?? new Uint8Array()), dialect).run();
  const remarks: Cited[] = [];
  const tensors = new Map<string, StateTensor>();
  for (const [name, object] of stateDictIn(root)) {
    const { tensor, isRounded } = readTensor(object, name, (key) => files.get(`${folder}data/${key}`));
    if (isRounded && remarks.length === 0) remarks.push(noticed("weights-remark/rounded", {}));
    tensors.set(name, tensor);
  }
  return { format: "PyTorch", layers: layersOf(tensors, true), remarks };
}

const isTensor = (object: Pickled | undefined): object is PickledOther =>
  object instanceof PickledOther && object.kind === "tensor";

/** Returns the dictionary itself, or the one that a checkpoint has under a usual name. */
function stateDictIn(root: Pickled): [name: string, tensor: PickledOther][] {
  if (!(root instanceof Map)) throw new FormatError("torch-none", {});
  const named = ["state_dict", "model_state_dict", "model"].map((key) => root.get(key));
  for (const found of [root, ...named]) {
    if (!(found instanceof Map)) continue;
    const entries = [...found].filter(
      (entry): entry is [string, PickledOther] => typeof entry[0] === "string" && isTensor(entry[1]),
    );
    if (entries.length === found.size && isStateDict(entries.map(([name]) => name))) return entries;
  }
  throw new FormatError("torch-none", {});
}

function readTensor(
  { parts }: PickledOther,
  name: string,
  storageOf: (key: string) => Uint8Array | undefined,
): { tensor: StateTensor; isRounded: boolean } {
  const [storage, offset, shape, strides] = parts;
  const wrong = () => new FormatError("torch-tensor", { name });
  const isWhole = (value: Pickled | undefined): value is number =>
    Number.isSafeInteger(value) && (value as number) >= 0;
  const isSizes = (sizes: Pickled | undefined): sizes is number[] => Array.isArray(sizes) && sizes.every(isWhole);
  if (
    !(storage instanceof PickledOther) ||
    storage.kind !== "storage" ||
    !isWhole(offset) ||
    !isSizes(shape) ||
    !isSizes(strides)
  )
    throw wrong();
  const [, kind, key] = storage.parts;
  const type = kind instanceof Global ? floatTypes[kind.name] : undefined;
  const bytes = key === undefined ? undefined : storageOf(asText(key));
  const size = type === "bf16" ? 2 : Number(type?.[1]);
  if (!type || !bytes || shape.length > 8 || strides.length !== shape.length) throw wrong();
  const count = shape.reduce((product, length) => product * length, 1);
  const end = shape.reduce((last, length, axis) => last + Math.max(0, length - 1) * strides[axis], offset) + 1;
  // A stride of 0 could make a large tensor of a few bytes.
  if (count * size > bytes.length || end * size > bytes.length) throw wrong();
  const numbers = decodeFloats(bytes.subarray(offset * size, end * size), type);
  const values = new Float32Array(count);
  let isRounded = false;
  for (let i = 0; i < count; i++) {
    let at = 0;
    for (let axis = shape.length - 1, rest = i; axis >= 0; axis--) {
      at += (rest % shape[axis]) * strides[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    values[i] = numbers[at];
    isRounded ||= numbers[at] !== values[i];
  }
  return { tensor: { shape, values }, isRounded };
}
