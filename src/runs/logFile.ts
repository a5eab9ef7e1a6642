/** log.txt: the trainer's messages with their time; when it grows too long, its older half is dropped. */
import { appendFile, open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { atomicWrite } from "./atomicWrite";

const maxBytes = 1_000_000;
const fileName = "log.txt";

export class LogFile {
  private readonly file: string;
  private queue: Promise<void> = Promise.resolve();
  private size: number | undefined;

  constructor(
    folder: string,
    private readonly limit = maxBytes,
  ) {
    this.file = join(folder, fileName);
  }

  /** Writes a line soon; `flush` waits for it. Failures are ignored. */
  write(line: string): void {
    const text = `${new Date().toISOString()} ${line.trimEnd().replaceAll("\n", "\n  ")}\n`;
    this.queue = this.queue.then(() => this.append(text)).catch(() => {});
  }

  async flush(): Promise<void> {
    await this.queue;
  }

  private async append(text: string): Promise<void> {
    this.size ??= await stat(this.file).then(
      ({ size }) => size,
      () => 0,
    );
    await appendFile(this.file, text);
    this.size += Buffer.byteLength(text);
    if (this.size > this.limit) await this.shorten();
  }

  private async shorten(): Promise<void> {
    const bytes = await readFile(this.file);
    const half = bytes.length - this.limit / 2;
    const newest = bytes.subarray(bytes.indexOf("\n", half) + 1);
    await atomicWrite(this.file, newest, { sync: false });
    this.size = newest.length;
  }
}

/** Returns the last lines of a run's log, oldest first; empty without a log. */
export async function readLog(folder: string, lines: number): Promise<string[]> {
  const handle = await open(join(folder, fileName)).catch(() => undefined);
  if (!handle) return [];
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, 300 * lines);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString("utf8").trimEnd().split("\n").slice(-lines);
  } finally {
    await handle.close();
  }
}
