/** Writes real PNG and JPEG files for tests, from one colour per pixel. */
import jpeg from "jpeg-js";
import { PNG } from "pngjs";

type Rgba = [number, number, number, number?];
type Colour = (y: number, x: number) => Rgba;

export const grey = (value: number): Rgba => [value, value, value];

export function png(height: number, width: number, colour: Colour): Uint8Array {
  const picture = new PNG({ height, width });
  picture.data = rgba(height, width, colour);
  return PNG.sync.write(picture);
}

export const jpg = (height: number, width: number, colour: Colour): Uint8Array =>
  jpeg.encode({ height, width, data: rgba(height, width, colour) }, 95).data;

function rgba(height: number, width: number, colour: Colour): Buffer {
  const pixels = Array.from({ length: height * width }, (_, i) => {
    const [r, g, b, a = 255] = colour(Math.floor(i / width), i % width);
    return [r, g, b, a];
  });
  return Buffer.from(pixels.flat());
}
