/**
 * Python pickles, protocols 0 to 5, as far as arrays of numbers need them: numbers, strings, tuples, lists,
 * dictionaries and NumPy arrays. A pickle is a program; nothing of it is ever executed: names that are not in the
 * tables below are rejected. Source: CPython, Lib/pickletools.py; numpy/core/src/multiarray/methods.c (array_setstate).
 */
import { FormatError } from "./formatError";
import { PickleBytes } from "./pickleBytes";
import { PickleMachine } from "./pickleMachine";
import type { Pickled } from "./pickleObjects";
import { seemsToBe } from "./signature";

export { type Pickled, PickledArray } from "./pickleObjects";

/** Parses a pickle; throws FormatError. */
export function parsePickle(bytes: Uint8Array): Pickled {
  // Protocols from 2 on start with their number; protocol 0 with a group, an empty collection or an array.
  if (bytes[0] !== 0x80 && !"(])}c".includes(String.fromCharCode(bytes[0]))) {
    throw new FormatError("pickle-magic", { found: seemsToBe(bytes) });
  }
  return new PickleMachine(new PickleBytes(bytes)).run();
}
