/** Writes IDX files for the tests. */
const codes = { u1: 0x08, i1: 0x09, i2: 0x0b, i4: 0x0c, f4: 0x0d, f8: 0x0e };
const sizes = { u1: 1, i1: 1, i2: 2, i4: 4, f4: 4, f8: 8 };
const setters = {
  u1: "setUint8",
  i1: "setInt8",
  i2: "setInt16",
  i4: "setInt32",
  f4: "setFloat32",
  f8: "setFloat64",
} as const;

export type IdxType = keyof typeof codes;

export function writeIdx(type: IdxType, shape: number[], values: ArrayLike<number>): Buffer {
  const start = 4 + 4 * shape.length;
  const bytes = Buffer.alloc(start + sizes[type] * values.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  bytes.set([0, 0, codes[type], shape.length]);
  shape.forEach((size, axis) => {
    view.setUint32(4 + 4 * axis, size);
  });
  for (let i = 0; i < values.length; i++) view[setters[type]](start + i * sizes[type], values[i]);
  return bytes;
}
