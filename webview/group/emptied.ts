/** A canvas made ready to be painted anew, in CSS pixels. */

/** @param width of the canvas on the page, in CSS pixels: to ask for it would lay the page out in between */
export function emptied(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | undefined {
  const context = canvas.getContext("2d");
  const [across, down] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
  if (canvas.width !== across || canvas.height !== down) [canvas.width, canvas.height] = [across, down];
  else context?.reset();
  context?.scale(devicePixelRatio, devicePixelRatio);
  return context ?? undefined;
}
