/** A button that lets a person choose a picture: VS Code takes what is dropped for itself unless Shift is held. */
import { element } from "../ui/dom";
import { button } from "../ui/toolkit";

export function fileButton(label: string, take: (picture: File) => void): HTMLElement {
  const input = element("input", { type: "file", accept: "image/*", hidden: true, "aria-label": label });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) take(file);
    // The same file can be chosen once more.
    input.value = "";
  });
  const { element: made } = button(label, () => input.click());
  return element("span", {}, made, input);
}
