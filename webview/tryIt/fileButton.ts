/** A button that opens a picture file; VS Code itself opens dropped files unless Shift is held. */
import { element } from "../ui/dom";
import { button } from "../ui/toolkit";

export function fileButton(label: string, take: (picture: File) => void): HTMLElement {
  const input = element("input", { type: "file", accept: "image/*", hidden: true, "aria-label": label });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) take(file);
    // Allows choosing the same file again.
    input.value = "";
  });
  const { element: made } = button(label, () => input.click());
  return element("span", {}, made, input);
}
