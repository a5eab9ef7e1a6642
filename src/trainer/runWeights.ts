/** Finds the weights of an epoch in a run folder. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import { type Checkpoint, readCheckpoint } from "../runs/checkpoint";
import type { WhichWeights } from "./whichWeights";

/** Throws a NetworkError of kind "run" where these weights were not kept. */
export async function readWeights(folder: string, which: WhichWeights): Promise<Checkpoint> {
  if (which === "best" || which === "last") return readNamed(folder, which);
  const kept = `epochs/${which}.npz`;
  if (existsSync(join(folder, kept))) return readCheckpoint(join(folder, kept));
  for (const file of ["best.npz", "last.npz"]) {
    if (!existsSync(join(folder, file))) continue;
    const checkpoint = await readCheckpoint(join(folder, file));
    if (checkpoint.state.epoch === which && checkpoint.state.batch === 0) return checkpoint;
  }
  throw new NetworkError(
    "run",
    "epoch-not-kept",
    `${folder}: the weights of epoch ${which} were not kept; choose another epoch, or set training.keepEvery`,
  );
}

async function readNamed(folder: string, which: "best" | "last"): Promise<Checkpoint> {
  const best = join(folder, "best.npz");
  const last = join(folder, "last.npz");
  if (which === "best" && existsSync(best)) return readCheckpoint(best);
  if (existsSync(last)) return readCheckpoint(last);
  throw new NetworkError("run", "no-weights", `${folder}: no weights were saved yet; train it first`);
}
