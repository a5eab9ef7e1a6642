/** The end of metrics.jsonl as a killed process has left it. */
import type { FileHandle } from "node:fs/promises";

/**
 * What a killed process left behind its last line break would spoil the next line. Returns the length of the file, and
 * how many bytes that was.
 */
export async function dropTornLine(metrics: FileHandle): Promise<{ bytes: number; torn: number }> {
  const { size } = await metrics.stat();
  let end = size;
  const byte = Buffer.alloc(1);
  while (end > 0 && (await metrics.read(byte, 0, 1, end - 1)).bytesRead === 1 && byte[0] !== 0x0a) end--;
  if (end < size) await metrics.truncate(end);
  return { bytes: end, torn: size - end };
}
