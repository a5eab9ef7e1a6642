/** Examples that are known again. */
import type { Examples } from "../core/backend";

/** The inputs of an example, so that the same ones are known again. */
export const contentOf = ({ inputs, values }: Examples, i: number): string =>
  Buffer.from(
    values.buffer,
    values.byteOffset + i * inputs * values.BYTES_PER_ELEMENT,
    inputs * values.BYTES_PER_ELEMENT,
  ).toString("latin1");

/** How many of `examples` stand in `train` too, inputs and target. */
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
