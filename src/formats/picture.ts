/** A picture as grey or RGB bytes: made from what a reader decodes, brought to a size, grey or coloured. */
import { FormatError } from "./formatError";
import { claimMemory } from "./memoryBound";

export interface Picture {
  height: number;
  width: number;
  /** 1: grey; 3: red, green, blue. */
  channels: 1 | 3;
  /** [height, width, channels] */
  pixels: Uint8Array;
  /** Whether more frames come after the one that was read. */
  isAnimated?: boolean;
}

/** What a decoder gives: red, green, blue, opacity of every pixel. */
export interface Rgba {
  height: number;
  width: number;
  /** [height, width, 4] */
  data: Uint8Array;
  isAnimated?: boolean;
}

/** Larger pictures are no inputs of a fully connected network. */
export const maxPixels = 2 ** 24;
/** Height or width. */
export const maxAxis = 2 ** 16;

export function refusePictureSize(height: number, width: number): void {
  const isFit = height > 0 && width > 0 && height * width <= maxPixels && Math.max(height, width) <= maxAxis;
  // What is unpacked, red, green, blue and opacity, and three colours of it.
  if (isFit) return claimMemory(15 * height * width);
  throw new FormatError("picture-size", { height, width });
}

/** What is transparent lies on white. A picture without any colour becomes grey. */
export function fromRgba({ data, height, width, isAnimated }: Rgba): Picture {
  const count = height * width;
  if (data.length !== 4 * count) throw new FormatError("picture-damaged", { format: "decoded" });
  const pixels = new Uint8Array(3 * count);
  let isGrey = true;
  for (let i = 0; i < count; i++) {
    const alpha = data[4 * i + 3];
    for (let c = 0; c < 3; c++) {
      const value = data[4 * i + c];
      pixels[3 * i + c] = alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255);
    }
    isGrey &&= pixels[3 * i] === pixels[3 * i + 1] && pixels[3 * i] === pixels[3 * i + 2];
  }
  const picture: Picture = { height, width, channels: 3, pixels, ...(isAnimated && { isAnimated }) };
  return isGrey ? toGrey(picture) : picture;
}

/** Luma of ITU-R BT.601. */
export function toGrey(picture: Picture): Picture {
  if (picture.channels === 1) return picture;
  const { height, width, pixels } = picture;
  const grey = new Uint8Array(height * width);
  for (let i = 0; i < grey.length; i++) {
    grey[i] = Math.round(0.299 * pixels[3 * i] + 0.587 * pixels[3 * i + 1] + 0.114 * pixels[3 * i + 2]);
  }
  return { ...picture, channels: 1, pixels: grey };
}

export function toColour(picture: Picture): Picture {
  if (picture.channels === 3) return picture;
  const pixels = new Uint8Array(3 * picture.pixels.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = picture.pixels[Math.floor(i / 3)];
  return { ...picture, channels: 3, pixels };
}

/** Each pixel is the mean of the area that it covers; so nothing is lost when a picture is made smaller. */
export function resized(picture: Picture, height: number, width: number): Picture {
  if (picture.height === height && picture.width === width) return picture;
  const { channels, pixels } = picture;
  const rows = shares(picture.height, height);
  const columns = shares(picture.width, width);
  const out = new Uint8Array(height * width * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (const [row, high] of rows[y]) {
          for (const [column, wide] of columns[x]) {
            sum += high * wide * pixels[(row * picture.width + column) * channels + c];
          }
        }
        out[(y * width + x) * channels + c] = Math.round(sum);
      }
    }
  }
  return { height, width, channels, pixels: out };
}

/** Of each of `to` cells: which of `from` cells it covers, and with what share of its own size. */
function shares(from: number, to: number): [cell: number, share: number][][] {
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [(i * from) / to, ((i + 1) * from) / to];
    const covered: [number, number][] = [];
    for (let cell = Math.floor(start); cell < Math.min(from, Math.ceil(end - 1e-9)); cell++) {
      covered.push([cell, (Math.min(end, cell + 1) - Math.max(start, cell)) / (end - start)]);
    }
    return covered;
  });
}
