/** The end of metrics.jsonl after its writer was killed. */
import type { FileHandle } from "node:fs/promises";

/**
 * Removes an incomplete last line, which would corrupt the next one. Returns the file's length and the removed bytes.
 */
export async function dropTornLine(metrics: FileHandle): Promise<{ bytes: number; torn: number }> {
  const { size } = await metrics.stat();
  let end = size;
  const byte = Buffer.alloc(1);
  while (end > 0 && (await metrics.read(byte, 0, 1, end - 1)).bytesRead === 1 && byte[0] !== 0x0a) end--;
  if (end < size) await metrics.truncate(end);
  return { bytes: end, torn: size - end };
}
