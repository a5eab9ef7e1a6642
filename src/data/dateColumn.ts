/** A column of dates or times as inputs: one for each part that the config names, or two where it is cyclic. */
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

/** As the config has it: parts, and whether they go around. */
export type DateWord = DatePart | "cyclic";

/** `flag`: one more input, 1 where the value is missing. `fill`: of every other input, for a missing value. */
export interface DateColumn {
  name: string;
  kind: "date";
  parts: DatePart[];
  cyclic?: boolean | undefined;
  /** Of day, month and year, where the dates do not say it themselves. */
  order?: DateOrder | undefined;
  flag?: boolean | undefined;
  fill?: number[] | undefined;
}

type Parts = Pick<DateColumn, "parts" | "cyclic">;

/** Throws a NetworkError of kind "config" where "cyclic" has nothing to go around. */
function partsOf(column: string, words: readonly DateWord[]): Parts {
  const parts = [...new Set(words)].filter((word) => word !== "cyclic");
  const cyclic = words.includes("cyclic");
  if (parts.length === 0 || (cyclic && parts.every((part) => part === "year"))) {
    throw new NetworkError("csv-column/cyclic", { name: column });
  }
  return { parts, ...(cyclic && { cyclic }) };
}

/** "date month", or "date month sin" and "date month cos"; without what says that the value is missing. */
export const dateInputNames = ({ name, parts, cyclic }: DateColumn): string[] =>
  namesOfParts(parts, cyclic === true).map((part) => `${name} ${part}`);

/** How many inputs it has, without the one that says that the value is missing. */
export const dateWidth = ({ parts, cyclic }: DateColumn): number => namesOfParts(parts, cyclic === true).length;

/** A program that knows types writes midnight so: see ./fieldText.ts. */
const isMidnight = (field: string) => /^\d{4}-\d\d-\d\d$/.test(field);

/**
 * The inputs of a field that is not missing.
 * @param midnight whether a date alone has the hour 0
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

/** Collects what the fields of a column say, and throws where they are no dates or leave open which. */
export class DateScan {
  private readonly evidence: DateEvidence;
  private readonly wanted: Parts;

  /** @param order that the config, or the training table, says */
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
 * The parts to propose for a column that holds dates or times and nothing else, undefined for another one. Missing
 * values are left out of `fields`; with `midnight` a date alone has the hour 0. A part that never changes says nothing:
 * it is not proposed, unless none does.
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
