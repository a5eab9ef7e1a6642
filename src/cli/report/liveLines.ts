/** Live lines at the end of a terminal: drawn, erased and redrawn in place. */

const csi = "\u001b[";
export const hideCursor = `${csi}?25l`;
export const showCursor = `${csi}?25h`;

/** The parts of a terminal stream that reports use. */
export type Out = Pick<NodeJS.WriteStream, "columns"> & { write(text: string): unknown };

export class LiveLines {
  private lines = 0;

  constructor(private readonly out: Out) {}

  /** Replaces the drawn lines; `above` is printed permanently. No line may be wider than the terminal. */
  draw(lines: readonly string[], above = ""): void {
    this.out.write(`${this.erasure()}${above}${lines.join("\n")}`);
    this.lines = lines.length;
  }

  erase(above = ""): void {
    this.out.write(`${this.erasure()}${above}`);
    this.lines = 0;
  }

  private erasure(): string {
    if (this.lines === 0) return "";
    return `${this.lines > 1 ? `${csi}${this.lines - 1}A` : ""}\r${csi}J`;
  }
}
