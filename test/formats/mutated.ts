/**
 * Damages files as disks, downloads and editors do; drawn by fast-check, so that a failure can be replayed and shrunk.
 */
import fc from "fast-check";

const damage = fc.record({
  kind: fc.constantFrom("set", "flip", "cut", "insert", "remove", "large"),
  /** Position as a share of the file; small shares are more likely, because headers come first. */
  at: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.1, noNaN: true })),
  byte: fc.nat(255),
  length: fc.nat(9),
});

/** Returns one of the files with one to four damages. */
export const mutated = (files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc.tuple(fc.constantFrom(...files), fc.array(damage, { minLength: 1, maxLength: 4 })).map(([file, damages]) => {
    let bytes: Uint8Array = Uint8Array.from(file);
    for (const { kind, at, byte, length } of damages) {
      const start = Math.floor(at * bytes.length);
      const extra = Uint8Array.from({ length }, (_, i) => byte + i);
      if (kind === "set") bytes.set(extra.subarray(0, bytes.length - start), start);
      if (kind === "flip" && bytes.length > start) bytes[start] ^= 1 << (byte % 8);
      if (kind === "cut") bytes = bytes.slice(0, start);
      if (kind === "insert") bytes = Uint8Array.from([...bytes.subarray(0, start), ...extra, ...bytes.subarray(start)]);
      if (kind === "remove") bytes = Uint8Array.from([...bytes.subarray(0, start), ...bytes.subarray(start + length)]);
      if (kind === "large") bytes.fill(0xff, start, start + 4);
    }
    return bytes;
  });
