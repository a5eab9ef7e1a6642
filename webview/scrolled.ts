/** A page that comes back stands where it was left, as soon as it is long enough for that. */
import type { Wire } from "./wire";

export function keepScrolled(host: Wire<never, { scrolled?: number }>): void {
  const to = host.remembered.scrolled ?? 0;
  let back = to === 0;
  const growing = new ResizeObserver(() => {
    if (back || document.documentElement.scrollHeight < to + innerHeight) return;
    back = true;
    growing.disconnect();
    scrollTo({ top: to, behavior: "instant" });
  });
  if (!back) growing.observe(document.body);
  addEventListener("scrollend", () => {
    back = true;
    host.remember({ scrolled: Math.round(scrollY) });
  });
}
