/** The current settings of a training in this window: those it was started with, and changes since. */
import type { ChangeablePath } from "../../config/compare/changeable";
import type { TrainingProcess } from "../process/trainingProcess";

type Settings = Record<ChangeablePath, number>;

const starts = new WeakMap<TrainingProcess, Promise<Settings>>();
const changes = new WeakMap<TrainingProcess, Map<string, unknown>>();

/** Records changes from now on. */
export function followChanges(training: TrainingProcess, onChange: () => void): void {
  const changed = new Map<string, unknown>();
  changes.set(training, changed);
  training.onEvent((event) => {
    if (event.type !== "changed") return;
    changed.set(event.path, event.to);
    onChange();
  });
}

/** Undefined if the run folder cannot be read. */
export async function currentSettings(training: TrainingProcess): Promise<Settings | undefined> {
  if (!training.folder) return undefined;
  const start = starts.get(training) ?? readStart(training.folder);
  starts.set(training, start);
  try {
    return { ...(await start), ...Object.fromEntries(changes.get(training) ?? []) };
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
