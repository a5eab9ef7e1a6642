/** Parquet files by hyparquet: columns of numbers, texts, booleans and dates, one row group at a time. */
import { type FileMetaData, parquetMetadata, parquetRead } from "hyparquet";
import { codecs } from "./compression";
import { FormatError } from "./formatError";
import { claimMemory } from "./memoryBound";
import { checkPages } from "./parquetPages";
import { seemsToBe, startsWith } from "./signature";

const magic = [0x50, 0x41, 0x52, 0x31];

/** Limits of a row group: unpacked bytes, and values. */
const [maxBytes, maxValues] = [2 ** 29, 2 ** 27];

export interface ParquetFile {
  columns: string[];
  /** Names of the columns with times of day. */
  times: string[];
  rows: number;
  /** Yields the columns of each row group, in order. */
  groups(): AsyncGenerator<ArrayLike<unknown>[]>;
}

/**
 * Opens a file; throws FormatError, as does reading the groups.
 * @param asTimes selects the times of day that become texts such as "12:30:00"; others become the time since midnight
 */
export function openParquet(bytes: Uint8Array, asTimes: (column: string) => boolean = () => true): ParquetFile {
  if (!startsWith(bytes, magic)) throw new FormatError("parquet-magic", { found: seemsToBe(bytes) });
  const metadata = named(() => parquetMetadata(bytes, { geoparquet: false }));
  const fields = fieldsOf(metadata);
  const columns = fields.map(({ name }) => name);
  const rows = named(() => {
    const count = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
    if (count !== Number(metadata.num_rows)) throw new Error(`${count} rows in groups of ${metadata.num_rows}`);
    return count;
  });
  async function* groups() {
    let start = 0;
    for (const group of metadata.row_groups) {
      const count = Number(group.num_rows);
      refuse(group, count, columns.length);
      named(() => checkGroup(bytes, group, fields, count));
      if (count > 0) {
        const read = await readGroup(bytes, metadata, columns, start, count);
        yield read.map((values, i) => {
          const { name, ticks } = fields[i];
          return ticks && asTimes(name) ? Array.from(values, (value) => timeText(value, ticks)) : values;
        });
      }
      start += count;
    }
  }
  const times = fields.filter(({ ticks }) => ticks !== undefined).map(({ name }) => name);
  return { columns, times, rows, groups };
}

interface Field {
  name: string;
  nullable: boolean;
  /** Ticks per second, for times of day. */
  ticks: number | undefined;
}

/** Returns the columns; throws a FormatError for one with lists or records. */
function fieldsOf({ schema }: FileMetaData): Field[] {
  const [root, ...fields] = schema;
  const nested = fields.find((field) => field.num_children || field.repetition_type === "REPEATED" || !field.type);
  if (nested) throw new FormatError("parquet-nested", { column: String(nested.name) });
  if (root?.num_children !== fields.length) throw damaged(new Error("its schema is truncated"));
  return fields.map((field) => ({
    name: field.name,
    nullable: field.repetition_type !== "REQUIRED",
    ticks: ticksOf(field),
  }));
}

const ticks = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 };

function ticksOf({ logical_type, converted_type }: FileMetaData["schema"][number]): number | undefined {
  if (logical_type?.type === "TIME") return ticks[logical_type.unit];
  if (converted_type === "TIME_MILLIS") return ticks.MILLIS;
  return converted_type === "TIME_MICROS" ? ticks.MICROS : undefined;
}

/** Formats a time since midnight as "12:30:00" or "12:30:00.25". */
function timeText(value: unknown, ticks: number): unknown {
  if (typeof value !== "number" && typeof value !== "bigint") return value;
  const seconds = Math.floor(Number(value) / ticks);
  const rest = Number(value) % ticks;
  const two = (count: number) => String(count).padStart(2, "0");
  const places = Math.round(Math.log10(ticks));
  const fraction = rest === 0 ? "" : `.${String(rest).padStart(places, "0").replace(/0+$/, "")}`;
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fraction}`;
}

type Group = FileMetaData["row_groups"][number];

function refuse(group: Group, rows: number, columns: number): void {
  const size = group.columns.reduce((sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0), 0);
  if (size > maxBytes || rows * columns > maxValues) {
    const megabytes = Math.round(size / 2 ** 20);
    throw new FormatError("parquet-too-large", { rows, columns, megabytes, limit: maxBytes / 2 ** 20 });
  }
  // A list per column, and the bytes of one column at a time.
  claimMemory(16 * rows * columns + size);
  for (const { meta_data } of group.columns) {
    const codec = String(meta_data?.codec);
    if (!Object.hasOwn(codecs, codec)) throw new FormatError("parquet-codec", { codec });
  }
}

function checkGroup(bytes: Uint8Array, group: Group, fields: Field[], rows: number): void {
  if (!(rows >= 0) || group.columns.length !== fields.length) throw new Error("a row group lacks columns");
  group.columns.forEach(({ meta_data, file_path }, i) => {
    if (!meta_data || file_path) throw new Error("a column is in another file");
    if (meta_data.path_in_schema.join() !== fields[i].name) throw new Error("the columns are in a different order");
    if (Number(meta_data.num_values) !== rows) throw new Error("a column has a different number of rows");
    if (rows > 0) checkPages(bytes, meta_data, fields[i].nullable, rows);
  });
}

async function readGroup(
  bytes: Uint8Array,
  metadata: FileMetaData,
  columns: string[],
  rowStart: number,
  count: number,
): Promise<ArrayLike<unknown>[]> {
  const found = new Map<string, unknown[]>(columns.map((name) => [name, new Array(count)]));
  const file = {
    byteLength: bytes.length,
    // A copy, since a view's buffer would include the whole file.
    slice: (start: number, end?: number) => Uint8Array.from(bytes.subarray(start, end)).buffer,
  };
  try {
    await parquetRead({
      file,
      metadata,
      rowStart,
      rowEnd: rowStart + count,
      compressors: codecs,
      onChunk: ({ columnName, columnData, rowStart: at }) => {
        const into = found.get(columnName) ?? [];
        for (let i = 0; i < columnData.length && at - rowStart + i < count; i++)
          into[at - rowStart + i] = columnData[i];
      },
    });
  } catch (error) {
    throw damaged(error);
  }
  return columns.map((name) => found.get(name) ?? []);
}

function named<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw damaged(error);
  }
}

const damaged = (error: unknown) =>
  error instanceof FormatError
    ? error
    : new FormatError("parquet-damaged", {
        reason: String((error as Error)?.message)
          .split("\n")[0]
          .slice(0, 120),
      });
