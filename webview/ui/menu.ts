/** A button that opens a menu, operated by arrow keys, Home, End and Escape; the toolkit has none. */
import { element } from "./dom";

export interface MenuItem {
  readonly label: string;
  readonly choose: () => void;
}

let menus = 0;

export class Menu {
  private readonly button: HTMLButtonElement;
  private readonly list = element("div", { role: "menu", class: "menu-list", id: `menu-${menus++}`, hidden: true });
  private readonly items: readonly HTMLButtonElement[];
  readonly element: HTMLElement;

  constructor(name: string, sign: string, items: readonly MenuItem[]) {
    this.button = element(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        "aria-controls": this.list.id,
      },
      sign,
    );
    this.rename(name);
    this.items = items.map(({ label, choose }) => {
      const item = element("button", { type: "button", role: "menuitem", tabindex: -1 }, label);
      item.addEventListener("click", () => {
        this.close();
        choose();
      });
      return item;
    });
    this.list.append(...this.items);
    this.element = element("div", { class: "menu" }, this.button, this.list);
    this.button.addEventListener("click", () => (this.list.hidden ? this.open() : this.close()));
    this.button.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      this.open(event.key === "ArrowUp" ? this.items.length - 1 : 0);
    });
    this.list.addEventListener("keydown", (event) => this.step(event));
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.element.contains(relatedTarget as Node | null)) this.hide();
    });
  }

  rename(name: string): void {
    this.button.setAttribute("aria-label", name);
    this.button.title = name;
    this.list.setAttribute("aria-label", name);
  }

  private open(at = 0): void {
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.items[at].focus();
  }

  private close(): void {
    this.hide();
    this.button.focus();
  }

  private hide(): void {
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  private step(event: KeyboardEvent): void {
    const { length } = this.items;
    const at = this.items.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + length, Home: 0, End: length - 1 }[event.key];
    if (event.key === "Escape") this.close();
    else if (to !== undefined) this.items[to % length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
