/** Trains a run again from its manifest, in a temporary folder, and compares the weights. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NetworkError } from "../../core/errors";
import type { NamedArray } from "../../core/layer";
import { runOfFolder } from "../../groups/finalRun";
import type { Event } from "../../protocol/events";
import { type Checkpoint, readCheckpoint } from "../../runs/checkpoint";
import { readKeyframe } from "../../runs/keyframes";
import { readManifest } from "../../runs/manifest";
import { type NewestEpoch, newestEpoch } from "../../runs/newestCheckpoint";
import { readRecordedRun } from "../../runs/recordedRun";
import type { Overrides } from "../experiment/overrides";
import { Session } from "../session/session";

export interface Verification {
  /** Epoch at whose end the weights were compared. */
  epoch: number;
  /** Backends of the first and of the repeated training. */
  backend: string;
  again: string;
  /** True if all bits are equal, the optimizer's accumulators and best.npz included. */
  same: boolean;
  /** max |again − recorded| over all weights and biases; `relative` is divided by max |recorded|. */
  difference: number;
  relative: number;
  /** File that was compared instead of last.npz, and why, if last.npz is not of the end of that epoch. */
  instead?: { file: string; because: string };
  /** Set if best.npz, which predict and evaluate use, differs: its epoch, and the best one of the repeated training. */
  best?: { epoch: number; again?: number };
  /** Number of values set in the debugger up to that epoch and set again; absent if there are none. */
  edited?: number;
  /** The optimizer's accumulators of that epoch were not saved and not compared. */
  weightsOnly?: true;
}

interface Options extends Pick<Overrides, "backend" | "threads"> {
  /** Called with every event of the training. */
  onEvent?: (event: Event) => void;
}

/** @param given folder of a run, or of a group, whose final network is trained again */
export async function verifyRun(given: string, { onEvent, ...overrides }: Options = {}): Promise<Verification> {
  const folder = runOfFolder(given);
  const { backend } = await readManifest(folder);
  const recordedRun = await readRecordedRun(folder);
  const newest = await newestEpoch(folder, recordedRun);
  const { file, checkpoint: recorded } = foundIn(newest, folder);
  const { epoch } = recorded.state;
  const edited = recordedRun.edits.filter((each) => each.epoch <= epoch).length;
  const because = newest.last && whyNotLast(newest.last);
  const weightsOnly = recorded.beside !== undefined && !recorded.arrays.some(isAccumulator);
  const runsDir = await mkdtemp(join(tmpdir(), "matrix-network-verify-"));
  try {
    const session = new Session({ again: folder, runsDir, keepEvery: epoch, ...overrides });
    const found = { run: "", backend: "" };
    session.onEvent((event) => {
      if (event.type === "started") Object.assign(found, { run: event.run, backend: event.backend });
      // The epoch is saved before the session stops; a long run has no `checkpoint` event for every epoch.
      if (event.type === "epoch" && event.epoch === epoch) session.stop();
      onEvent?.(event);
    });
    await session.run();
    // The only saved epoch is the newest: a keyframe.
    const again = await readKeyframe(found.run, epoch);
    const arrays = (again?.arrays ?? []).filter((array) => !weightsOnly || !isAccumulator(array));
    const compared = compare(recorded.arrays, arrays);
    const best = await differenceOfBest({ folder, again: found.run, epoch });
    return {
      epoch,
      backend,
      again: found.backend,
      ...compared,
      same: compared.same && best === undefined,
      ...(best && { best }),
      ...(because !== undefined && { instead: { file, because } }),
      ...(edited > 0 && { edited }),
      ...(weightsOnly && { weightsOnly }),
    };
  } finally {
    await rm(runsDir, { recursive: true, force: true });
  }
}

/** Throws a NetworkError if no saved epoch can be compared. */
function foundIn({ found, last }: NewestEpoch, folder: string): NonNullable<NewestEpoch["found"]> {
  if (found) return found;
  if (!(last instanceof NetworkError) || last.code === "run-missing") throw new NetworkError("no-epoch", { folder });
  throw new NetworkError("checkpoint-damaged/all", { folder, what: whatOf(last) });
}

/** Returns undefined if best.npz is the same, is of an epoch after the compared one, or cannot be read. */
async function differenceOfBest({ folder, again, epoch }: { folder: string; again: string; epoch: number }) {
  const [recorded, repeated] = await Promise.all([folder, again].map(bestOf));
  if (!recorded || recorded.state.batch > 0 || recorded.state.epoch > epoch) return undefined;
  const isSame = repeated?.state.epoch === recorded.state.epoch && compare(recorded.arrays, repeated.arrays).same;
  return isSame ? undefined : { epoch: recorded.state.epoch, ...(repeated && { again: repeated.state.epoch }) };
}

const bestOf = (folder: string): Promise<Checkpoint | undefined> =>
  readCheckpoint(join(folder, "best.npz")).catch(() => undefined);

function whyNotLast(last: NonNullable<NewestEpoch["last"]>): string {
  if (last instanceof NetworkError) return whatOf(last);
  const { epoch, batch } = last.state;
  return batch > 0 ? `last.npz was saved within epoch ${epoch + 1}` : "last.npz was saved before the first epoch";
}

/** Returns the message without its fix, which does not apply here. */
const whatOf = ({ message }: NetworkError): string => message.split("; ", 1)[0];

const isAccumulator = ({ name }: Pick<NamedArray, "name">): boolean => name.startsWith("optimizer/");

function compare(recorded: NamedArray[], again: NamedArray[]): Pick<Verification, "same" | "difference" | "relative"> {
  const byName = new Map(again.map(({ name, values }) => [name, values]));
  let same = recorded.length === again.length;
  let difference = 0;
  let largest = 0;
  for (const { name, values } of recorded) {
    const others = byName.get(name) ?? new Float32Array(values.length).fill(Number.NaN);
    const bits = new Uint32Array(values.slice().buffer);
    const otherBits = new Uint32Array(others.slice().buffer);
    same &&= bits.every((bit, i) => bit === otherBits[i]);
    if (isAccumulator({ name })) continue;
    for (let i = 0; i < values.length; i++) {
      difference = Math.max(difference, Math.abs(others[i] - values[i]));
      largest = Math.max(largest, Math.abs(values[i]));
    }
  }
  return { same, difference, relative: largest > 0 ? difference / largest : difference };
}
