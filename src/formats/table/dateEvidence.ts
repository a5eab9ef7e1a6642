/** Derives from the fields of a column the order of its dates, and checks that each has the requested parts. */
import { type DateOrder, type DatePart, dateOrders, type Moment, readMoment } from "./date";

interface Example {
  field: string;
  where: string;
}

export type DateDoubt =
  /** A field is no date, or none of the calendar in the known order. */
  | ({ kind: "none"; order?: DateOrder } & Example)
  /** Day and month are exchangeable in every field. */
  | ({ kind: "order"; orders: DateOrder[] } & Example)
  /** The column mixes two styles. `other` is the first field of the other style. */
  | ({ kind: "mixed"; other: Example } & Example)
  | ({ kind: "part"; part: DatePart } & Example);

export class DateEvidence {
  private none?: Example;
  private mixed?: { here: Example; other: Example };
  private first?: Example & { style: string };
  private openExample?: Example;
  /** The first field that rules out each order. */
  private readonly against = new Map<DateOrder, Example>();
  /** The first field whose century is ambiguous in each order. */
  private readonly withoutCentury = new Map<DateOrder, Example>();
  private readonly lacking = new Map<DatePart, Example>();

  constructor(
    /** The order set by the config, or found in the training table. */
    private readonly configured: DateOrder | undefined,
    private readonly parts: readonly DatePart[],
  ) {}

  /** @param isMidnight true if a date without a time has the hour 0 */
  add(field: string, where: string, isMidnight: boolean): void {
    if (this.configured === undefined) this.addStyle(field, where);
    const sure = readMoment(field, this.configured);
    if (sure && Number.isNaN(sure.year)) this.none ??= { field, where };
    if (sure) return this.addMoment(isMidnight ? { ...sure, hour: 0, minute: 0 } : sure, field, where);
    const moments = this.configured === undefined ? dateOrders.map((order) => readMoment(field, order)) : [];
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

  /**
   * Records the field's style: a program that converted only some dates leaves years first in some fields, last in
   * others.
   */
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

  /** Returns the column's order, undefined if every field is unambiguous, or the reason why it is ambiguous. */
  resolve(): { order: DateOrder | undefined } | { doubt: DateDoubt } {
    const { configured, none, mixed, openExample: example } = this;
    if (none) return { doubt: { kind: "none", ...none, ...(configured && { order: configured }) } };
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
    return { order: configured ?? (example ? orders[0] : undefined) };
  }
}
