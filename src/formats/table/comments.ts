/** Which lines of a table are comments: an error that a spreadsheet wrote into the first cell makes none. */

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
    const end = text.lastIndexOf("\n") + 1;
    rest = text.slice(end);
    if (end > 0) yield Buffer.from(protectErrors(text.slice(0, end), mark, quote));
  }
  rest += decoder.decode();
  if (rest !== "") yield Buffer.from(protectErrors(rest, mark, quote));
}
