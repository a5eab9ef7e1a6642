/**
 * safetensors: the length of a JSON header in 8 bytes, the header, then all tensors one after the other. Format:
 * github.com/huggingface/safetensors, README.
 */
import { noticed } from "../messages";
import type { Cited } from "../messages/said";
import type { DenseNetwork, Scale } from "./denseNetwork";
import { decodeFloats, type ElementType } from "./elements";
import { FormatError } from "./formatError";
import { readAbout } from "./npzWeights";
import { isStateDict, layersOf, type StateTensor } from "./stateDict";

/** Limit set by the format. */
const maxHeaderBytes = 100_000_000;

const types: Partial<Record<string, ElementType | "bf16">> = { F16: "f2", BF16: "bf16", F32: "f4", F64: "f8" };

/** Returns true if the bytes start with a header of this format. */
export function isSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < 9) return false;
  const length = headerLength(bytes);
  return bytes[8] === 0x7b && length > 1 && length <= maxHeaderBytes;
}

const headerLength = (bytes: Uint8Array) =>
  Number(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true));

/** Parses a network; throws FormatError. */
export function parseSafetensors(bytes: Uint8Array): DenseNetwork {
  if (!isSafetensors(bytes)) throw new FormatError("safetensors-header", {});
  const start = 8 + headerLength(bytes);
  if (start > bytes.length) throw new FormatError("safetensors-header", {});
  const header = parsed(bytes.subarray(8, start));
  const { __metadata__: metadata, ...entries } = header;
  const remarks: Cited[] = [];
  const tensors = new Map<string, StateTensor>();
  const places: [from: number, to: number][] = [];
  for (const [name, entry] of Object.entries(entries)) {
    const { tensor, place, isRounded } = readTensor(name, entry, bytes.subarray(start));
    tensors.set(name, tensor);
    places.push(place);
    if (isRounded && remarks.length === 0) remarks.push(noticed("weights-remark/rounded", {}));
  }
  // Each byte must belong to one tensor: overlaps or gaps mean a damaged file.
  let end = 0;
  for (const [from, to] of places.sort(([one], [other]) => one - other)) {
    if (from !== end) break;
    end = to;
  }
  const found = bytes.length - start;
  if (end !== found) throw new FormatError("safetensors-size", { tensors: end, found });
  if (!isStateDict(tensors.keys())) throw new FormatError("weights-chain/empty", {});
  return networkOf(tensors, metadata as Partial<Record<string, unknown>> | undefined, remarks);
}

function networkOf(
  tensors: Map<string, StateTensor>,
  metadata: Partial<Record<string, unknown>> | undefined,
  remarks: readonly Cited[],
): DenseNetwork {
  const text = (key: string) => (typeof metadata?.[key] === "string" ? metadata[key] : "");
  const about = readAbout(text("network"));
  // Only exports of this program contain slopes of elu: PyTorch saves none.
  const slopes = new Map([...tensors].filter(([name]) => name.endsWith(".alpha")));
  for (const name of slopes.keys()) tensors.delete(name);
  const layers = layersOf(tensors, false);
  for (const [l, layer] of layers.entries()) {
    const activation = about.activations[l];
    if (activation !== undefined) layer.activation = activation;
    const alpha = slopes.get(`${2 * l + 1}.alpha`);
    if (!alpha) continue;
    if (alpha.values.length !== layer.units)
      throw new FormatError("weights-shape", { name: `${2 * l + 1}.alpha`, shape: alpha.shape });
    layer.alpha = alpha.values;
  }
  const scaling = scalingOf(text("scaling"), layers[0].inputs);
  return { format: "safetensors", layers, scaling, targets: about.targets, classes: about.classes, remarks };
}

function parsed(bytes: Uint8Array): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof header === "object" && header !== null && !Array.isArray(header))
      return header as Record<string, unknown>;
  } catch {
    // Rejected below, like every other invalid header.
  }
  throw new FormatError("safetensors-header", {});
}

function readTensor(
  name: string,
  entry: unknown,
  data: Uint8Array,
): { tensor: StateTensor; place: [from: number, to: number]; isRounded: boolean } {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<Record<string, unknown>>;
  const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  const wrong = () => new FormatError("safetensors-tensor", { name });
  if (!Array.isArray(shape) || !shape.every(isWhole) || !Array.isArray(offsets) || !offsets.every(isWhole))
    throw wrong();
  const type = types[String(dtype)];
  if (!type) throw new FormatError("safetensors-type", { name, type: String(dtype) });
  const [from, to] = offsets;
  const size = type === "bf16" ? 2 : Number(type[1]);
  const promised = shape.reduce((product, length) => product * length, size);
  if (offsets.length !== 2 || to > data.length || to - from !== promised) throw wrong();
  const numbers = decodeFloats(data.subarray(from, to), type);
  const isRounded = numbers instanceof Float64Array && numbers.some((value) => Math.fround(value) !== value);
  const values = numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
  return { tensor: { shape, values }, place: [from, to], isRounded };
}

/** Returns the scaling of the inputs that `export` saves. */
function scalingOf(json: string, inputs: number): Scale | undefined {
  if (json === "") return undefined;
  try {
    const { shift, factor } = JSON.parse(json) as Partial<Record<string, unknown>>;
    const isFit = (numbers: unknown): numbers is number[] =>
      Array.isArray(numbers) && numbers.length === inputs && numbers.every((number) => Number.isFinite(number));
    if (!isFit(shift) || !isFit(factor)) return undefined;
    return { shift: Float64Array.from(shift), factor: Float64Array.from(factor) };
  } catch {
    return undefined;
  }
}
