/**
 * Orientation of pictures: cameras store the sensor's picture and its rotation in the EXIF tag Orientation (CIPA
 * DC-008, 4.6.4). Viewers rotate the picture, so a network learns from the rotated one too.
 */
import type { Rgba } from "./picture";

const orientationTag = 0x0112;

/**
 * @param tiff EXIF data from its byte order mark on
 * @returns the orientation from 1 to 8; 1, "as stored", if the data has none
 */
export function orientationOf(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 8) return 1;
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return 1;
  const isLittle = order === 0x4949;
  const start = view.getUint32(4, isLittle);
  if (start + 2 > tiff.length) return 1;
  const entries = view.getUint16(start, isLittle);
  for (let i = 0, at = start + 2; i < entries && at + 12 <= tiff.length; i++, at += 12) {
    if (view.getUint16(at, isLittle) !== orientationTag) continue;
    const orientation = view.getUint16(at + 8, isLittle);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

/** Returns the orientation in the chunk eXIf of a PNG picture. */
export function orientationOfPng(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === 0x65584966) return orientationOf(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return 1;
}

/**
 * Returns the picture as displayed. The orientation gives the side of its first row and column: 1 top left, 2 top
 * right, 3 bottom right, 4 bottom left, 5 left top, 6 right top, 7 right bottom, 8 left bottom.
 */
export function turned(picture: Rgba, orientation: number): Rgba {
  if (orientation <= 1 || orientation > 8) return picture;
  const { height: rows, width: columns } = picture;
  const isSwapped = orientation >= 5;
  const [height, width] = isSwapped ? [columns, rows] : [rows, columns];
  const from = new Uint32Array(Uint8Array.from(picture.data).buffer);
  const to = new Uint32Array(from.length);
  const isFromRight = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const isFromBottom = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [row, column] = isSwapped ? [x, y] : [y, x];
      const storedRow = isFromBottom ? rows - 1 - row : row;
      const storedColumn = isFromRight ? columns - 1 - column : column;
      to[y * width + x] = from[storedRow * columns + storedColumn];
    }
  }
  return { ...picture, height, width, data: new Uint8Array(to.buffer) };
}
