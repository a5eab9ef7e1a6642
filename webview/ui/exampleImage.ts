/** Draws an example of image data, one canvas pixel per image pixel; the style sheet magnifies it. */
import { element } from "./dom";

/** @param values pixels as stored: bytes, or numbers from 0 (black) to 1 (white); channels last */
export function exampleImage(values: Float32Array, shape: readonly number[], name: string): HTMLCanvasElement {
  const [height, width, channels = 1] = shape;
  const canvas = element("canvas", { width, height, class: "example", role: "img", "aria-label": name });
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  const image = context.createImageData(width, height);
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  const white = largest > 1 ? 255 : 1;
  // `image.data` is a getter of the DOM: read for every pixel it takes most of the time.
  const { data } = image;
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = values[pixel * channels + Math.min(channel, channels - 1)];
      data[pixel * 4 + channel] = (value / white) * 255;
    }
    data[pixel * 4 + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
