/** The file `lock`: the process that writes a run folder, as JSON. */
import { join } from "node:path";
import * as z from "zod";
import { readOrdinaryFile } from "../formats/ordinaryFile";
import { about } from "./errors";
import type { ProcessIdentity } from "./machine";
import { patiently } from "./patiently";

const lockSchema = z.object({
  pid: z.int(),
  host: z.string(),
  /** UTC in ISO 8601: for users, and for versions without the counter. */
  heartbeat: z.iso.datetime(),
  /** Distinguishes two locks of the same process. */
  token: z.string(),
  boot: z.string().optional(),
  namespace: z.string().optional(),
  started: z.string().optional(),
  /** Counter, incremented with every heartbeat; absent from locks of version 0.1.0. */
  beats: z.int().optional(),
  /** Address of the control socket. */
  socket: z.string().optional(),
});
export type LockContents = z.output<typeof lockSchema>;

/** A lock as read from its file. */
export interface FoundLock {
  text: string;
  /** Undefined if the file is damaged, or is being written. */
  lock?: LockContents | undefined;
}

export const lockFile = (folder: string): string => join(folder, "lock");

/** Reads a lock; undefined without one. Throws NetworkError of kind "run" if it cannot be read. */
export async function readLock(file: string): Promise<FoundLock | undefined> {
  return about(file, async () => {
    try {
      const text = String(await patiently(() => readOrdinaryFile(file)));
      return { text, lock: parseLock(text) };
    } catch (error) {
      if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
      throw error;
    }
  });
}

function parseLock(text: string): LockContents | undefined {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export interface LockValues {
  self: ProcessIdentity;
  token: string;
  beats: number;
  socket?: string | undefined;
}

export function formatLock({ self, token, beats, socket }: LockValues): string {
  const { pid, host, boot, namespace, started } = self;
  const heartbeat = new Date().toISOString();
  const lock: LockContents = { pid, host, heartbeat, token, boot, namespace, started, beats, socket };
  return `${JSON.stringify(lock)}\n`;
}
