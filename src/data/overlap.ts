/** Detection of equal examples. */
import type { Examples } from "../core/backend";

/** Returns the inputs of an example as a string, for comparison. */
export const contentOf = ({ inputs, values }: Examples, i: number): string =>
  Buffer.from(
    values.buffer,
    values.byteOffset + i * inputs * values.BYTES_PER_ELEMENT,
    inputs * values.BYTES_PER_ELEMENT,
  ).toString("latin1");

/** Returns the number of `examples` that also occur in `train`, with equal inputs and target. */
export function countShared(examples: Examples, train: Examples): number {
  const counts = new Map<string, number>();
  for (let i = 0; i < examples.count; i++) {
    const content = wholeOf(examples, i);
    counts.set(content, (counts.get(content) ?? 0) + 1);
  }
  let shared = 0;
  for (let i = 0; i < train.count && counts.size > 0; i++) {
    const content = wholeOf(train, i);
    shared += counts.get(content) ?? 0;
    counts.delete(content);
  }
  return shared;
}

function wholeOf(examples: Examples, i: number): string {
  const { targets, count } = examples;
  const width = targets.length / count;
  return `${targets.subarray(i * width, (i + 1) * width).join()} ${contentOf(examples, i)}`;
}
