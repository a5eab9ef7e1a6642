/** Tabs with arrow-key navigation; the selected tab is stored in the view state. */

import { element } from "../ui/dom";
import { t } from "../ui/l10n";
import type { State } from "./store";
import type { Wire } from "./wire";

export interface Tab {
  readonly name: string;
  readonly title: string;
  readonly panel: HTMLElement;
  /** Called when the panel is shown or hidden. */
  show?(visible: boolean): void;
  /** Returns whether the run has this tab; without it, every run has. */
  isOffered?(state: State): boolean;
}

export class Tabs {
  readonly list = element("div", { class: "tabs", role: "tablist", "aria-label": t("Views of the run") });
  readonly panels: readonly HTMLElement[];
  private readonly buttons: HTMLButtonElement[];
  private shown: Tab | undefined;

  constructor(
    private readonly tabs: readonly Tab[],
    private readonly host: Wire<never, { type: string }, { tab?: string }>,
  ) {
    this.buttons = tabs.map(({ name, title, panel }) => {
      const button = element("button", { role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}` }, title);
      panel.id = `panel-${name}`;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      button.addEventListener("click", () => this.choose(name));
      return button;
    });
    this.list.append(...this.buttons);
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    // Optional tabs stay hidden until the run is known.
    for (const [i, tab] of tabs.entries()) this.buttons[i].hidden = tab.isOffered !== undefined;
    this.panels = tabs.map(({ panel }) => panel);
    this.choose(host.viewState.tab ?? tabs[0].name);
  }

  /** Hides the tabs that the run does not have. */
  render(state: State): void {
    if (!state.run) return;
    for (const [i, tab] of this.tabs.entries()) {
      if (!tab.isOffered) continue;
      this.buttons[i].hidden = !tab.isOffered(state);
      if (this.buttons[i].hidden && tab === this.shown) this.choose(this.tabs[0].name);
    }
  }

  choose(name: string): void {
    const chosen = this.tabs.find((tab) => tab.name === name) ?? this.shown ?? this.tabs[0];
    if (chosen === this.shown) return;
    this.shown = chosen;
    for (const [i, tab] of this.tabs.entries()) {
      const isShown = tab === chosen;
      tab.panel.hidden = !isShown;
      this.buttons[i].setAttribute("aria-selected", String(isShown));
      this.buttons[i].tabIndex = isShown ? 0 : -1;
      tab.show?.(isShown);
    }
    this.host.updateViewState({ tab: chosen.name });
  }

  private onKey(event: KeyboardEvent): void {
    const buttons = this.buttons.filter(({ hidden }) => !hidden);
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const last = buttons.length - 1;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length];
    this.choose(this.tabs[this.buttons.indexOf(next)].name);
    next.focus();
  }
}
