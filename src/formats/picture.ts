/** Reads PNG and JPEG pictures as grey or RGB bytes, by pngjs and jpeg-js, after checking their size. */
import jpeg from "jpeg-js";
import { PNG } from "pngjs";
import { FormatError } from "./formatError";
import { seemsToBe } from "./signature";

export interface Picture {
  height: number;
  width: number;
  /** 1: grey; 3: red, green, blue. */
  channels: 1 | 3;
  /** [height, width, channels] */
  pixels: Uint8Array;
}

/** Larger pictures are no inputs of a fully connected network. */
const maxPixels = 2 ** 24;

/** What is transparent lies on white. Throws FormatError. */
export function readPicture(bytes: Uint8Array): Picture {
  const kind = seemsToBe(bytes);
  if (kind === "a PNG picture") return readPng(bytes);
  if (kind === "a JPEG picture") return readJpeg(bytes);
  throw new FormatError("picture-magic", { found: kind });
}

function readPng(bytes: Uint8Array): Picture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) throw damaged("PNG");
  refuseSize(view.getUint32(16), view.getUint32(20));
  try {
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
    return fromRgba(data, height, width);
  } catch {
    throw damaged("PNG");
  }
}

function readJpeg(bytes: Uint8Array): Picture {
  const { height, width } = jpegSize(bytes);
  refuseSize(height, width);
  try {
    const options = {
      useTArray: true as const,
      maxResolutionInMP: 17,
      maxMemoryUsageInMB: 400,
      tolerantDecoding: false,
    };
    const { data } = jpeg.decode(bytes, options);
    return fromRgba(data, height, width);
  } catch {
    throw damaged("JPEG");
  }
}

/** From the frame header (SOF), which stands among other segments. */
function jpegSize(bytes: Uint8Array): { height: number; width: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) throw damaged("JPEG");
    const marker = bytes[at + 1];
    // Filling and markers without a length.
    if (marker === 0xff || (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  throw damaged("JPEG");
}

function refuseSize(height: number, width: number): void {
  if (height * width > 0 && height * width <= maxPixels) return;
  throw new FormatError("picture-size", { height, width });
}

const damaged = (format: "PNG" | "JPEG" | "decoded") => new FormatError("picture-damaged", { format });

function fromRgba(data: Uint8Array, height: number, width: number): Picture {
  const count = height * width;
  if (data.length !== 4 * count) throw damaged("decoded");
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
  const picture: Picture = { height, width, channels: 3, pixels };
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
  return { height, width, channels: 1, pixels: grey };
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
