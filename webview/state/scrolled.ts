/** Restores the scroll position of a reloaded page as soon as it is long enough, until the user scrolls. */
import type { Wire } from "./wire";

/** Events that start any scrolling by the user; dragging the scroll bar is a pointer event too. */
const inputs = ["wheel", "pointerdown", "keydown"];

export function keepScrolled(host: Wire<never, { type: string }, { scrolled?: number }>): void {
  const to = host.viewState.scrolled ?? 0;
  let isComing = to > 0;
  const comeBack = () => {
    const isLongEnough = document.documentElement.scrollHeight >= to + innerHeight;
    if (isLongEnough && Math.round(scrollY) !== to) scrollTo({ top: to, behavior: "instant" });
  };
  // The page is filled step by step: it can be short for a moment and grow again later.
  const growing = new ResizeObserver(comeBack);
  if (isComing) growing.observe(document.body);
  const stop = () => {
    isComing = false;
    growing.disconnect();
  };
  for (const input of inputs) addEventListener(input, stop, { once: true, passive: true });
  addEventListener("scrollend", () => {
    // A page that was short for less than a frame lost its position without the observer noticing.
    if (isComing) comeBack();
    else host.updateViewState({ scrolled: Math.round(scrollY) });
  });
}
