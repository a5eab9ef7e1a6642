/** Reads new lines of index.jsonl in chunks, to stay responsive: for ten thousand trials it has megabytes. */
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
  /** Offset of the first line that was not read completely. */
  private offset = 0;
  /** Generations whose trials are not all there yet. */
  private parts = new Map<number, Map<number, IndexLine>>();

  constructor(private readonly group: string) {}

  /** Yields generations completed since the last call, one chunk of the file at a time. */
  async *read(): AsyncGenerator<readonly IndexedGeneration[]> {
    const file = indexFile(this.group);
    const handle = await about(file, () => openIfThere(file));
    if (!handle) return;
    try {
      if ((await handle.stat()).size < this.offset) {
        // The file was written anew.
        this.offset = 0;
        this.parts.clear();
      }
      for (let size = pieceBytes; ; ) {
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(size), 0, size, this.offset);
        const end = buffer.subarray(0, bytesRead).lastIndexOf(newline) + 1;
        if (end === 0) {
          if (bytesRead < size) return;
          // A line longer than the chunk.
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
