/** Conversion of a table's label columns to classes, labels of 0 and 1, or quantities. */
import { NetworkError } from "../core/errors";
import type { TaskName } from "../core/names";
import type { ColumnScan } from "./csvScan";
import type { Goal } from "./source";
import { bitsOf, labelNames, oneHotClass } from "./table/labelColumns";
import { missingOf } from "./table/missingMarks";
import { numberedClasses } from "./table/numberedClasses";
import type { TableConfig, TableReader } from "./tableReader";

export interface Labels {
  classNames?: string[];
  /** Names of the labels or quantities. */
  targetNames?: string[];
  /** Numbers per example. */
  outputs: number;
  /** Shift subtracted from each target in double precision, because float32 could not distinguish its values. */
  shifts?: number[];
  make(count: number): Int32Array | Float32Array;
  read(fields: string[], into: Int32Array | Float32Array, example: number, where: string): void;
}

/** @param labels the label columns, as scanned in the training table */
export function labelReader(
  { labels, table }: { labels: ColumnScan[]; table: TableReader },
  config: TableConfig,
  task: TaskName,
  goal: Goal,
): Labels {
  const { file, form } = table;
  const absents = labels.map(({ name }) => missingOf(table, config)(name));
  const missing = (where: string, column: string) => new NetworkError("csv-label/missing", { where, column });
  const refuseMissing = (fields: string[], where: string) => {
    const lacking = fields.findIndex((field, i) => absents[i](field));
    if (lacking >= 0) throw missing(where, labels[lacking].name);
  };
  const columnNames = labels.map(({ name }) => name);
  if (task === "classification" && labels.length > 1) {
    return {
      classNames: labelNames(columnNames, config.classNames, file),
      outputs: 1,
      make: (count) => new Int32Array(count),
      read: (fields, into, example, where) => {
        refuseMissing(fields, where);
        into[example] = oneHotClass(labels, fields, where);
      },
    };
  }
  if (task === "multi-label") {
    return {
      targetNames: labelNames(columnNames, config.classNames, file),
      outputs: labels.length,
      make: (count) => new Float32Array(count * labels.length),
      read: (fields, into, example, where) => {
        refuseMissing(fields, where);
        into.set(bitsOf(labels, fields, where), example * labels.length);
      },
    };
  }
  if (task === "classification") {
    const [label] = labels;
    const ofHeader = "classes" in form ? form.classes : undefined;
    if (config.labelsStartAt !== undefined) {
      label.refuseDoubt();
      const start = { first: config.labelsStartAt, classNames: config.classNames, stated: ofHeader };
      const { names, classOf } = numberedClasses(label, start, file);
      return {
        classNames: names,
        outputs: 1,
        make: (count) => new Int32Array(count),
        read: ([field], into, example, where) => {
          if (absents[0](field)) throw missing(where, label.name);
          into[example] = classOf(field, where);
        },
      };
    }
    const stated = ofHeader?.length === label.counts?.size ? ofHeader : undefined;
    const { names, labelOf } = label.classes(config.classNames ?? stated, file);
    const numbers = new Map(names.map((name, i) => [name, i]));
    const known = (field: string) => numbers.get(field) ?? -1;
    return {
      classNames: names,
      outputs: 1,
      make: (count) => new Int32Array(count),
      read: ([field], into, example, where) => {
        if (absents[0](field)) throw missing(where, label.name);
        // Another file may write a number in another way; UCI's Adult ends each label of its test file with a period.
        let found = labelOf.get(field) ?? known(String(label.read(field) ?? field));
        if (found < 0 && table.rules !== 1 && field.endsWith(".")) found = labelOf.get(field.slice(0, -1)) ?? -1;
        if (found < 0) {
          throw new NetworkError("csv-label/unknown", { where, label: field, classes: names });
        }
        into[example] = found;
      },
    };
  }
  for (const label of labels) label.refuseDoubt();
  // Only a linear output layer has scaled targets (see load.ts), from which a shift can be subtracted.
  const isShifted = table.rules !== 1 && config.scaling !== "none" && (goal.activation ?? "linear") === "linear";
  const shifts = labels.map((label) => (isShifted ? (label.spread.shift ?? 0) : 0));
  return {
    targetNames: columnNames,
    outputs: labels.length,
    shifts,
    make: (count) => new Float32Array(count * labels.length),
    read: (fields, into, example, where) => {
      refuseMissing(fields, where);
      for (let i = 0; i < labels.length; i++) {
        const value = Math.fround((labels[i].read(fields[i]) ?? Number.NaN) - shifts[i]);
        if (!Number.isFinite(value)) {
          throw new NetworkError("csv-label/number", { where, label: fields[i] });
        }
        into[example * labels.length + i] = value;
      }
    },
  };
}
