/** The stops of an example: breakpoints on lines of configs, and values that are not finite. Lines count from 0. */

import { notFiniteText } from "../language";
import type { Debuggee } from "./debuggee";
import { SourceLines } from "./sourceLines";

export class Stops {
  atNonFinite = true;
  private readonly lines = new Map<string, ReadonlySet<number>>();

  /** Replaces the breakpoints of a file. Returns the line of each; undefined for lines without an operation. */
  setLines(file: string, lines: readonly number[]): (number | undefined)[] {
    const sourceLines = SourceLines.of(file);
    const moved = lines.map((line) => sourceLines.breakable(line));
    this.lines.set(file, new Set(moved.filter((line) => line !== undefined)));
    return moved;
  }

  /** Returns true if the next operation has a breakpoint. */
  isAt(debuggee: Debuggee, sourceLines: SourceLines): boolean {
    const line = sourceLines.lineOf(debuggee.step());
    return line !== undefined && this.lines.get(debuggee.config.path)?.has(line) === true;
  }
}

export interface Stopped {
  readonly reason: "step" | "breakpoint" | "exception";
  /** Message that names the values that are not finite. */
  readonly problem?: string;
}

/** Steps forward (1) or back (−1) until `isThere` or an end. Returns undefined if it already was at that end. */
export async function walk(
  debuggee: Debuggee,
  direction: 1 | -1,
  { isThere, reason, atNonFinite }: { isThere: () => boolean; reason: Stopped["reason"]; atNonFinite: boolean },
): Promise<Stopped | undefined> {
  const last = debuggee.length - 1;
  if (direction > 0 && debuggee.place === last) return undefined;
  while (direction > 0 ? debuggee.place < last : debuggee.place > 0) {
    const bad = direction > 0 ? await debuggee.next() : debuggee.back();
    if (bad.length > 0 && atNonFinite) {
      return { reason: "exception", problem: notFiniteText(bad) };
    }
    if (isThere()) return { reason };
  }
  return { reason: "step" };
}
