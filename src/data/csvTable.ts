/** A text table as records under named columns: its form, its header, and the choice of inputs and labels. */

import { createHash } from "node:crypto";
import { NetworkError } from "../core/errors";
import { FormatError } from "../formats/formatError";
import type { Blocks } from "../formats/table/blocks";
import type { GivenForm, TableForm } from "../formats/table/form";
import { readRecords } from "../formats/table/records";
import { nameFile } from "./errors";
import { isMissing } from "./fields";
import { firstPositions } from "./firstPositions";
import type { Reading } from "./reading";
import { findForm } from "./table/findForm";
import type { Open } from "./table/open";
import type { Header, TableConfig, TableReader, TakeRecord } from "./tableReader";
import { openCsvByRules1 } from "./tableRules1";

/** Form of the fields that are made from typed values. */
export const plainForm: TableForm = { delimiter: ",", decimal: ".", sure: true };

export interface How {
  /** Recorded reading of this file by a run. */
  reading?: Reading | undefined;
  /** Form of the training table, if this file holds new rows for its network. */
  prior?: TableForm | undefined;
  /** Expected column names, if the file has a header: those the network learned, or those in the config. */
  known?: readonly string[] | undefined;
  /** Called with the number of bytes of each part of a text table that is read. */
  onBytes?: ((bytes: number) => void) | undefined;
}

/** Opens a text table. Detects its form from the beginning, unless it is given or recorded. */
export async function openCsv(open: Open, file: string, given: GivenForm, how: How = {}): Promise<TableReader> {
  const { reading, prior, known } = how;
  if (reading?.rules === 1) return openCsvByRules1(open, file, given);
  const found = reading?.form ? undefined : await named(file, () => findForm(open, given, { prior, known }));
  const form = reading?.form ?? (found?.form as TableForm);
  return {
    file,
    form,
    given,
    isText: true,
    // For new rows and test examples this follows from the training table.
    ...(found && !prior && !given.missingValues && { amongNumbers: found.amongNumbers }),
    ...(form.rowNames && { unnamed: 1 }),
    read: (begin) => readTable({ open, file, form }, begin),
  };
}

async function named<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw nameFile(error, file);
  }
}

/**
 * Calls `begin` with the header, then the function it returns with each record and its position, "file:line". Returns
 * the sha256 (hex) of the bytes read.
 */
async function readTable(
  { open, file, form }: { open: Open; file: string; form: TableForm },
  begin: (header: Header) => TakeRecord,
): Promise<string> {
  const hash = createHash("sha256");
  async function* hashed() {
    for await (const chunk of open()) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const { rowNames, trailing = 0 } = form;
  let take: TakeRecord | undefined;
  let width = 0;
  const blocks: Blocks = () => {
    if (take === undefined) return undefined;
    const { takeBlock } = take;
    if (!takeBlock || rowNames || trailing > 0) return false;
    return { width, take: (block) => takeBlock(block, (row) => `${file}:${block.lines[row]}`) };
  };
  await named(file, () => readRecords(hashed(), form, onRecord, blocks));
  function onRecord(fields: string[], line: number) {
    if (take === undefined) {
      const { names, isThere } = headerOf(fields, form, file);
      take = begin({ names, isThere });
      width = names.length + (rowNames ? 1 : 0);
      if (isThere && form.names === undefined) return;
    }
    let record = fields;
    if (record.length !== width) {
      const ends = record.slice(width);
      const areEnds = ends.length > 0 && ends.length <= trailing && ends.every((field) => field === "");
      if (!areEnds) throw otherWidth(record, width, line);
      record = record.slice(0, width);
    }
    take(rowNames ? record.slice(1) : record, `${file}:${line}`);
  }
  if (!take) throw new NetworkError("csv-empty/table", { file });
  return hash.digest("hex");
}

const otherWidth = ({ length }: string[], width: number, line: number) =>
  new FormatError("csv-fields", { line, found: String(length), expected: String(width) });

/** Returns the header; without names, columns are numbered from 1. */
function headerOf(record: string[], { header, names: commented, trailing = 0 }: TableForm, file: string): Header {
  let first = record;
  for (let left = trailing; left > 0 && first[first.length - 1] === ""; left--) first = first.slice(0, -1);
  const isThere = header === true || commented !== undefined;
  return { names: headerNames(commented ?? first, isThere, file), isThere };
}

/** Returns the column names; missing ones are numbers from 1, or "column 1" if another column is called "1". */
export function headerNames(record: string[], isThere: boolean, file: string): string[] {
  const named = new Set(isThere ? record : []);
  const numberOf = (i: number) => (named.has(String(i + 1)) ? `column ${i + 1}` : String(i + 1));
  const repeated = isThere && named.size < record.length ? repeatedIn(record) : new Set();
  // A word for missing values is a valid name, unless it occurs several times.
  const isName = (field: string) => field !== "" && !(isMissing(field) && repeated.has(field));
  if (isThere && repeated.size === 0 && !named.has("")) return [...record];
  const names = record.map((field, i) => (isThere && isName(field) ? field : numberOf(i)));
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new NetworkError("csv-header", { file, name });
    seen.add(name);
  }
  return names;
}

function repeatedIn(names: readonly string[]): Set<string> {
  const first = firstPositions(names);
  return new Set(names.filter((name, i) => first.get(name) !== i));
}

/** Returns the positions of inputs and labels. Throws a NetworkError (kind "config") for an unknown column. */
export function chooseColumns({ names }: Header, config: TableConfig, file: string) {
  const positions = firstPositions(names);
  const position = (key: string) => (name: string) => {
    const found = positions.get(name);
    if (found !== undefined) return found;
    const columns = names.slice(0, 12).join(", ") + (names.length > 12 ? ", …" : "");
    throw new NetworkError("csv-column/missing", { key, file, name, columns });
  };
  const labels = [config.label].flat().map(position("label"));
  const excluded = new Set((config.exclude ?? []).map(position("exclude")));
  const group = groupOf(config);
  const groups = group === undefined ? undefined : position("validation.group")(group);
  // The group column is not an input unless `features` names it.
  const learned = new Set(labels);
  const others = names.map((_, i) => i).filter((i) => !learned.has(i) && i !== groups);
  const chosen = config.features?.map(position("features")) ?? others;
  const features = chosen.filter((i) => !excluded.has(i));
  const both = features.find((i) => learned.has(i));
  if (both !== undefined) {
    throw new NetworkError("csv-column/label", { name: names[both] });
  }
  if (features.length === 0) {
    throw new NetworkError("csv-column/none", { file });
  }
  return { labels, features, groups };
}

/** Returns the column whose equal values must stay in one fold. */
const groupOf = ({ validation }: TableConfig) => (validation && "folds" in validation ? validation.group : undefined);
