/**
 * The stdout and stderr of a detached process: a temporary file, removed with the process or the window. If it is
 * removed while the process still writes, it disappears when the process ends.
 */
import { randomBytes } from "node:crypto";
import { openSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class OutputFile {
  private constructor(
    private readonly file: string,
    /** File descriptor for the process; the caller closes it after starting the process. */
    readonly descriptor: number,
  ) {}

  static create(): OutputFile {
    const file = join(tmpdir(), `matrix-network-${process.pid}-${randomBytes(4).toString("hex")}.out`);
    // Exclusive and private: other users cannot read it or have put a link in its place.
    return new OutputFile(file, openSync(file, "wx", 0o600));
  }

  /** Returns the last lines that are not empty, oldest first. */
  async lines(count: number): Promise<string[]> {
    const text = await readFile(this.file, "utf8").catch(() => "");
    return text
      .split(/\r?\n/)
      .filter((line) => line.trim())
      .slice(-count);
  }

  remove(): void {
    try {
      rmSync(this.file, { force: true });
    } catch {
      // Some systems keep an open file; it is left to their cleanup of temporary files.
    }
  }
}
