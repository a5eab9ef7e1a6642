/** A button that opens a menu, operated by arrow keys, Home, End and Escape; the toolkit has none. */
import { element } from "./dom";
import { iconButton } from "./iconButton";

export interface MenuItem {
  readonly label: string;
  readonly choose: () => void;
  /** Returns whether the item's setting is on; an item without it is no setting. */
  isOn?(): boolean;
  /** Returns whether the item applies now; an item without it always does. Called when the menu opens. */
  applies?(): boolean;
  /** Returns whether the item can be chosen now, else it is grey; an item without it always can. As `applies`. */
  enabled?(): boolean;
}

let menus = 0;

export class Menu {
  private readonly button = iconButton("", "ellipsis", () => (this.popup.hidden ? this.open() : this.close()));
  private readonly list = element("div", { role: "menu", id: `menu-${menus++}` });
  private readonly popup = element("div", { class: "menu-list", hidden: true }, this.list);
  private readonly items: readonly { item: MenuItem; element: HTMLButtonElement }[];
  readonly element = element("div", { class: "menu" }, this.button.element, this.popup);

  /** @param below a control below the items, reached by Tab */
  constructor(name: string, items: readonly MenuItem[], below?: HTMLElement) {
    const { element: button } = this.button;
    for (const [key, value] of [
      ["aria-haspopup", "menu"],
      ["aria-expanded", "false"],
      ["aria-controls", this.list.id],
    ]) {
      button.setAttribute(key, value);
    }
    this.rename(name);
    this.items = items.map((item) => ({ item, element: this.elementOf(item) }));
    this.list.append(...this.items.map((each) => each.element));
    if (below) this.popup.append(below);
    button.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      this.open(event.key === "ArrowUp" ? -1 : 0);
    });
    this.list.addEventListener("keydown", (event) => this.step(event));
    this.popup.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.element.contains(relatedTarget as Node | null)) this.hide();
    });
  }

  rename(name: string): void {
    this.button.update({ name });
    this.list.setAttribute("aria-label", name);
  }

  private elementOf({ label, choose, isOn }: MenuItem): HTMLButtonElement {
    const role = isOn ? "menuitemcheckbox" : "menuitem";
    const made = element("button", { type: "button", role, tabindex: -1 }, label);
    made.addEventListener("click", () => {
      if (made.ariaDisabled === "true") return;
      this.close();
      choose();
    });
    return made;
  }

  /** @param at index of the item that gets the focus; −1: the last */
  private open(at = 0): void {
    for (const { item, element: shown } of this.items) {
      shown.hidden = item.applies?.() === false;
      if (item.enabled) shown.ariaDisabled = String(!item.enabled());
      if (item.isOn) shown.setAttribute("aria-checked", String(item.isOn()));
    }
    this.popup.hidden = false;
    this.button.element.setAttribute("aria-expanded", "true");
    this.shown.at(at)?.focus();
  }

  private get shown(): HTMLButtonElement[] {
    return this.items.map((each) => each.element).filter(({ hidden }) => !hidden);
  }

  private close(): void {
    this.hide();
    this.button.element.focus();
  }

  private hide(): void {
    this.popup.hidden = true;
    this.button.element.setAttribute("aria-expanded", "false");
  }

  private step(event: KeyboardEvent): void {
    const { shown } = this;
    const { length } = shown;
    const at = shown.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + length, Home: 0, End: length - 1 }[event.key];
    if (to === undefined) return;
    shown[to % length].focus();
    event.preventDefault();
    event.stopPropagation();
  }
}
