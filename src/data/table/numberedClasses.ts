/** Labels that are class numbers, counted from `labelsStartAt` of the config. */
import { NetworkError } from "../../core/errors";
import { maxClasses } from "../labels";

/** Label column, as scanned in the training table. */
interface LabelColumn {
  name: string;
  /** Largest number. */
  largest: number;
  /** Different fields; all of them if they are few. */
  different: string[];
  read(field: string): number | undefined;
}

interface Start {
  first: number;
  /** Names in the order of the numbers. */
  classNames: string[] | undefined;
  /** Names stated by the table, if their number is that of the classes. */
  stated: string[] | undefined;
}

/** Returns the names of all classes up to the largest number, and the function from a field to its class. */
export function numberedClasses(column: LabelColumn, { first, classNames, stated }: Start, file: string) {
  // No label of the training table is larger, except beyond the limit.
  const most = Math.max(1, Math.floor(column.largest) - first + 1);
  const count = classNames?.length ?? Math.min(most, maxClasses);
  if (count === 1 && column.different.every((field) => column.read(field) === first)) {
    throw new NetworkError("one-class", { file, label: `"${first}"` });
  }
  const numbers = () => Array.from({ length: count }, (_, i) => String(i + first));
  const names = classNames ?? (stated?.length === count ? stated : numbers());
  const known = new Map<string, number>();
  const classOf = (field: string, where: string): number => {
    const found = known.get(field);
    if (found !== undefined) return found;
    const place = (column.read(field) ?? Number.NaN) - first;
    if (!Number.isInteger(place) || place < 0 || place >= count) {
      const isBeyond = Number.isInteger(place) && place >= count;
      const fix = first === 1 && place === -1 ? "from 0" : !isBeyond || count < most ? "remove" : "correct";
      const last = isBeyond ? first + count - 1 : undefined;
      const values = { where, label: field, column: column.name, first, last };
      throw new NetworkError("csv-label/start", { ...values, fix: isBeyond && classNames ? "name" : fix });
    }
    known.set(field, place);
    return place;
  };
  return { names, classOf };
}
