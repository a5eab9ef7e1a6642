/**
 * How much memory this process may use. Readers state what they are about to allocate, and what does not fit is refused
 * before it is there. Half of what is free where nobody has set a bound.
 */
import { freemem } from "node:os";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { FormatError } from "./formatError";

/** Child processes get the bound by this variable: "2GB". */
export const memoryVariable = "MATRIX_NETWORK_MEMORY";

/** Less is not counted: asking for the memory in use takes longer. */
const uncounted = 2 ** 20;

let bound: number | undefined;

/** @param bytes undefined: what the environment says, or half of what is free */
export function setMemoryBound(bytes: number | undefined): void {
  bound = bytes;
}

/** Throws a FormatError where the environment says no size. */
export function memoryBound(): number {
  bound ??= boundOfEnvironment() ?? Math.floor(freeMemory() / 2);
  return bound;
}

function boundOfEnvironment(): number | undefined {
  const text = process.env[memoryVariable];
  if (!text) return undefined;
  const bytes = parseMemorySize(text);
  if (bytes === undefined) throw new FormatError("memory-size", { text });
  return bytes;
}

/** "512MB", "1.5 GB" or a number of bytes; undefined for other texts and for less than a megabyte. */
export function parseMemorySize(text: string): number | undefined {
  const [, digits, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?\s*$/i.exec(text) ?? [];
  const bytes = Math.floor(Number(digits) * 1024 ** " kmgt".indexOf(unit.toLowerCase() || " "));
  return bytes >= uncounted && Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** Free to this process: a container may have less than the machine. */
function freeMemory(): number {
  if (process.availableMemory) return process.availableMemory();
  const constrained = process.constrainedMemory?.() ?? 0;
  return constrained > 0 ? Math.min(constrained, freemem()) : freemem();
}

/** Throws a FormatError where so many bytes more do not fit. */
export function claimMemory(bytes: number): void {
  if (bytes < uncounted) return;
  const room = roomFor(bytes);
  if (room < bytes)
    throw new FormatError("memory-bound", { needed: memoryBound() - room + bytes, bound: memoryBound() });
}

/**
 * How many bytes fit, so that as many as are wanted are not refused for what is garbage; at least 1.
 * @param wanted undefined: as many as there are
 */
export function roomFor(wanted = Number.POSITIVE_INFINITY): number {
  const room = memoryBound() - usedMemory();
  if (room >= wanted) return room;
  collectGarbage();
  return Math.max(1, memoryBound() - usedMemory());
}

function usedMemory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

let collect: (() => void) | undefined;

/** Node offers no function for it before it is started with a flag, or asked like this. */
function collectGarbage(): void {
  try {
    setFlagsFromString("--expose-gc");
    collect ??= runInNewContext("gc") as () => void;
    collect();
  } catch {
    // Then garbage counts, too.
  }
}
