/** The beginning of a text table, decoded. */
import { FormatError } from "../../formats/formatError";
import { seemsToBe } from "../../formats/signature";
import { decode, type Encoding, findEncoding, markOf } from "../../formats/table/encoding";
import type { Open } from "./open";

/** Bytes that are read: usually the first number, and up to the second until four lines are complete. */
const [usualBytes, maxBytes] = [2 ** 16, 2 ** 23];

/** Returns whole lines, in the given or detected encoding. Throws a FormatError if the file is empty or not text. */
export async function headOf(open: Open, given: Encoding | undefined): Promise<{ text: string; encoding: Encoding }> {
  const { head, isWhole } = await readHead(open);
  if (head.length === 0) throw new FormatError("csv-empty", {});
  const encoding = given ?? (await findEncoding(head, open));
  const marked = markOf(head);
  if (given && marked?.startsWith("utf-16") && marked !== given) {
    throw new FormatError("csv-encoding/mark", { found: marked, given });
  }
  refuseNoText(head, encoding);
  return { text: wholeLines(decode(head, encoding), isWhole), encoding };
}

/** Reads the same bytes for any chunk sizes of the file. */
async function readHead(open: Open): Promise<{ head: Uint8Array; isWhole: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let lines = 0;
  let linesEnd = 0;
  for await (const chunk of open()) {
    parts.push(chunk.slice());
    for (let at = chunk.indexOf(10); at >= 0 && lines < 4; at = chunk.indexOf(10, at + 1)) {
      lines++;
      linesEnd = length + at + 1;
    }
    length += chunk.length;
    if (length > maxBytes || (length > usualBytes && lines >= 4)) break;
  }
  const end = Math.max(usualBytes, lines >= 4 ? linesEnd : maxBytes) & ~1;
  return { head: Buffer.concat(parts).subarray(0, end), isWhole: length <= end };
}

function refuseNoText(head: Uint8Array, encoding: Encoding): void {
  const kind = seemsToBe(head);
  const isWide = encoding === "utf-16le" || encoding === "utf-16be";
  if (!isWide && kind !== "text" && head.subarray(0, 4096).includes(0)) {
    throw new FormatError("csv-magic/binary", { found: kind });
  }
  if (kind === "a web page") throw new FormatError("csv-magic/web-page", {});
}

function wholeLines(text: string, isWhole: boolean): string {
  const end = isWhole ? 0 : text.lastIndexOf("\n");
  return end > 0 ? text.slice(0, end) : text;
}
