/** Makes elements without a word of HTML: nothing of a run is ever parsed as markup. */

type Attributes = Record<string, string | number | boolean | undefined>;

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

/** Puts the page's parts where the host has left room for them. */
export function mount(...parts: HTMLElement[]): void {
  (document.getElementById("root") ?? document.body).append(element("main", {}, ...parts));
}

/** Sets text only where it changed, so that screen readers and selections are left alone. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
