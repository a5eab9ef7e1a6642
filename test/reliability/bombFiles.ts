/** Small files that unpack to large ones, made in a few milliseconds: repeated data is compressed once. */
import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { writeNpy } from "../../src/formats/npy";
import { npyHead } from "../formats/amounts";

const megabyte = 2 ** 20;
const zeros = Buffer.alloc(megabyte);

/** Returns a gzip file of `start` and `megabytes` of one byte, in members of one megabyte. */
export function gzipBomb(start: Uint8Array, megabytes: number, byte = "\0"): Buffer {
  return Buffer.concat([gzipSync(start), ...Array(megabytes).fill(gzipSync(Buffer.alloc(megabyte, byte)))]);
}

/** Returns a deflate stream of `start` and `megabytes` of zeros: pieces that end at a byte boundary can be repeated. */
function deflated(start: Uint8Array, megabytes: number): Buffer {
  const finishFlush = constants.Z_FULL_FLUSH;
  const piece = deflateRawSync(zeros, { finishFlush });
  return Buffer.concat([
    deflateRawSync(start, { finishFlush }),
    ...Array(megabytes).fill(piece),
    deflateRawSync(new Uint8Array()),
  ]);
}

/** @param entries each with `start` and its number of megabytes of zeros; their checksums are wrong */
export function zipBomb(entries: [name: string, start: Uint8Array, megabytes: number][]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, start, megabytes] of entries) {
    const packed = deflated(start, megabytes);
    // Version, flags and method; time and date; checksum and sizes; length of the name.
    const common = Buffer.alloc(26);
    common.set([20, 0, 0, 0, 8, 0]);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(start.length + megabytes * megabyte, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** Returns the header of an array of `rows` rows of 1,024 bytes. */
export const npyOfKilobytes = (rows: number) => npyHead("|u1", [rows, 1024], new Uint8Array());

/** Returns pairs of pairs, `depth` levels deep: they stand for 2 to the power of `depth` texts. */
export const laughingPickle = (depth: number) => Buffer.from(`\x80\x04\x8c\x01a${"2\x86".repeat(depth)}.`, "latin1");

/** The same nesting in the name of a module. */
export const laughingName = (depth: number) =>
  Buffer.from(`\x80\x04\x8c\x01a${"2\x86".repeat(depth)}\x8c\x01x\x93.`, "latin1");

export const deepPickle = (depth: number) => Buffer.from(`\x80\x04K\x01${"\x85".repeat(depth)}.`, "latin1");

/** Four examples of two numbers, and their classes. */
export const smallArrays: [name: string, bytes: Uint8Array][] = [
  ["x.npy", writeNpy({ shape: [4, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) })],
  ["y.npy", writeNpy({ shape: [4], data: Float32Array.of(0, 1, 0, 1) })],
];
