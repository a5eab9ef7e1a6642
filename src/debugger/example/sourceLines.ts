/** Maps operations to lines of the config file. Lines are counted from 0. */
import { readFileSync } from "node:fs";
import { ConfigDocument } from "../../config/check/document";
import { outlineOf, type TextRange } from "../../config/editor/outline";
import type { Step } from "./debuggee";

interface Lines {
  readonly first: number;
  readonly last: number;
}

export class SourceLines {
  private readonly layers: readonly Lines[];
  private readonly sections: Readonly<Record<string, Lines>>;

  /** @param text of the current config, which may have changed since it was trained */
  constructor(text: string) {
    const outline = outlineOf(new ConfigDocument(text));
    const lineOf = (offset: number) => text.slice(0, offset).split("\n").length - 1;
    const lines = ({ offset, length }: TextRange) => ({ first: lineOf(offset), last: lineOf(offset + length) });
    this.layers = outline.layers.map(lines);
    this.sections = Object.fromEntries(Object.entries(outline.sections).map(([name, each]) => [name, lines(each)]));
  }

  /** Reads the lines of a file; none if it cannot be read. */
  static of(file: string): SourceLines {
    try {
      return new SourceLines(readFileSync(file, "utf8"));
    } catch {
      return new SourceLines("");
    }
  }

  /** Returns the line of an operation; undefined if the file has none. */
  lineOf({ layer, phase }: Partial<Step>): number | undefined {
    if (layer !== undefined) return this.layers[layer]?.first;
    const { data, cost, layers } = this.sections;
    if (phase === "input") return data?.first;
    return (cost ?? layers)?.[phase === "end" ? "last" : "first"];
  }

  /** Returns the line that a breakpoint moves to: that of the layer, the data or the cost around it. */
  breakable(line: number): number | undefined {
    const { data, cost } = this.sections;
    const all = [...this.layers, data, cost].filter((lines) => lines !== undefined);
    return all.find(({ first, last }) => line >= first && line <= last)?.first;
  }
}
