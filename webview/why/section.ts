import type { State } from "../state/store";

/** A part of the tab, with requests of its own. */
export interface Section {
  readonly element: HTMLElement;
  show(visible: boolean): void;
  render(state: State): void;
}
