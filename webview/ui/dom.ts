/** Creates DOM elements without HTML strings, so that no text of a run is ever parsed as markup. */

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

/** Appends the parts of a page to the host's root element, or to the body without one. */
export function mount(...parts: HTMLElement[]): void {
  (document.getElementById("root") ?? document.body).append(element("main", {}, ...parts));
}

/** Sets an element's text only if it differs, so that screen readers and selections are not disturbed. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
