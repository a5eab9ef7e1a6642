/**
 * What a detached process writes to stdout and stderr: a temporary file, which goes with the process or with the
 * window. Removed while the process still writes, it is gone when that ends too.
 */
import { randomBytes } from "node:crypto";
import { openSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class OutputFile {
  private constructor(
    private readonly file: string,
    /** For the process; whoever starts it closes its own. */
    readonly descriptor: number,
  ) {}

  static create(): OutputFile {
    const file = join(tmpdir(), `matrix-network-${process.pid}-${randomBytes(4).toString("hex")}.out`);
    // Others of this machine read nothing of it, and have not put a link in its place.
    return new OutputFile(file, openSync(file, "wx", 0o600));
  }

  /** The last lines that are not empty, oldest first. */
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
      // Some systems keep a file that is open: the system's own cleaning takes it.
    }
  }
}
