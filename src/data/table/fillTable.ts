/**
 * The second pass over a table, unless its cells were kept: writes its inputs, labels and groups into arrays of exactly
 * its size.
 */
import { NetworkError } from "../../core/errors";
import type { NumberFormat } from "../../formats/table/number";
import { type Column, encoder, inputsOf } from "../columnEncoding";
import { chooseColumns } from "../csvTable";
import { claimFor } from "../errors";
import type { Table } from "../source";
import type { Labels } from "../tableLabels";
import type { SparseRecord, TableConfig, TableReader, TakeRecord } from "../tableReader";
import { blockEncoder } from "./encodeBlock";
import { sparseEncoder } from "./encodeSparse";
import { GroupColumn } from "./groupColumn";
import type { KeptCells } from "./keptCells";
import { missingOf } from "./missingMarks";
import { droppedRows, labelFields, readsBlocks, takenRows } from "./recordBlocks";
import { fieldAt, readsSparse } from "./sparseRecord";

interface Scan {
  table: TableReader;
  /** Number of examples, without dropped ones. */
  count: number;
  sha256: string;
  kept: KeptCells | undefined;
}

interface Layout {
  columns: Column[];
  labels: Labels;
  /** Number formats of the training table's label columns. */
  formats: readonly NumberFormat[];
  bytes: boolean;
}

/** @param scan the first pass over the same table */
export async function fillTable(scan: Scan, config: TableConfig, layout: Layout): Promise<Table> {
  const { table, count } = scan;
  const { columns, labels, bytes } = layout;
  const { file, form, rules } = table;
  const absentOf = missingOf(table, config);
  const later = config.missing === "mean" || config.missing === "category";
  const { decimal } = form;
  const fromKept = scan.kept?.table(count, layout, { decimal, later, missingOf: absentOf });
  scan.kept?.giveUp();
  if (fromKept) return fromKept;
  const inputs = inputsOf(columns);
  claimFor(file, (bytes ? 1 : 4) * count * inputs);
  const values = bytes ? new Uint8Array(count * inputs) : new Float32Array(count * inputs);
  const targets = labels.make(count);
  let groups: GroupColumn | undefined;
  let example = 0;
  const sha256 = await table.read((header) => {
    const chosen = chooseColumns(header, config, file);
    const used = [...chosen.features, ...chosen.labels];
    const group = chosen.groups === undefined ? undefined : header.names[chosen.groups];
    groups = group === undefined ? undefined : new GroupColumn(group, count, absentOf(group));
    const reading = { decimal, later, rules, missingOf: absentOf, midnight: table.midnight };
    let encode: ReturnType<typeof encoder> | undefined;
    const absents = used.map((position) => absentOf(header.names[position]));
    const isDropped = (record: string[]) => used.some((position, i) => absents[i](record[position]));
    const take = (record: string[], where: string) => {
      if (config.missing === "drop" && isDropped(record)) return;
      if (example === count) throw changed(file);
      const fields = chosen.labels.map((position) => record[position]);
      encode ??= encoder(columns, reading);
      encode(record, chosen.features, values, example * inputs, where);
      labels.read(fields, targets, example, where);
      if (chosen.groups !== undefined) groups?.read(record[chosen.groups], example, where);
      example++;
    };
    const about = { positions: chosen.features, width: header.names.length };
    const encodeSparse = readsSparse(table, chosen.features) ? sparseEncoder(columns, about, reading) : undefined;
    const takeSparse = (record: SparseRecord, where: string) => {
      if (example === count) throw changed(file);
      encodeSparse?.(record, values, example * inputs, where);
      const fields = chosen.labels.map((position) => fieldAt(record, position));
      labels.read(fields, targets, example, where);
      if (chosen.groups !== undefined) groups?.read(fieldAt(record, chosen.groups), example, where);
      example++;
    };
    if (!readsBlocks(table, header)) return Object.assign(take, encodeSparse && { takeSparse });
    const droppedOf = droppedRows(used, absents);
    const encodeBlock = blockEncoder(columns, { decimal, later, missingOf: absentOf, midnight: table.midnight });
    const eachLabels = labelFields(chosen.labels, chosen.groups);
    const takeBlock: TakeRecord["takeBlock"] = (block, whereOf) => {
      const dropped = config.missing === "drop" ? droppedOf(block) : undefined;
      if (example + takenRows(block, dropped) > count) return false;
      if (!encodeBlock(block, chosen.features, { values, at: example * inputs, inputs, dropped })) return false;
      let next = example;
      const isRead = eachLabels(block, dropped, (fields, group, row) => {
        labels.read(fields, targets, next, whereOf(row));
        if (group !== undefined) groups?.read(group, next, whereOf(row));
        next++;
      });
      if (isRead) example = next;
      return isRead;
    };
    return Object.assign(take, { takeBlock, ...(encodeSparse && { takeSparse }) });
  });
  if (sha256 !== scan.sha256) throw changed(file);
  return { count, values, labels: targets, ...(groups && { groups: groups.groups }) };
}

const changed = (file: string) => new NetworkError("data-changed/while-read", { file });
