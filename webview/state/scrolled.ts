/** A page that comes back stands where it was left, as soon as it is long enough for that, until somebody scrolls. */
import type { Wire } from "./wire";

export function keepScrolled(host: Wire<never, { scrolled?: number }>): void {
  const to = host.viewState.scrolled ?? 0;
  let coming = to > 0;
  /** Whether the page was too short since it last stood at its place. */
  let wasShort = coming;
  const isLongEnough = () => document.documentElement.scrollHeight >= to + innerHeight;
  const comeBack = () => scrollTo({ top: to, behavior: "instant" });
  // Also after it became short for a moment: what it is made of comes bit by bit.
  const growing = new ResizeObserver(() => {
    if (!isLongEnough()) wasShort = true;
    else if (Math.round(scrollY) !== to) comeBack();
  });
  if (coming) growing.observe(document.body);
  const stop = () => {
    coming = false;
    growing.disconnect();
  };
  for (const input of ["wheel", "pointerdown", "keydown"]) addEventListener(input, stop, { once: true, passive: true });
  addEventListener("scrollend", () => {
    const isThere = Math.round(scrollY) === to;
    // The end of a page that became short is no place that anybody chose; the event may come when it is long again.
    if (coming && !isThere && (wasShort || !isLongEnough())) {
      if (isLongEnough()) comeBack();
      return;
    }
    wasShort = false;
    if (!isThere) stop();
    host.updateViewState({ scrolled: Math.round(scrollY) });
  });
}
