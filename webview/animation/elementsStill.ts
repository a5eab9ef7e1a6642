/**
 * A picture of elements of the page, one below the other: canvases, paths, texts, backgrounds and borders, without
 * controls.
 * Browsers cannot draw elements on a canvas.
 */
import type { Still } from "./movingPicture";
import { paintPaths } from "./paintPaths";

/** What is on the screen for the user's actions only, and titles, which a frame has itself. */
const leftOut = "h2, details, vscode-checkbox, .controls, .menu, .readout, .cross, .cell-cursor, .visually-hidden";
const painted = [HTMLCanvasElement, HTMLTableCellElement, SVGSVGElement];
/** Space between two elements, and for a further line of a text in a later frame, in CSS pixels. */
const [gap, spare] = [8, 20];

interface Placed {
  readonly element: HTMLElement;
  readonly box: DOMRect;
  /** Shift from the place on the page to that in the picture, in CSS pixels. */
  readonly by: { readonly x: number; readonly y: number };
}

export function elementsStill(elements: readonly HTMLElement[]): Still {
  const placed: Placed[] = [];
  let [width, height] = [0, 0];
  for (const element of elements) {
    if (!element.checkVisibility()) continue;
    const box = contentBox(element);
    placed.push({ element, box, by: { x: -box.left, y: height - box.top } });
    height += box.height + gap;
    width = Math.max(width, box.width);
  }
  const draw = (context: CanvasRenderingContext2D) => {
    for (const { element, by } of placed) paint(context, element, by);
  };
  return { width: Math.ceil(width), height: Math.ceil(height + spare), isTitled: false, draw };
}

/** Returns the box around everything that is painted; that of a block would be as wide as the page. */
function contentBox(element: HTMLElement): DOMRect {
  const boxes = [...parts(element)].flatMap((part) => {
    if (part instanceof Text) {
      const range = document.createRange();
      range.selectNodeContents(part);
      return [...range.getClientRects()];
    }
    const isPainted = painted.some((kind) => part instanceof kind);
    return isPainted ? [part.getBoundingClientRect()] : [];
  });
  const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
  const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))];
  return boxes.length > 0 ? new DOMRect(left, top, right - left, bottom - top) : element.getBoundingClientRect();
}

/** Returns the painted elements and texts, each behind those that it contains. */
function* parts(element: HTMLElement | SVGSVGElement): Generator<HTMLElement | SVGSVGElement | Text> {
  if (element.matches(leftOut) || !element.checkVisibility() || getComputedStyle(element).opacity === "0") return;
  yield element;
  if (element instanceof HTMLCanvasElement || element instanceof SVGSVGElement) return;
  for (const child of element.childNodes) {
    if (child instanceof HTMLElement || child instanceof SVGSVGElement) yield* parts(child);
    else if (child instanceof Text && child.data.trim() !== "") yield child;
  }
}

function paint(context: CanvasRenderingContext2D, element: HTMLElement, by: Placed["by"]): void {
  for (const part of parts(element)) {
    if (part instanceof Text) paintText(context, part, by);
    else if (part instanceof HTMLCanvasElement) paintCanvas(context, part, by);
    else {
      paintBox(context, part, by);
      if (part instanceof SVGSVGElement) paintPaths(context, part, by);
    }
  }
}

/** Draws a canvas on whole pixels, so that none of its own is mixed with another. */
function paintCanvas(context: CanvasRenderingContext2D, canvas: HTMLCanvasElement, by: Placed["by"]): void {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  if (canvas.width === 0 || width === 0) return;
  const { a: scale, e, f } = context.getTransform();
  const size = (own: number, shown: number) => (Math.abs(own - shown * scale) < 1 ? own : Math.round(shown * scale));
  const [x, y] = [Math.round((left + by.x) * scale + e), Math.round((top + by.y) * scale + f)];
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.imageSmoothingEnabled = getComputedStyle(canvas).imageRendering !== "pixelated";
  context.drawImage(canvas, x, y, size(canvas.width, width), size(canvas.height, height));
  context.restore();
}

function paintBox(context: CanvasRenderingContext2D, element: Element, by: Placed["by"]): void {
  const style = getComputedStyle(element);
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + by.x, top + by.y];
  if (style.maskImage === "none") {
    context.fillStyle = style.backgroundColor;
    context.beginPath();
    context.roundRect(x, y, width, height, Number.parseFloat(style.borderRadius) || 0);
    context.fill();
  }
  const edges = [
    [style.borderTopWidth, style.borderTopColor, x, y, width, 0],
    [style.borderBottomWidth, style.borderBottomColor, x, y + height, width, 0],
    [style.borderLeftWidth, style.borderLeftColor, x, y, 0, height],
    [style.borderRightWidth, style.borderRightColor, x + width, y, 0, height],
  ] as const;
  for (const [thickness, ink, startX, startY, across, down] of edges) {
    const thick = Number.parseFloat(thickness);
    if (thick === 0) continue;
    const [back, up] = [startX > x ? thick : 0, startY > y ? thick : 0];
    context.fillStyle = ink;
    context.fillRect(startX - back, startY - up, across || thick, down || thick);
  }
}

/** Draws each word where the page has it, so that lines break as on the page. */
function paintText(context: CanvasRenderingContext2D, text: Text, by: Placed["by"]): void {
  if (!text.parentElement) return;
  const { color, fontStyle, fontWeight, fontSize, fontFamily, writingMode } = getComputedStyle(text.parentElement);
  const range = document.createRange();
  context.fillStyle = color;
  context.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  context.textAlign = "left";
  for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const [box] = range.getClientRects();
    if (!box) continue;
    if (writingMode.startsWith("vertical")) paintTurned(context, word, box, by);
    else {
      context.textBaseline = "alphabetic";
      context.fillText(word, box.left + by.x, box.top + by.y + context.measureText(word).fontBoundingBoxAscent);
    }
  }
}

function paintTurned(context: CanvasRenderingContext2D, word: string, box: DOMRect, by: Placed["by"]): void {
  context.save();
  context.translate(box.left + by.x + box.width / 2, box.top + by.y);
  context.rotate(Math.PI / 2);
  context.textBaseline = "middle";
  context.fillText(word, 0, 0);
  context.restore();
}
