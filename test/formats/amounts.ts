/** Files that declare more than they contain, or unpack to more than they declare, made when a test needs them. */
import { crc32 } from "../../src/formats/crc32";

/** Returns a .npy file with an arbitrary header. */
export function npyHead(descr: string, shape: readonly number[], elements: Uint8Array): Uint8Array {
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.map((size) => `${size},`).join("")}), }\n`;
  const head = Buffer.alloc(12);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0]);
  head.writeUInt32LE(dictionary.length, 8);
  return Buffer.concat([head, Buffer.from(dictionary), elements]);
}

/** Returns a greyscale PNG with the rows in Adam7 order. @param packed any bytes in place of the compressed data */
export function interlacedPng(width: number, height: number, packed: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 1], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", packed), chunk("IEND", new Uint8Array())]);
}

function chunk(name: string, data: Uint8Array): Buffer {
  const contents = Buffer.concat([Buffer.from(name), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(contents) >>> 0);
  return Buffer.concat([length, contents, checksum]);
}
