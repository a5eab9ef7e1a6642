/** Encoding of a column of dates or times: one input for each part that the config lists, or two if it is cyclic. */
import { NetworkError } from "../core/errors";
import {
  type DateOrder,
  type DatePart,
  dateOrders,
  isMoment,
  type Moment,
  namesOfParts,
  partsOfMoment,
  readMoment,
} from "../formats/table/date";
import { DateEvidence } from "../formats/table/dateEvidence";
import { short } from "./fields";

/** An entry of the config's list: a part, or "cyclic". */
export type DateWord = DatePart | "cyclic";

/** `flag` adds an input that is 1 if the value is missing; `fill` holds the other inputs of a missing value. */
export interface DateColumn {
  name: string;
  kind: "date";
  parts: DatePart[];
  cyclic?: boolean | undefined;
  /** Order of day, month and year, if the dates do not determine it. */
  order?: DateOrder | undefined;
  flag?: boolean | undefined;
  fill?: number[] | undefined;
}

type Parts = Pick<DateColumn, "parts" | "cyclic">;

/** Throws a NetworkError of kind "config" if no part is cyclic although "cyclic" is given. */
function partsOf(column: string, words: readonly DateWord[]): Parts {
  const parts = [...new Set(words)].filter((word) => word !== "cyclic");
  const cyclic = words.includes("cyclic");
  if (parts.length === 0 || (cyclic && parts.every((part) => part === "year"))) {
    throw new NetworkError("csv-column/cyclic", { name: column });
  }
  return { parts, ...(cyclic && { cyclic }) };
}

/** Returns "date month", or "date month sin" and "date month cos"; without the name of the missing-value flag. */
export const dateInputNames = ({ name, parts, cyclic }: DateColumn): string[] =>
  namesOfParts(parts, cyclic === true).map((part) => `${name} ${part}`);

/** Returns the number of inputs, without the missing-value flag. */
export const dateWidth = ({ parts, cyclic }: DateColumn): number => namesOfParts(parts, cyclic === true).length;

/** Returns true for a date without a time, which typed formats write for midnight: see ./fieldText.ts. */
const isMidnight = (field: string) => /^\d{4}-\d\d-\d\d$/.test(field);

/**
 * Returns the inputs of a field that is not missing.
 * @param midnight true if a date without a time has the hour 0
 */
export function dateInputs(column: DateColumn, field: string, where: string, midnight: boolean): number[] {
  const { name, order, parts, cyclic = false } = column;
  const moment = readMoment(field, order);
  const about = { where, column: name, field: short(field) };
  if (!moment || Number.isNaN(moment.year)) {
    const orders = order === undefined && !moment ? dateOrders.filter((each) => readMoment(field, each)) : [];
    if (orders.length > 0) throw new NetworkError("csv-date/order", { ...about, orders });
    throw new NetworkError("csv-date/none", { ...about, order });
  }
  const whole: Moment = midnight && isMidnight(field) ? { ...moment, hour: 0, minute: 0 } : moment;
  const lacking = parts.find((part) => whole[part] === undefined);
  if (lacking !== undefined) throw new NetworkError("csv-date/part", { ...about, part: lacking });
  return partsOfMoment(whole, parts, cyclic);
}

/** Collects the fields of a date column; `column` throws a NetworkError if they are no dates or ambiguous. */
export class DateScan {
  private readonly evidence: DateEvidence;
  private readonly wanted: Parts;

  /** @param order given by the config or the training table */
  constructor(
    private readonly name: string,
    words: readonly DateWord[],
    private readonly order: DateOrder | undefined,
    private readonly midnight: boolean,
  ) {
    this.wanted = partsOf(name, words);
    this.evidence = new DateEvidence(order, this.wanted.parts);
  }

  add(field: string, where: string): void {
    this.evidence.add(field, where, this.midnight && isMidnight(field));
  }

  column(isFlagged: boolean): DateColumn {
    const found = this.evidence.resolve();
    if ("doubt" in found) throw this.refused(found.doubt);
    const { order } = found;
    return {
      name: this.name,
      kind: "date",
      ...this.wanted,
      ...(order && { order }),
      ...(isFlagged && { flag: true }),
    };
  }

  private refused(doubt: Extract<ReturnType<DateEvidence["resolve"]>, { doubt: unknown }>["doubt"]): NetworkError {
    const about = { where: doubt.where, column: this.name, field: short(doubt.field) };
    switch (doubt.kind) {
      case "none":
        return new NetworkError("csv-date/none", { ...about, order: this.order });
      case "order":
        return new NetworkError("csv-date/order", { ...about, orders: doubt.orders });
      case "mixed":
        return new NetworkError("csv-date/mixed", {
          ...about,
          other: short(doubt.other.field),
          otherWhere: doubt.other.where,
        });
      case "part":
        return new NetworkError("csv-date/part", { ...about, part: doubt.part });
    }
  }
}

/**
 * Returns the parts to propose for a column that holds only dates or times, undefined for other columns. `fields`
 * excludes missing values; with `midnight`, a date without a time has the hour 0. A constant part is proposed only if
 * all are constant.
 */
export function dateColumn(fields: readonly string[], midnight = false): DatePart[] | undefined {
  if (fields.length === 0 || !fields.every(isMoment)) return undefined;
  const moments = fields.map((field) => {
    const orders = [undefined, ...dateOrders];
    const moment = orders.map((order) => readMoment(field, order)).find((each) => each !== undefined) as Moment;
    return midnight && isMidnight(field) ? { ...moment, hour: 0, minute: 0 } : moment;
  });
  const has = (part: DatePart) => moments.every((moment) => moment[part] !== undefined);
  const differs = (part: DatePart) => new Set(moments.map((moment) => moment[part])).size > 1;
  const isTime = !has("month");
  const usual: DatePart[] = isTime ? ["hour", "minute"] : ["year", "month", "weekday", "hour"];
  const there = usual.filter(has);
  const changing = there.filter(differs);
  return changing.length > 0 ? changing : there;
}
