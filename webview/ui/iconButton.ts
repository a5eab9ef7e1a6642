/** Buttons that show one of VS Code's icons; the name is the accessible name and the tooltip. */
import { element } from "./dom";

/** Names of the icons in codicons.css. */
export type Icon =
  | "debug-stop"
  | "debug-pause"
  | "debug-continue"
  | "play"
  | "debug-restart"
  | "debug-rerun"
  | "repo-forked"
  | "ellipsis"
  | "zoom-in"
  | "zoom-out"
  | "screen-full"
  | "chevron-left"
  | "chevron-right"
  | "device-camera-video"
  | "type-hierarchy"
  | "question"
  | "debug-alt"
  | "history";

export interface IconButton {
  readonly element: HTMLButtonElement;
  update(state: { name?: string; icon?: Icon; enabled?: boolean; hidden?: boolean }): void;
}

const classOf = (icon: Icon) => `codicon codicon-${icon}`;

export function iconButton(name: string, icon: Icon, press: () => void): IconButton {
  const sign = element("span", { class: classOf(icon), "aria-hidden": "true" });
  const made = element("button", { type: "button", class: "icon-button", "aria-label": name, title: name }, sign);
  made.addEventListener("click", press);
  return {
    element: made,
    update({ name: now = name, icon: shown = icon, enabled = true, hidden = false }) {
      if (made.title !== now) {
        made.title = now;
        made.setAttribute("aria-label", now);
      }
      if (sign.className !== classOf(shown)) sign.className = classOf(shown);
      if (made.disabled === enabled) made.disabled = !enabled;
      if (made.hidden !== hidden) made.hidden = hidden;
    },
  };
}
