/** Comment lines of a table. A spreadsheet's error value in the first cell, such as #N/A, starts no comment. */
import { maxRecordBytes } from "../csv";

const errors = "#(?:N/A|NV|N/D|DIV/0!|REF!|VALUE!|NAME\\?|NUM!|NULL!|WERT!|BEZUG!|ZAHL!)";
const atStart = new RegExp(`^${errors}(?![\\p{L}\\p{N}])`, "u");
const atStarts = new RegExp(`^([ \\t]*)(${errors})(?![\\p{L}\\p{N}])`, "gmu");

export function isComment(line: string, mark: string | undefined): boolean {
  if (mark === undefined) return false;
  const text = line.trimStart();
  return text.startsWith(mark) && !(mark === "#" && atStart.test(text));
}

/** Quotes error values at the start of lines, so that the parser does not read them as comments. */
export const protectErrors = (text: string, mark: string | undefined, quote = '"'): string =>
  mark === "#" ? text.replace(atStarts, `$1${quote}$2${quote}`) : text;

/** Applies protectErrors to UTF-8 chunks. */
export async function* protectErrorsIn(
  chunks: AsyncIterable<Uint8Array>,
  mark: string | undefined,
  quote?: string,
): AsyncIterable<Uint8Array> {
  if (mark !== "#") return yield* chunks;
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
    // A line too long for any parser needs no protection: the parser reports it.
    const isLong = text.length - end > maxRecordBytes;
    rest = isLong ? "" : text.slice(end);
    const whole = isLong ? text : text.slice(0, end);
    if (whole !== "") yield Buffer.from(protectErrors(whole, mark, quote));
  }
  rest += decoder.decode();
  if (rest !== "") yield Buffer.from(protectErrors(rest, mark, quote));
}
