/** Resizes and clears a canvas for painting in CSS pixels. */

/** @param width width of the canvas in CSS pixels, passed because measuring the DOM would force a layout */
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
