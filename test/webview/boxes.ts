/** Measures the boxes of a page's elements: what is wider than the page, cut off, or scrolls inside the page. */
import type { Locator, Page } from "playwright-core";

/** Returns descriptions of the elements that are not wholly on the first screen, by name. */
export async function outsideFirstScreen(page: Page, parts: Record<string, Locator>): Promise<string[]> {
  const size = page.viewportSize() ?? { width: 0, height: 0 };
  const outside: string[] = [];
  for (const [name, part] of Object.entries(parts)) {
    const box = await part.boundingBox();
    const isInside =
      box && box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height;
    if (!isInside) outside.push(`${name}: ${JSON.stringify(box)}`);
  }
  return outside;
}

/** Returns the number of lines on which elements lie. */
export async function linesOf(elements: Locator): Promise<number> {
  const boxes = await elements.evaluateAll((all) =>
    all.map((each) => each.getBoundingClientRect()).filter(({ height }) => height > 0),
  );
  let lines = 0;
  for (let bottom = -Infinity; ; lines++) {
    const next = boxes.filter(({ top }) => top >= bottom);
    if (next.length === 0) return lines;
    bottom = Math.min(...next.map((box) => box.bottom));
  }
}

/**
 * Returns descriptions of the elements that reach beyond the page to the left or right, of those whose text is cut off
 * without an ellipsis, and of those that scroll in themselves. Tables of data, parallel axes (of which there may be many)
 * and lists of columns may scroll, and what is in them reaches as far as it likes.
 */
export const layoutFaults = (page: Page): Promise<string[]> => page.evaluate(faultsScript);

const faultsScript = `(() => {
  const tables = ".table-scroller, .grid-scroller, .scores-scroller, .residual-figures, .confusion-scroller";
  const mayScroll = tables + ", .parallel-scroller, .columns-panel, pre";
  const faults = [];
  const describe = (each, what) => {
    const { tagName, className } = each;
    const name = typeof className === "string" && className ? "." + className.trim().split(/\\s+/).join(".") : "";
    return tagName.toLowerCase() + name + " " + what + ": " + (each.getAttribute("aria-label") ?? each.textContent).slice(0, 40);
  };
  const width = document.documentElement.clientWidth;
  for (const each of document.querySelectorAll("main *")) {
    if (!each.checkVisibility({ visibilityProperty: true, opacityProperty: false })) continue;
    if (each.closest(".visually-hidden, .moment label")) continue;
    const scroller = each.parentElement.closest(mayScroll);
    const { left, right } = each.getBoundingClientRect();
    if (!scroller && right > left && (left < -0.5 || right > width + 0.5)) {
      faults.push(describe(each, "from " + Math.round(left) + " to " + Math.round(right)));
    }
    const { overflowX, overflowY, textOverflow, display } = getComputedStyle(each);
    if (display === "inline" || each.namespaceURI.endsWith("svg")) continue;
    const isScroller = /auto|scroll/.test(overflowX + overflowY);
    if (isScroller && !each.matches(mayScroll)) {
      if (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1) faults.push(describe(each, "scrolls"));
    }
    if (!isScroller && overflowX !== "visible" && textOverflow !== "ellipsis" && each.scrollWidth > each.clientWidth + 1) {
      if (!each.matches("input, canvas, .heatmap-frame")) faults.push(describe(each, "cuts off its contents"));
    }
  }
  return faults;
})()`;
