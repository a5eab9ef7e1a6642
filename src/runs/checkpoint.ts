/**
 * A checkpoint: everything that training needs to go on as if it had never stopped, in one npz. Arrays W0, b0, …,
 * alpha0 where learned, optimizer/…, all float32; and `state` (uint8, JSON) with the sha256 of every array's bytes and,
 * as its last member, a checksum of its own, which version 0.1.0 neither wrote nor misses. A kept epoch has no
 * optimizer/…: those arrays are in a file beside it while it is a keyframe (keyframes.ts).
 */

import { createHash } from "node:crypto";
import * as z from "zod";
import { NetworkError } from "../core/errors";
import type { NamedArray } from "../core/layer";
import type { LayerStatistics } from "../core/statistics";
import { FormatError } from "../formats/formatError";
import type { NpyArray } from "../formats/npy";
import { readNpz, writeNpz } from "../formats/npz";
import { readOrdinaryFile } from "../formats/ordinaryFile";
import { about } from "./errors";
import { seal, unseal } from "./sealedJson";

/** JSON has no NaN and infinities: they are written as text. */
const number = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);

const layerStatistics = {
  weightNorm: number,
  gradientNorm: number,
  updateRatio: number,
  deadUnits: number,
  saturation: number,
} satisfies Record<keyof LayerStatistics, z.ZodType>;

const stateSchema = z.object({
  version: z.literal(1),
  /** Epochs finished. */
  epoch: z.int().min(0),
  /** Minibatches of the next epoch that are done. */
  batch: z.int().min(0),
  /** Updates of the whole run so far. */
  step: z.int().min(0),
  /** What has been summed up so far: the unfinished epoch's cost and rows, seconds, early stopping. */
  accumulators: z.record(z.string(), number),
  /** Of the unfinished epoch, where its sampled minibatch is among those that are done. */
  layers: z.array(z.object(layerStatistics)).optional(),
  best: z.object({ epoch: z.int().min(0), metric: z.string(), value: number }).optional(),
});
const sums = z.record(z.string(), z.string());
const storedStateSchema = stateSchema.extend({ sha256: sums, beside: sums.optional() });

export type CheckpointState = z.output<typeof stateSchema>;

export interface Checkpoint {
  arrays: NamedArray[];
  state: CheckpointState;
  /** Of one that is not whole: the sha256 of the arrays that training needs besides, which another file may hold. */
  beside?: Record<string, string> | undefined;
}

/** The bytes of the npz, made at once: the arrays may change afterwards. */
export function encodeCheckpoint({ arrays, state, beside }: Checkpoint): Uint8Array {
  const json = JSON.stringify({ ...state, sha256: sumsOf(arrays), ...(beside && { beside }) }, (_, value) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );
  const data = new TextEncoder().encode(seal(json));
  return writeNpz([
    ...arrays.map(({ name, shape, values }): [string, NpyArray] => [name, { shape, data: values }]),
    ["state", { shape: [data.length], data }],
  ]);
}

/** Every array is verified. Throws NetworkError of kind "run". */
export async function readCheckpoint(file: string): Promise<Checkpoint> {
  const bytes = await about(file, () => readOrdinaryFile(file));
  const entries = readEntries(bytes, file);
  const { sha256, beside, ...state } = readState(entries.get("state"), file);
  entries.delete("state");
  const missing = Object.keys(sha256).find((name) => !entries.has(name));
  if (missing !== undefined) throw new NetworkError("checkpoint-damaged/missing", { file, array: missing });
  const arrays = Array.from(entries, ([name, { shape, data }]): NamedArray => {
    if (!(data instanceof Float32Array)) throw new NetworkError("checkpoint-damaged/type", { file, array: name });
    if (!Object.hasOwn(sha256, name)) throw new NetworkError("checkpoint-damaged/unknown", { file, array: name });
    if (hash(data) !== sha256[name]) throw new NetworkError("checkpoint-damaged/checksum", { file, array: name });
    return { name, shape, values: data };
  });
  return { arrays, state, ...(beside && { beside }) };
}

export const sumsOf = (arrays: readonly NamedArray[]): Record<string, string> =>
  Object.fromEntries(arrays.map(({ name, values }) => [name, hash(values)]));

/** sha256 (hex) of the parameters alone: what the optimizer has accumulated follows from the same training. */
export function weightsHash({ arrays }: Pick<Checkpoint, "arrays">): string {
  const sums = sumsOf(arrays.filter(({ name }) => !name.startsWith("optimizer/")));
  const sorted = Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}

function readEntries(bytes: Uint8Array, file: string): Map<string, NpyArray> {
  try {
    return readNpz(bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new NetworkError("checkpoint-damaged/archive", { file, reason: error.message });
  }
}

function readState(entry: NpyArray | undefined, file: string): z.output<typeof storedStateSchema> {
  if (!(entry?.data instanceof Uint8Array)) throw new NetworkError("checkpoint-damaged/no-state", { file });
  const { json, intact } = unseal(Buffer.from(entry.data));
  if (!intact) throw new NetworkError("checkpoint-damaged/state-checksum", { file });
  const state = storedStateSchema.safeParse(json);
  if (!state.success) throw new NetworkError("checkpoint-damaged/state", { file });
  return state.data;
}

const hash = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  createHash("sha256")
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest("hex");
