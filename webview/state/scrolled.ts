/** A page that comes back stands where it was left, as soon as it is long enough for that, until somebody scrolls. */
import type { Wire } from "./wire";

/** Whichever way a person scrolls, it begins with one of these; a drag of the scroll bar is a pointer's too. */
const inputs = ["wheel", "pointerdown", "keydown"];

export function keepScrolled(host: Wire<never, { scrolled?: number }>): void {
  const to = host.viewState.scrolled ?? 0;
  let isComing = to > 0;
  const comeBack = () => {
    const isLongEnough = document.documentElement.scrollHeight >= to + innerHeight;
    if (isLongEnough && Math.round(scrollY) !== to) scrollTo({ top: to, behavior: "instant" });
  };
  // What the page is made of comes bit by bit: it can be short for a moment, and be long again later.
  const growing = new ResizeObserver(comeBack);
  if (isComing) growing.observe(document.body);
  const stop = () => {
    isComing = false;
    growing.disconnect();
  };
  for (const input of inputs) addEventListener(input, stop, { once: true, passive: true });
  addEventListener("scrollend", () => {
    // A page that was short for less than a frame has lost its place, and no observer has seen it.
    if (isComing) comeBack();
    else host.updateViewState({ scrolled: Math.round(scrollY) });
  });
}
