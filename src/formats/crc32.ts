/** CRC-32 as in zip archives: Node's function, or a table-based one for Node versions without it. */
import * as zlib from "node:zlib";

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export function crc32ByTable(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ table[(crc ^ bytes[i]) & 0xff];
  return ~crc >>> 0;
}

const { crc32: ofNode }: { crc32?: typeof crc32ByTable } = zlib;

/** @param before checksum of the preceding bytes */
export const crc32: (bytes: Uint8Array, before?: number) => number = ofNode ?? crc32ByTable;
