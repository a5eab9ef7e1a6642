/**
 * Checks the unpacked size of an interlaced PNG picture: for Adam7 pngjs unpacks all data, whatever the header says.
 */
import { inflateSync } from "node:zlib";
import { FormatError } from "./formatError";

const [data, isInterlacedAt] = [0x49444154, 28];

/** Throws a FormatError if the picture unpacks to more than its pixels. The size in its header has been checked. */
export function refuseInterlacedBomb(bytes: Uint8Array): void {
  if (bytes[isInterlacedAt] === 0) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    if (view.getUint32(at + 4) === data) parts.push(bytes.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  // At most four samples of 16 bits per pixel; each row of the seven passes has an extra byte.
  const most = 8 * width * height + 14 * (height + 8);
  try {
    inflateSync(Buffer.concat(parts), { maxOutputLength: most });
  } catch {
    throw new FormatError("picture-damaged", { format: "PNG" });
  }
}
