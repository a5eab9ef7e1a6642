/** Finds the runs of a folder that windows compare, by their marks (comparedMark.ts). */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { comparedFolder } from "./folders";
import { type Holder, type ReadOptions, readHolderOf } from "./holder";
import { readLock } from "./lockFile";
import { type Machine, thisMachine } from "./machine";

/** Validity of a mark after its process ended: a window that reloads is a new process, which renews the old marks. */
const reloadMilliseconds = 60_000;

const markSchema = z.looseObject({ runs: z.array(z.string()) });

export interface Comparing {
  /** The mark's machine, if this one cannot check the process. */
  readonly host?: string;
}

/** Returns who compares each run folder. Marks are judged like locks; those of closed windows are ignored. */
export async function findCompared(runsDir: string, look: ReadOptions = {}): Promise<Map<string, Comparing>> {
  const found = new Map<string, Comparing>();
  for (const { holder, runs } of await readMarks(runsDir, look)) {
    if (!holder) continue;
    const host = holder.isCertain ? undefined : holder.lock?.host;
    for (const run of runs) {
      const folder = join(runsDir, run);
      // Of two marks the certain one counts.
      if (host === undefined) found.set(folder, {});
      else if (!found.has(folder)) found.set(folder, { host });
    }
  }
  return found;
}

/** Removes marks of closed windows. */
export async function removeDeadMarks(runsDir: string, look: ReadOptions = {}): Promise<void> {
  for (const { file, holder } of await readMarks(runsDir, look)) {
    if (!holder) await rm(file, { force: true }).catch(() => {});
  }
}

interface Mark {
  readonly file: string;
  /** Undefined if the window is closed. */
  readonly holder: Holder | undefined;
  readonly runs: readonly string[];
}

async function readMarks(runsDir: string, look: ReadOptions): Promise<Mark[]> {
  const folder = comparedFolder(runsDir);
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => /^[0-9a-f]{16}\.json$/.test(name)).map((name) => join(folder, name));
  const marks = await Promise.all(files.map((file) => readMark(file, look)));
  return marks.filter((mark) => mark !== undefined);
}

/** Returns undefined if the mark was removed meanwhile. Throws NetworkError of kind "run" if it cannot be read. */
async function readMark(file: string, look: ReadOptions): Promise<Mark | undefined> {
  const found = await readLock(file);
  if (!found) return undefined;
  const machine = look.machine ?? (await thisMachine());
  const holder = await readHolderOf(file, { ...look, machine });
  const { lock } = found;
  const isFresh = lock !== undefined && isOf(lock, machine) && ageOf(lock.heartbeat) < reloadMilliseconds;
  return { file, holder: holder ?? (isFresh ? { lock, isCertain: true } : undefined), runs: runsIn(found.text) };
}

/** Returns true for this machine's marks, whose times can be compared. */
const isOf = ({ host, boot }: { host: string; boot?: string | undefined }, { self }: Machine) =>
  host === self.host && boot === self.boot;

const ageOf = (heartbeat: string) => Math.abs(Date.now() - Date.parse(heartbeat));

function runsIn(text: string): readonly string[] {
  try {
    return markSchema.parse(JSON.parse(text)).runs;
  } catch {
    return [];
  }
}
