/** Records in memory shared by host and kernels. A layout (kernels/*.ts) names the byte offset of each field. */

type Layout = Readonly<Record<string, number>>;

/** Encodes a record of `bytes` bytes; each field is an int32 or uint32, or the bits of a float32 (`bitsOf`). */
export function encodeRecord<L extends Layout>(
  layout: L,
  values: Readonly<Record<keyof L, number>>,
  bytes: number,
): Int32Array {
  const words = new Int32Array(bytes / 4);
  for (const [name, offset] of Object.entries(layout)) words[offset / 4] = values[name];
  return words;
}

/** Returns the bits of a float32 as an integer. */
export const bitsOf = (value: number): number => new Int32Array(Float32Array.of(value).buffer)[0];
