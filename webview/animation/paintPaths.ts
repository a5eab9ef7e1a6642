/** Draws the paths of an SVG on a canvas: where the page has them, with lines as wide as on the page. */

/** @param by shift from the place on the page to that on the canvas, in CSS pixels */
export function paintPaths(
  context: CanvasRenderingContext2D,
  svg: SVGSVGElement,
  by: { readonly x: number; readonly y: number },
): void {
  const toPage = svg.getScreenCTM();
  if (!toPage) return;
  const toCanvas = new DOMMatrix().translate(by.x, by.y).multiply(toPage);
  context.save();
  for (const path of svg.querySelectorAll("path")) {
    const { stroke, strokeOpacity, strokeWidth } = getComputedStyle(path);
    const line = new Path2D();
    line.addPath(new Path2D(path.getAttribute("d") ?? ""), toCanvas);
    context.strokeStyle = stroke;
    context.globalAlpha = Number(strokeOpacity);
    context.lineWidth = Number.parseFloat(strokeWidth);
    context.stroke(line);
  }
  context.restore();
}
