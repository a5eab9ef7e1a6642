/**
 * A checkpoint: the complete training state in one npz, from which training resumes as if never interrupted. Arrays W0,
 * b0, …, alpha0 if learned, optimizer/…, all float32; and `state` (uint8, JSON) with the sha256 of every array's bytes
 * and, as its last member, a checksum of itself, absent from files of version 0.1.0. A kept epoch has no optimizer/…:
 * while it is a keyframe, those arrays are in a second file (keyframes.ts).
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
const number: z.ZodType<number> = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);

const layerStatistics = {
  weightNorm: number,
  gradientNorm: number,
  updateRatio: number,
  deadUnits: number,
  saturation: number,
} satisfies Record<keyof LayerStatistics, z.ZodType>;

const stateSchema = z.object({
  version: z.literal(1),
  /** Number of completed epochs. */
  epoch: z.int().min(0),
  /** Number of completed minibatches of the next epoch. */
  batch: z.int().min(0),
  /** Number of updates of the whole run so far. */
  step: z.int().min(0),
  /** Sums of the unfinished epoch: cost and rows, seconds, early stopping. */
  accumulators: z.record(z.string(), number),
  /** Layer statistics of the unfinished epoch, once its sampled minibatch is completed. */
  layers: z.array(z.object(layerStatistics)).optional(),
  best: z.object({ epoch: z.int().min(0), metric: z.string(), value: number }).optional(),
});
const sums = z.record(z.string(), z.string());
const storedStateSchema = stateSchema.extend({ sha256: sums, beside: sums.optional() });

export type CheckpointState = z.output<typeof stateSchema>;

export interface Checkpoint {
  arrays: NamedArray[];
  state: CheckpointState;
  /** In an incomplete checkpoint: the sha256 of the missing arrays, which another file may contain. */
  beside?: Record<string, string> | undefined;
}

/** Returns the bytes of the npz, built synchronously: the arrays may change afterwards. */
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

/** Reads a checkpoint and verifies every array. Throws NetworkError of kind "run". */
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

/**
 * Returns the sha256 (hex) of the parameters without the optimizer's accumulators, which follow from the same training.
 */
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
    throw new NetworkError("checkpoint-damaged/archive", { file, reason: error });
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
