/** Follows the metrics.jsonl of a run that any process trains. */
import { type FSWatcher, watch } from "node:fs";
import { basename } from "node:path";
import { openOrdinaryFile } from "../formats/ordinaryFile";
import type { Event } from "../protocol/events";
import { about } from "./errors";
import { metricsFile, parseLines } from "./events";

/** Polling interval where the system reports no changes (network drives). */
const pollMilliseconds = 1000;
const chunkBytes = 1 << 20;

export interface Following {
  dispose(): void;
}

/**
 * Passes on all existing events, then new ones, as whole lines and in order.
 * @param onProblem called if the file cannot be read, or a line is no event; nothing follows
 */
export function followEvents(
  folder: string,
  onEvents: (events: Event[]) => void,
  onProblem: (error: Error) => void = () => {},
): Following {
  return new Follower(folder, onEvents, onProblem);
}

class Follower implements Following {
  private readonly file: string;
  private readonly timer: NodeJS.Timeout;
  private readonly watcher: FSWatcher | undefined;
  private offset = 0;
  /** Number of the line at the current offset. */
  private line = 1;
  private disposed = false;
  private reading = false;
  private again = false;

  constructor(
    folder: string,
    private readonly onEvents: (events: Event[]) => void,
    private readonly onProblem: (error: Error) => void,
  ) {
    this.file = metricsFile(folder);
    this.timer = setInterval(() => void this.poll(), pollMilliseconds);
    this.timer.unref();
    this.watcher = this.startWatching(folder);
    void this.poll();
  }

  dispose(): void {
    this.disposed = true;
    clearInterval(this.timer);
    this.watcher?.close();
  }

  private startWatching(folder: string): FSWatcher | undefined {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name === null || name === basename(this.file)) void this.poll();
      });
      return watcher.on("error", () => watcher.close());
    } catch {
      return undefined;
    }
  }

  /** Reads new lines, one read at a time; changes during a read cause another one. */
  private async poll(): Promise<void> {
    this.again = true;
    if (this.reading) return;
    this.reading = true;
    try {
      while (this.again && !this.disposed) {
        this.again = false;
        await this.readOn();
      }
    } catch (error) {
      if (!this.disposed) {
        this.dispose();
        this.onProblem(error as Error);
      }
    } finally {
      this.reading = false;
    }
  }

  private async readOn(): Promise<void> {
    const bytes = await about(this.file, () => this.nextLines());
    const { events, lines } = parseLines(bytes, this.file, this.line);
    this.offset += bytes.length;
    this.line += lines;
    if (events.length > 0 && !this.disposed) this.onEvents(events);
  }

  private async nextLines(): Promise<Buffer> {
    const handle = await openOrdinaryFile(this.file);
    try {
      const { size } = await handle.stat();
      const length = Math.min(size - this.offset, chunkBytes);
      if (length <= 0) return Buffer.alloc(0);
      if (size - this.offset > length) this.again = true;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, this.offset);
      return buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf(0x0a) + 1);
    } finally {
      await handle.close();
    }
  }
}
