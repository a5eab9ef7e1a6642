/** Follows the metrics.jsonl of a run that any process trains. */
import { type FSWatcher, watch } from "node:fs";
import { basename } from "node:path";
import { openOrdinaryFile } from "../formats/ordinaryFile";
import type { Event } from "../protocol/events";
import { about } from "./errors";
import { metricsFile, parseLines } from "./events";

/** Where the system tells nothing of changes (network drives), the file is looked at this often. */
const pollMilliseconds = 1000;
const chunkBytes = 1 << 20;

export interface Following {
  dispose(): void;
}

/**
 * Hands over all events that are there, then those that come, whole lines only and in order.
 * @param onProblem the file cannot be read, or a line is no event: nothing more will come
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
  /** The number of the line that begins there. */
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
    this.timer = setInterval(() => void this.look(), pollMilliseconds);
    this.timer.unref();
    this.watcher = this.startWatching(folder);
    void this.look();
  }

  dispose(): void {
    this.disposed = true;
    clearInterval(this.timer);
    this.watcher?.close();
  }

  private startWatching(folder: string): FSWatcher | undefined {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name === null || name === basename(this.file)) void this.look();
      });
      return watcher.on("error", () => watcher.close());
    } catch {
      return undefined;
    }
  }

  /** One reading at a time; what comes meanwhile is read after it. */
  private async look(): Promise<void> {
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
