/** A page that comes back stands where it was left, as soon as it is long enough for that, until somebody scrolls. */
import type { Wire } from "./wire";

export function keepScrolled(host: Wire<never, { scrolled?: number }>): void {
  const to = host.viewState.scrolled ?? 0;
  let coming = to > 0;
  const isLongEnough = () => document.documentElement.scrollHeight >= to + innerHeight;
  // Also after it became short for a moment: what it is made of comes bit by bit.
  const growing = new ResizeObserver(() => {
    if (isLongEnough() && Math.round(scrollY) !== to) scrollTo({ top: to, behavior: "instant" });
  });
  if (coming) growing.observe(document.body);
  const stop = () => {
    coming = false;
    growing.disconnect();
  };
  for (const input of ["wheel", "pointerdown", "keydown"]) addEventListener(input, stop, { once: true, passive: true });
  addEventListener("scrollend", () => {
    // The end of a page that became short is no place that anybody chose.
    if (coming && !isLongEnough()) return;
    if (Math.round(scrollY) !== to) stop();
    host.updateViewState({ scrolled: Math.round(scrollY) });
  });
}
