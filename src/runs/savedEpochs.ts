/** The epochs of a run with weights in epochs/<n>.npz. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { about } from "./errors";

/** Returns them in ascending order, from 1; the start (0) is no epoch. Throws NetworkError of kind "run". */
export async function savedEpochs(folder: string): Promise<number[]> {
  const epochs = join(folder, "epochs");
  const names = await about(epochs, () =>
    readdir(epochs).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    }),
  );
  const found = names.flatMap((name) => /^([1-9]\d*)\.npz$/.exec(name)?.[1] ?? []);
  return found.map(Number).sort((a, b) => a - b);
}
