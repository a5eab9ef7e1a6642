/** Which lines of a table are comments: an error that a spreadsheet wrote into the first cell makes none. */
import { maxRecordBytes } from "../csv";

const errors = "#(?:N/A|NV|N/D|DIV/0!|REF!|VALUE!|NAME\\?|NUM!|NULL!|WERT!|BEZUG!|ZAHL!)";
const atStart = new RegExp(`^${errors}(?![\\p{L}\\p{N}])`, "u");
const atStarts = new RegExp(`^([ \\t]*)(${errors})(?![\\p{L}\\p{N}])`, "gmu");

export function isComment(line: string, mark: string | undefined): boolean {
  if (mark === undefined) return false;
  const text = line.trimStart();
  return text.startsWith(mark) && !(mark === "#" && atStart.test(text));
}

/** In quotes such a field begins no comment for the parser. */
export const protectErrors = (text: string, mark: string | undefined, quote = '"'): string =>
  mark === "#" ? text.replace(atStarts, `$1${quote}$2${quote}`) : text;

/** As protectErrors, of UTF-8 that comes in pieces. */
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
    // A line that no parser takes needs no protection: whoever reads it says where it is.
    const isLong = text.length - end > maxRecordBytes;
    rest = isLong ? "" : text.slice(end);
    const whole = isLong ? text : text.slice(0, end);
    if (whole !== "") yield Buffer.from(protectErrors(whole, mark, quote));
  }
  rest += decoder.decode();
  if (rest !== "") yield Buffer.from(protectErrors(rest, mark, quote));
}
