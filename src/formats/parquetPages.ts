/**
 * Checks the pages of a Parquet column before hyparquet reads them: sizes, numbers of values and runs. The library
 * trusts them all, and a run of a few bytes could exhaust the memory.
 */
import type { FileMetaData } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { codecs } from "./compression";

type Chunk = NonNullable<FileMetaData["row_groups"][number]["columns"][number]["meta_data"]>;

/** Longer than the header of any page of numbers, which may contain statistics of long texts. */
const maxHeader = 2 ** 20;

/**
 * @param nullable true if levels mark missing values
 * @param rows number of values in the column
 */
export function checkPages(bytes: Uint8Array, chunk: Chunk, nullable: boolean, rows: number): void {
  const promised = Number(chunk.total_uncompressed_size);
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const end = start + Number(chunk.total_compressed_size);
  if (!(start >= 4 && end <= bytes.length && end > start)) throw new Error("a column lies outside the file");
  let values = 0;
  let size = 0;
  for (let at = start; at < end && values < rows; ) {
    const head = bytes.subarray(at, Math.min(end, at + maxHeader));
    const reader = { view: new DataView(head.buffer, head.byteOffset, head.length), offset: 0 };
    const page = parquetHeader(reader);
    const [packed, unpacked] = [page.compressed_page_size, page.uncompressed_page_size];
    const from = at + reader.offset;
    if (!(packed >= 0 && unpacked >= 0 && from + packed <= end)) throw new Error("a page lies outside its column");
    size += unpacked;
    if (size > promised) throw new Error("pages are larger than their column");
    values += checkPage(page, bytes.subarray(from, from + packed), chunk, nullable, rows - values);
    at = from + packed;
  }
  if (values !== rows) throw new Error(`${values} values for ${rows} rows`);
}

/** Checks a page and returns its number of values. */
function checkPage(
  page: ReturnType<typeof parquetHeader>,
  packed: Uint8Array,
  { codec, type }: Chunk,
  nullable: boolean,
  most: number,
): number {
  const unpack = codecs[codec];
  const size = page.uncompressed_page_size;
  if (page.type === "DICTIONARY_PAGE") {
    const entries = page.dictionary_page_header?.num_values ?? -1;
    // Texts take at least four bytes, other values one bit.
    if (!(entries >= 0 && entries <= size * 8)) throw new Error(`a dictionary of ${entries} values in ${size} bytes`);
    return 0;
  }
  const first = page.data_page_header;
  const second = page.data_page_header_v2;
  const head = page.type === "DATA_PAGE" ? first : page.type === "DATA_PAGE_V2" ? second : undefined;
  if (!head) throw new Error(`a page of type ${page.type}`);
  const count = head.num_values;
  if (!(count >= 0 && count <= most)) throw new Error(`a page of ${count} values where ${most} are left`);
  let data: Uint8Array;
  let present = count;
  if (second && head === second) {
    const levels = second.definition_levels_byte_length;
    const repeated = second.repetition_levels_byte_length;
    if (second.num_rows !== count || repeated !== 0) throw new Error("lists in a column of numbers");
    if (!(levels >= 0 && levels <= packed.length && levels <= size)) throw new Error("levels lie outside their page");
    const body = packed.subarray(levels);
    if (nullable) present = checkRuns(packed.subarray(0, levels), 1, count);
    data = second.is_compressed === false ? body : unpack(body, size - levels);
    if (second.num_nulls !== count - present) throw new Error("the number of missing values is wrong");
  } else {
    data = unpack(packed, size);
    if (nullable) {
      const length = new DataView(data.buffer, data.byteOffset, data.length).getUint32(0, true);
      if (4 + length > data.length) throw new Error("levels lie outside their page");
      present = checkRuns(data.subarray(4, 4 + length), 1, count);
      data = data.subarray(4 + length);
    }
  }
  if (/DICTIONARY/.test(head.encoding ?? "") && present > 0) {
    const width = data[0];
    if (!(width <= 32)) throw new Error(`indices of ${width} bits`);
    checkRuns(data.subarray(1), width, present);
  }
  if (head.encoding === "RLE" && type === "BOOLEAN") checkRuns(data.subarray(4), 1, present);
  if (head.encoding === "PLAIN" && present > data.length * 8) throw new Error("a page ends too early");
  return count;
}

/** Checks runs of repeated or bit-packed values up to `count`. Returns the number of ones, for levels of one bit. */
function checkRuns(bytes: Uint8Array, width: number, count: number): number {
  let at = 0;
  let ones = 0;
  for (let seen = 0; seen < count; ) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= bytes.length || shift > 28) throw new Error("runs end too early");
      header += (bytes[at] & 0x7f) * 2 ** shift;
      if (bytes[at++] < 0x80) break;
    }
    const run = Math.floor(header / 2);
    if (header % 2 === 1) {
      const end = at + run * width;
      // The last group may be truncated if its values are not needed.
      if (run === 0 || run * 8 >= count - seen + 8 + 504) throw new Error("a run is longer than its page");
      for (let i = 0; width === 1 && i < Math.min(run * 8, count - seen); i++)
        ones += (bytes[at + (i >> 3)] >> (i & 7)) & 1;
      at = end;
      seen += run * 8;
    } else {
      if (run === 0 || run > count - seen) throw new Error("a run is longer than its page");
      if (width === 1) ones += run * (bytes[at] & 1);
      at += (width + 7) >> 3;
      seen += run;
    }
  }
  if (at > bytes.length + 64) throw new Error("runs end too early");
  return ones;
}
