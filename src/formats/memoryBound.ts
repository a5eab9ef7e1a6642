/**
 * Memory limit of this process. Readers announce allocations in advance, and those that do not fit are rejected. The
 * default limit is half of the free memory.
 */
import { freemem } from "node:os";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { FormatError } from "./formatError";

/** Environment variable that passes the limit to child processes, such as "2GB". */
export const memoryVariable = "MATRIX_NETWORK_MEMORY";

/** Smaller allocations are not checked: reading the memory in use takes longer. */
const uncheckedBytes = 2 ** 20;

let bound: number | undefined;

/** Sets the limit. @param bytes undefined: from the environment, else half of the free memory */
export function setMemoryBound(bytes: number | undefined): void {
  bound = bytes;
}

/** Returns the limit; throws a FormatError if the environment variable is not a size. */
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

/** Parses "512MB", "1.5 GB" or a number of bytes; returns undefined for other texts and for less than a megabyte. */
export function parseMemorySize(text: string): number | undefined {
  const [, digits, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?\s*$/i.exec(text) ?? [];
  const bytes = Math.floor(Number(digits) * 1024 ** " kmgt".indexOf(unit.toLowerCase() || " "));
  return bytes >= uncheckedBytes && Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** Returns the memory free to this process: a container may have less than the machine. */
function freeMemory(): number {
  if (process.availableMemory) return process.availableMemory();
  const constrained = process.constrainedMemory?.() ?? 0;
  return constrained > 0 ? Math.min(constrained, freemem()) : freemem();
}

/** Throws a FormatError if an allocation of this many bytes does not fit. */
export function claimMemory(bytes: number): void {
  if (bytes < uncheckedBytes) return;
  const room = roomFor(bytes);
  if (room < bytes)
    throw new FormatError("memory-bound", { needed: memoryBound() - room + bytes, bound: memoryBound() });
}

/**
 * Returns the number of bytes that fit, at least 1; collects garbage first if fewer than wanted are free.
 * @param wanted bytes needed; default: no limit
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

/** Runs the garbage collector. Node exposes it only with a flag, at start or as here. */
function collectGarbage(): void {
  try {
    setFlagsFromString("--expose-gc");
    collect ??= runInNewContext("gc") as () => void;
    collect();
  } catch {
    // Without the collector, garbage counts as used memory.
  }
}
