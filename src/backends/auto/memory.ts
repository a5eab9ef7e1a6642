/** What backends remember on this machine, in JSON files of the user's cache folder. Unusable files are no error. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import envPaths from "env-paths";

/** Maximum number of entries of a file; the oldest are removed. */
const maxEntries = 200;

export class Memory<Entry> {
  /** @param name of the file */
  constructor(private readonly name: string) {}

  get(key: string): Entry | undefined {
    return this.all()[key];
  }

  /** @param entry undefined removes it */
  set(key: string, entry: Entry | undefined): void {
    const { [key]: _, ...others } = this.all();
    const entries = Object.entries(entry === undefined ? others : { ...others, [key]: entry });
    try {
      mkdirSync(join(this.file, ".."), { recursive: true });
      const temporary = `${this.file}.${process.pid}`;
      writeFileSync(temporary, JSON.stringify(Object.fromEntries(entries.slice(-maxEntries))));
      renameSync(temporary, this.file);
    } catch {
      // The next run measures again.
    }
  }

  private get file(): string {
    return join(process.env.MATRIX_NETWORK_CACHE || envPaths("matrix-network", { suffix: "" }).cache, this.name);
  }

  private all(): Record<string, Entry> {
    try {
      const found: unknown = JSON.parse(readFileSync(this.file, "utf8"));
      return typeof found === "object" && found !== null ? (found as Record<string, Entry>) : {};
    } catch {
      return {};
    }
  }
}
