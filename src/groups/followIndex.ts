/**
 * Reads what is new in index.jsonl, in pieces: of ten thousand trials it holds megabytes, and those who show them must
 * stay able to answer meanwhile.
 */
import { type FileHandle, open } from "node:fs/promises";
import { about } from "../runs/errors";
import { type IndexLine, readIndexLine } from "./indexLines";
import { indexFile } from "./names";
import type { EndedTrial } from "./trial";

const pieceBytes = 16 * 1024;
const newline = 10;

export interface IndexedGeneration {
  readonly generation: number;
  readonly ended: readonly EndedTrial[];
}

export class IndexFollower {
  /** Where the first line begins that was not read whole. */
  private offset = 0;
  /** Of generations that are not there with all their trials yet. */
  private parts = new Map<number, Map<number, IndexLine>>();

  constructor(private readonly group: string) {}

  /** Generations that are there with all their trials since the last call, a piece of the file at a time. */
  async *read(): AsyncGenerator<readonly IndexedGeneration[]> {
    const file = indexFile(this.group);
    const handle = await about(file, () => openIfThere(file));
    if (!handle) return;
    try {
      if ((await handle.stat()).size < this.offset) {
        // Somebody has written it anew.
        this.offset = 0;
        this.parts.clear();
      }
      for (let size = pieceBytes; ; ) {
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(size), 0, size, this.offset);
        const end = buffer.subarray(0, bytesRead).lastIndexOf(newline) + 1;
        if (end === 0) {
          if (bytesRead < size) return;
          // A line that is longer than a piece.
          size *= 2;
          continue;
        }
        this.offset += end;
        yield this.take(buffer.toString("utf8", 0, end));
      }
    } finally {
      await handle.close();
    }
  }

  private take(text: string): IndexedGeneration[] {
    const whole: IndexedGeneration[] = [];
    for (const line of text.split("\n")) {
      const read = line === "" ? undefined : readIndexLine(line);
      if (!read) continue;
      const { trial, generation } = read.proposal;
      const lines = this.parts.get(generation) ?? new Map<number, IndexLine>();
      this.parts.set(generation, lines.set(trial, read));
      if (lines.size < read.of) continue;
      this.parts.delete(generation);
      whole.push({ generation, ended: [...lines.values()].map(({ proposal, result }) => ({ proposal, result })) });
    }
    return whole;
  }
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
