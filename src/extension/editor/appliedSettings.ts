/** The current settings of a training: those it was started with, and later changes. */
import type { ChangeablePath } from "../../config/compare/changeable";
import type { TrainingProcess } from "../process/trainingProcess";

type Settings = Record<ChangeablePath, number>;

const starts = new WeakMap<TrainingProcess, Promise<Settings>>();
/** Listens to changes from now on. */
export function followChanges(training: TrainingProcess, onChange: () => void): void {
  training.onEvent((event) => event.type === "changed" && onChange());
}

/** Returns undefined if the run folder cannot be read. */
export async function currentSettings(training: TrainingProcess): Promise<Settings | undefined> {
  if (!training.folder) return undefined;
  const start = starts.get(training) ?? readStart(training.folder);
  starts.set(training, start);
  try {
    return { ...(await start), ...Object.fromEntries(training.changes) };
  } catch {
    return undefined;
  }
}

async function readStart(folder: string): Promise<Settings> {
  const [{ readManifest }, { changeableOf }] = await Promise.all([
    import("../../runs/manifest"),
    import("../../config/compare/changeable"),
  ]);
  return changeableOf((await readManifest(folder)).config);
}
