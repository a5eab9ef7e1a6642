/**
 * Controls of @vscode/webview-ui-toolkit. Only this module imports the toolkit: it is no longer developed, and its
 * replacement should change one file.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
} from "@vscode/webview-ui-toolkit";
import { oncePerFrame } from "./frames";

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeDropdown(), vsCodeOption());

export interface Button {
  readonly element: HTMLElement;
  update(state: { enabled?: boolean; label?: string; hidden?: boolean }): void;
}

export function button(label: string, press: () => void, appearance: "primary" | "secondary" = "secondary"): Button {
  const made = document.createElement("vscode-button") as HTMLElement & { disabled: boolean };
  made.setAttribute("appearance", appearance);
  made.textContent = label;
  made.addEventListener("click", () => !made.disabled && press());
  return {
    element: made,
    update({ enabled = true, label: now = label, hidden = false }) {
      if (made.disabled === enabled) made.disabled = !enabled;
      if (made.textContent !== now) made.textContent = now;
      made.hidden = hidden;
    },
  };
}

export interface Dropdown {
  readonly element: HTMLElement;
  /** Sets the options, [value, label] pairs, and selects `chosen` if it is among them. */
  offer(options: readonly (readonly [value: string, label: string])[], chosen: string): void;
}

export function dropdown(name: string, choose: (value: string) => void): Dropdown {
  const made = document.createElement("vscode-dropdown") as HTMLElement & { value: string };
  made.setAttribute("aria-label", name);
  made.addEventListener("change", () => choose(made.value));
  let offered = "";
  let wanted = "";
  // The control accepts only values of options that it has rendered.
  const showWanted = oncePerFrame(() => {
    if (made.value !== wanted) made.value = wanted;
  });
  return {
    element: made,
    offer(options, chosen) {
      const key = JSON.stringify(options);
      wanted = chosen;
      if (key !== offered || made.value !== chosen) showWanted();
      if (key !== offered) {
        offered = key;
        made.replaceChildren(
          ...options.map(([value, label]) => {
            const option = document.createElement("vscode-option");
            option.setAttribute("value", value);
            option.textContent = label;
            return option;
          }),
        );
      }
    },
  };
}

export interface Checkbox {
  readonly element: HTMLElement;
  update(state: { checked: boolean; hidden: boolean }): void;
}

export function checkbox(label: string, choose: (checked: boolean) => void): Checkbox {
  const made = document.createElement("vscode-checkbox") as HTMLElement & { checked: boolean };
  made.textContent = label;
  made.addEventListener("change", () => choose(made.checked));
  return {
    element: made,
    update({ checked, hidden }) {
      if (made.checked !== checked) made.checked = checked;
      made.hidden = hidden;
    },
  };
}
