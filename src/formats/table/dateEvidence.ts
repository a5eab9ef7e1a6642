/** What the fields of a column tell of how its dates are written, and whether each has the parts that are asked for. */
import { type DateOrder, type DatePart, dateOrders, type Moment, readMoment } from "./date";

interface Example {
  field: string;
  where: string;
}

export type DateDoubt =
  /** No date, or none of the calendar in the order that is known. */
  | ({ kind: "none"; order?: DateOrder } & Example)
  /** Day and month may be exchanged in every field. */
  | ({ kind: "order"; orders: DateOrder[] } & Example)
  /** Two ways of writing in one column. `other` is the first of the other way. */
  | ({ kind: "mixed"; other: Example } & Example)
  | ({ kind: "part"; part: DatePart } & Example);

export class DateEvidence {
  private none?: Example;
  private mixed?: { here: Example; other: Example };
  private first?: Example & { style: string };
  private openExample?: Example;
  /** A field for each order that it takes out of question. */
  private readonly against = new Map<DateOrder, Example>();
  /** A field for each order in which the century of its year is open. */
  private readonly withoutCentury = new Map<DateOrder, Example>();
  private readonly lacking = new Map<DatePart, Example>();

  constructor(
    /** Said by the config, or found in the training table. */
    private readonly said: DateOrder | undefined,
    private readonly parts: readonly DatePart[],
  ) {}

  /** @param isMidnight whether a date without a time has the hour 0 */
  add(field: string, where: string, isMidnight: boolean): void {
    if (this.said === undefined) this.addStyle(field, where);
    const sure = readMoment(field, this.said);
    if (sure && Number.isNaN(sure.year)) this.none ??= { field, where };
    if (sure) return this.addMoment(isMidnight ? { ...sure, hour: 0, minute: 0 } : sure, field, where);
    const moments = this.said === undefined ? dateOrders.map((order) => readMoment(field, order)) : [];
    const [moment] = moments.filter((each) => each !== undefined);
    if (!moment) {
      this.none ??= { field, where };
      return;
    }
    this.openExample ??= { field, where };
    dateOrders.forEach((order, i) => {
      const hasDoubt = Number.isNaN(moments[i]?.year);
      if (!moments[i] && !this.against.has(order)) this.against.set(order, { field, where });
      if (hasDoubt && !this.withoutCentury.has(order)) this.withoutCentury.set(order, { field, where });
    });
    this.addMoment(moment, field, where);
  }

  /** A year first in some fields and last in others is what a program leaves that understood only some of them. */
  private addStyle(field: string, where: string): void {
    const found = /^\d+([-/.])\d+\1\d+/.exec(field.trim());
    if (!found) return;
    const style = `${found[1]}${/^\d{4}/.test(found[0])}`;
    this.first ??= { field, where, style };
    if (this.first.style !== style) this.mixed ??= { here: { field, where }, other: this.first };
  }

  private addMoment(moment: Moment, field: string, where: string): void {
    for (const part of this.parts) {
      if (moment[part] === undefined && !this.lacking.has(part)) this.lacking.set(part, { field, where });
    }
  }

  /** The order of the column, undefined where every field says it itself; or what leaves it open. */
  resolve(): { order: DateOrder | undefined } | { doubt: DateDoubt } {
    const { said, none, mixed, openExample: example } = this;
    if (none) return { doubt: { kind: "none", ...none, ...(said && { order: said }) } };
    if (mixed) return { doubt: { kind: "mixed", ...mixed.here, other: mixed.other } };
    const orders = dateOrders.filter((order) => !this.against.has(order));
    if (example && orders.length === 0) {
      const [other, here] = [this.against.get("mdy"), this.against.get("dmy")] as Example[];
      return { doubt: { kind: "mixed", ...here, other } };
    }
    if (example && orders.length > 1) return { doubt: { kind: "order", orders, ...example } };
    const open = example && this.withoutCentury.get(orders[0]);
    if (open) return { doubt: { kind: "none", ...open } };
    const [[part, lacking] = []] = this.lacking;
    if (part && lacking) return { doubt: { kind: "part", part, ...lacking } };
    return { order: said ?? (example ? orders[0] : undefined) };
  }
}
