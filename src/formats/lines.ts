/** Reads a UTF-8 text line by line from chunks, so that a large file is never in memory as a whole. */
import { FormatError } from "./formatError";

/** Longer than any real line. */
const maxLine = 2 ** 24;

/**
 * Calls `onLine` with every line, without its terminator, and its number from 1. Throws FormatError if the text is not
 * UTF-8 or a line is too long, and errors of onLine.
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
