/** The paging of a long list: two buttons, and a text about the shown part. */

import { element } from "../ui/dom";
import { whole } from "../ui/format";
import { t } from "../ui/l10n";
import { button } from "../ui/toolkit";

export const perPage = 60;

export class Paging {
  /** Index of the first item on the page. */
  first = 0;
  private readonly previous = button(t("Previous"), () => this.turn(-perPage));
  private readonly next = button(t("Next"), () => this.turn(perPage));
  readonly element = element("div", { class: "controls" }, this.previous.element, this.next.element);

  constructor(private readonly onTurn: () => void) {}

  /** @returns a text such as ", 61 to 98 shown"; empty if all are shown */
  show(total: number, first: number): string {
    const last = Math.min(total, first + perPage);
    this.previous.update({ enabled: first > 0, hidden: total <= perPage });
    this.next.update({ enabled: last < total, hidden: total <= perPage });
    return total > perPage ? t(", {0} to {1} shown", whole(first + 1), whole(last)) : "";
  }

  private turn(step: number): void {
    this.first = Math.max(0, this.first + step);
    this.onTurn();
  }
}
