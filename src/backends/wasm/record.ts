/** Records in the memory that host and kernels share. A layout (kernels/*.ts) names the byte offset of each field. */

type Layout = Readonly<Record<string, number>>;

/** The words of a record of so many bytes; each field is an int32 or uint32, or the bits of a float32 (`bitsOf`). */
export function encodeRecord<L extends Layout>(
  layout: L,
  values: Readonly<Record<keyof L, number>>,
  bytes: number,
): Int32Array {
  const words = new Int32Array(bytes / 4);
  for (const [name, offset] of Object.entries(layout)) words[offset / 4] = values[name];
  return words;
}

/** The fields of a record as int32: what `encodeRecord` wrote. */
export function decodeRecord<L extends Layout>(layout: L, words: Int32Array): Record<keyof L, number> {
  const fields = Object.entries(layout).map(([name, offset]) => [name, words[offset / 4]]);
  return Object.fromEntries(fields) as Record<keyof L, number>;
}

/** A float32 among whole numbers. */
export const bitsOf = (value: number): number => new Int32Array(Float32Array.of(value).buffer)[0];
