/** Lines of a UTF-8 text, read chunk by chunk, so that a large file never lies in memory. */
import { FormatError } from "./formatError";

/** Longer than any line that is meant. */
const maxLine = 2 ** 24;

/**
 * Calls `onLine` with every line, without its end, and its number from 1. Throws FormatError where the text is not
 * UTF-8 or a line has no end, and what onLine throws.
 */
export async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  onLine: (line: string, number: number) => void,
): Promise<void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  let number = 0;
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new FormatError("text-encoding", { line: number + 1 });
    }
  };
  const take = (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line.endsWith("\r") ? line.slice(0, -1) : line, ++number);
    if (rest.length > maxLine) throw new FormatError("text-line", { line: number + 1 });
  };
  for await (const chunk of chunks) take(decode(chunk));
  take(decode());
  if (rest !== "") onLine(rest, ++number);
}
